#!/bin/sh
# interrupt.sh - a suite that is interrupted leaves nothing: no process, no file.
. tests/self/tap.sh
directory=$(mktemp -d) || exit 2
trap 'rm -rf "$directory" "$log"' EXIT
mkdir "$directory/files"
mkfifo "$directory/output"
program=build/mutants/threads/deadlock/threads # its tests take seconds, so the signal comes in time

TMPDIR=$directory/files build/tests/threads_test --program $program >"$directory/output" 2>&1 &
suite=$!
read -r title <"$directory/output"
kill -INT $suite
wait $suite
status=$?
check 'it ends with the status of an interrupt' test $status = 130
check 'no program is left running' fails_with 1 pgrep -f "$program"
check 'no file is left' test -z "$(ls -A "$directory/files")"
finish
