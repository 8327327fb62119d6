#!/bin/sh
# round.sh HOW DIRECTORY ANSWER - for soak.sh: grade what is built in ANSWER, on one processor where HOW is "alone", and write
# to its file in DIRECTORY the word ok, or what the suite said.
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
