#!/bin/sh
# solutions.sh ROUNDS LAB... - a solution has full marks every time: at rest, with all processors busy, on one processor.
. tests/self/tap.sh
rounds=$1
shift

all_rounds() {
    round=0
    while [ $round -lt "$rounds" ]; do
        "$@" || return 1
        round=$((round + 1))
    done
}

suite() {
    lab=$1
    shift
    echo "$@ build/tests/${lab}_test --program build/solutions/$lab/$lab"
}

for lab; do
    check "$lab: full marks, $rounds of $rounds" all_rounds $(suite "$lab")
    check "$lab: full marks on one processor, $rounds of $rounds" all_rounds $(suite "$lab" taskset -c 0)
done
stress-ng --quiet --cpu 4 --timeout 600 &
stress=$!
for lab; do
    check "$lab: full marks with four processes spinning beside it, $rounds of $rounds" all_rounds $(suite "$lab")
done
kill $stress
wait $stress 2>/dev/null
finish
