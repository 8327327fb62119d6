#!/bin/sh
# load.sh LAB... - every solution has full marks on one processor, and next to programs that use all processors and memory.
. tests/self/tap.sh

suite() {
    echo "build/tests/${lab}_test --program build/solutions/$lab/$lab"
}

for lab; do
    check "$lab: the solution has full marks on one processor" taskset -c 0 $(suite)
done
stress-ng --quiet --cpu 2 --stream 2 --timeout 600 &
stress=$!
trap 'kill $stress 2>/dev/null; rm -f "$log"' EXIT
for lab; do
    check "$lab: the solution has full marks next to programs that use all processors and memory" $(suite)
done
finish
