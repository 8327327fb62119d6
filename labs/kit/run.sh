#!/bin/sh
# run.sh SERVER IMAGES PROGRAM ARGUMENTS... - run a lab's program on IMAGES. If IMAGES is empty, start a mock server with 200
# images and a latency of 20 ms for it. However the script ends, it leaves nothing running.
set -u
server=$1 images=$2 directory= serving= program= interrupted= into=
shift 2

# Signal a process with all its descendants. It is stopped meanwhile, so that it starts no more.
end_all() {
    kill -STOP "$1" 2>/dev/null || return 0
    for child in $(grep -lsx "PPid:	$1" /proc/[0-9]*/status | cut -d / -f 3); do end_all "$child"; done
    kill -KILL "$1" 2>/dev/null
}
clear_up() {
    trap '' INT TERM HUP # make passes the signal on to us again
    [ -z "$program" ] || end_all "$program"
    [ -z "$serving" ] || kill "$serving" 2>/dev/null
    [ -z "$directory" ] || rm -rf "$directory"
}
# Ctrl-C also goes to the program, which may finish what it has begun before it ends. Other signals end it at once.
trap clear_up EXIT
trap 'interrupted=yes' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# Read the program's arguments before anything starts.
option=
for word; do
    case $option=$word in
    --into=*) into=$word ;;
    --workers=*[!0-9]* | --workers= | --workers=0 | --cycles=*[!0-9]* | --cycles= | --cycles=0)
        echo "$(echo "${option#--}" | tr a-z A-Z): expected a whole number of at least 1, got \"$word\"" >&2
        exit 2
        ;;
    esac
    option=$word
done
[ -z "$into" ] || echo "The images go to $into/step_1 and so on"

if [ -z "$images" ]; then
    directory=$(mktemp -d) && mkfifo "$directory/ready" || exit 2
    # Ctrl-C must not reach the server, because the program may still need it. It ends with this script.
    setsid setpriv --pdeathsig TERM "$server" --latency 20 ${SEED:+--seed "$SEED"} >"$directory/ready" &
    serving=$!
    read -r line <"$directory/ready" || exit 2 # the server has printed the reason
    echo "$line"
    images=${line##* }
fi

# A shell interrupts its wait for a signal only if it waits for a background job, but such a job ignores Ctrl-C.
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
