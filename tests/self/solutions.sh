#!/bin/sh
# solutions.sh LAB... - check that every solution has full marks and reaches every stretch goal.
. tests/self/tap.sh

for lab; do
    check "$lab: the solution has full marks, and reaches every stretch goal" \
        says "^$lab: 100 of 100 points.*stretch: ([0-9]+) of \1 points" \
        "build/tests/${lab}_test" --seed "$seed" --program "build/solutions/$lab/$lab"
done
finish
