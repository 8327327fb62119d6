#!/bin/sh
# run.sh SERVER IMAGES PROGRAM ARGUMENTS... - run a lab's program on IMAGES, or, where that is empty, on a mock server
# of its own with 200 images and a latency of 20 ms. However it ends, nothing that it has started is left running.
set -u
server=$1 images=$2 directory= serving= program= interrupted= into=
shift 2

# A process with all that it has started. It stands still meanwhile, and starts no more.
end_all() {
    kill -STOP "$1" 2>/dev/null || return 0
    for child in $(grep -lsx "PPid:	$1" /proc/[0-9]*/status | cut -d / -f 3); do end_all "$child"; done
    kill -KILL "$1" 2>/dev/null
}
clear_up() {
    trap '' INT TERM HUP # make, told to end, tells us once more
    [ -z "$program" ] || end_all "$program"
    [ -z "$serving" ] || kill "$serving" 2>/dev/null
    [ -z "$directory" ] || rm -rf "$directory"
}
# Ctrl-C goes to the program, too, which may finish what it has begun before it ends. Other signals end it at once.
trap clear_up EXIT
trap 'interrupted=yes' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# What the program's arguments say, before anything is started.
option=
for word; do
    case $option=$word in
    --into=*) into=$word ;;
    --workers=*[!0-9]* | --workers= | --workers=0 | --cycles=*[!0-9]* | --cycles= | --cycles=0)
        echo "$(echo "${option#--}" | tr a-z A-Z) takes a whole number, at least 1, not \"$word\"" >&2
        exit 2
        ;;
    esac
    option=$word
done
[ -z "$into" ] || echo "The images go to $into/step_1 and so on"

if [ -z "$images" ]; then
    directory=$(mktemp -d) && mkfifo "$directory/ready" || exit 2
    # Out of reach of Ctrl-C, as the program may still need it; and never there without us.
    setsid setpriv --pdeathsig TERM "$server" --latency 20 ${SEED:+--seed "$SEED"} >"$directory/ready" &
    serving=$!
    read -r line <"$directory/ready" || exit 2 # the server has said why
    echo "$line"
    images=${line##* }
fi

# A shell waits for what is in its background alone when a signal comes, but has it ignore Ctrl-C.
env --default-signal=INT "$@" --images "$images" &
program=$!
while
    wait "$program"
    status=$?
    kill -0 "$program" 2>/dev/null
do :; done
program=
[ -z "$interrupted" ] || exit 130
exit $status
