#!/bin/sh
# run.sh SERVER IMAGES PROGRAM ARGUMENTS... - run a lab's program on IMAGES, or, where that is empty, on a mock server
# of its own with 200 images and a latency of 20 ms.
set -u
# Where the images go, of the program's arguments.
told() {
    into=
    for word; do
        [ "$into" != --into ] || { echo "The images are in $word/step_1 and so on"; return; }
        into=$word
    done
}
server=$1 images=$2
shift 2

if [ -n "$images" ]; then
    "$@" --images "$images"
    status=$?
    told "$@"
    exit $status
fi

directory=$(mktemp -d) || exit 2
trap 'kill $pid 2>/dev/null; rm -rf "$directory"' EXIT
trap 'exit 130' INT TERM
mkfifo "$directory/ready" || exit 2
"$server" --latency 20 >"$directory/ready" &
pid=$!
read -r line <"$directory/ready" || exit 2 # the server has said why
echo "$line"
"$@" --images "${line##* }"
status=$?
told "$@"
exit $status
