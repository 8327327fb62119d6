#!/bin/sh
# run.sh SERVER IMAGES PROGRAM ARGUMENTS... - run a lab's program on IMAGES, or, where that is empty, on a mock server
# of its own with 200 images and a latency of 20 ms.
set -u
server=$1 images=$2
shift 2

# Where the images go, of the program's arguments.
option=
for word; do
    [ "$option" != --into ] || echo "The images go to $word/step_1 and so on"
    option=$word
done

if [ -n "$images" ]; then
    exec "$@" --images "$images"
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
