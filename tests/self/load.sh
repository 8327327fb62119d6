#!/bin/sh
# load.sh LAB... - check that every solution has full marks on one processor, and that all have while other programs use all
# processors and memory.
. tests/self/tap.sh
directory=$(mktemp -d) || exit 2
stress=
trap 'kill $stress 2>/dev/null; rm -rf "$directory" "$log"' EXIT

has_passed() {
    cat "$directory/$lab"
    grep -qE "^$lab: 100 of 100 points" "$directory/$lab"
}

for lab; do
    check "$lab: the solution has full marks on one processor" \
        taskset -c 0 "build/tests/${lab}_test" --seed "$seed" --program "build/solutions/$lab/$lab"
done
stress-ng --quiet --cpu 2 --stream 2 --timeout 600 &
stress=$!
suites=
for lab; do
    "build/tests/${lab}_test" --seed "$seed" --program "build/solutions/$lab/$lab" >"$directory/$lab" 2>&1 &
    suites="$suites $!"
done
wait $suites
for lab; do
    check "$lab: the solution has full marks while programs use all processors and memory" has_passed
done
finish
