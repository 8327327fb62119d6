#!/bin/sh
# solutions.sh LAB... - a solution has full marks, stretch goals included: at rest, on one processor, with all of them busy.
. tests/self/tap.sh

suite() {
    echo "build/tests/${lab}_test --program build/solutions/$lab/$lab"
}

for lab; do
    check "$lab: the solution has full marks, and reaches every stretch goal" \
        says "^$lab: 100 of 100 points.*stretch: ([0-9]+) of \1 points" $(suite)
    check "$lab: the solution has full marks on one processor" taskset -c 0 $(suite)
done
stress-ng --quiet --cpu 2 --stream 2 --timeout 600 &
stress=$!
for lab; do
    check "$lab: the solution has full marks beside processes that take processors and memory" $(suite)
done
kill $stress
wait $stress 2>/dev/null
finish
