#!/bin/sh
# mutants.sh [LAB] - every wrong answer of the bank fails the test that its first line names.
. tests/self/tap.sh

for file in tests/mutants/${1:-*}/*.patch tests/mutants/${1:-*}/*.c; do
    [ -e "$file" ] || continue
    lab=$(basename "$(dirname "$file")")
    name=$(basename "${file%.*}")
    test=$(sed -n '1s/.*fails: \([a-z0-9_]*\).*/\1/p' "$file")
    check "$lab: $name fails $test" \
        fails_with 1 "build/tests/${lab}_test" --program "build/mutants/$lab/$name/$lab" --only "$test"
done
finish
