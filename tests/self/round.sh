#!/bin/sh
# round.sh HOW DIRECTORY SUBMISSION - for soak.sh: grade the programs in SUBMISSION, on one processor if HOW is "alone". Write
# to its file in DIRECTORY the word ok, or the suite's output.
how=$1 directory=$2 answer=$3
log=$directory/$(echo "$answer" | tr / .)

case $answer in
build/variants/*) lab=$(basename "$(dirname "$answer")") ;;
*) lab=$(basename "$answer") ;;
esac
processors=0-$(($(nproc) - 1))
[ "$how" != alone ] || processors=$slot
if taskset -c "$processors" "build/tests/${lab}_test" --program "$answer/$lab" >"$log" 2>&1; then
    echo ok >"$log"
fi
