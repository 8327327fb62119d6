#!/bin/sh
# stalls.sh - bytes that arrive in the last millisecond of an image's time must not make a program wait forever, with any of
# libcurl's interfaces. Some versions lose their timer then (see labs/kit/transfer.c). The moment of that millisecond depends
# on the machine, so several programs with many images run at once.
. tests/self/tap.sh
directory=$(mktemp -d) || exit 2
serving=
trap 'kill $serving 2>/dev/null; rm -rf "$directory" "$log"' EXIT

build/mock_server/mock_server --images 60 --latency uniform:297:298 $(seq -f '--fault %g:stall' 60) >"$directory/said" &
serving=$!
while kill -0 $serving && ! grep -qs http "$directory/said"; do sleep 0.1; done
# Expect an exit status of 1, because images are missing; 124 means that the program had to be stopped.
all_give_up() {
    printf 'build/variants/%s\n' async/epoll/async hybrid/epoll-in-children/hybrid | sed 'p;p;p' | xargs -P 8 -I{} sh -c '
        timeout 120 "{}" --images "$0" --into "$1/$$" --workers 1 --give-up-after 0.3
        status=$?
        [ $status = 1 ] || { echo "{} ends with $status"; exit 1; }' "$(sed 's/.* //' "$directory/said")" "$directory"
}
check 'loops on epoll give up stalled images' all_give_up
finish
