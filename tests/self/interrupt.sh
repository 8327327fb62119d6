#!/bin/sh
# interrupt.sh - check that an interrupted suite leaves no process and no file.
. tests/self/tap.sh
directory=$(mktemp -d) || exit 2
trap 'rm -rf "$directory" "$log"' EXIT
mkdir "$directory/files"
programs=$directory/programs
cp -r build/mutants/threads/deadlock "$programs" # its tests take seconds, so the signal comes in time

TMPDIR=$directory/files build/tests/threads_test --program "$programs/threads" >"$directory/output" 2>&1 &
suite=$!
while none_runs_from "$programs" >/dev/null && kill -0 $suite; do sleep 0.05; done # wait until a program runs
kill -INT $suite
wait $suite
status=$?
check 'it ends with the status of an interrupt' test $status = 130
check 'no program is left running' none_runs_from "$programs"
check 'no file is left' test -z "$(ls -A "$directory/files")"
finish
