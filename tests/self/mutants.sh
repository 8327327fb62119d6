#!/bin/sh
# mutants.sh - every wrong answer of the bank fails the test that its first line names.
. tests/self/tap.sh

for patch in tests/mutants/*/*.patch; do
    lab=$(basename "$(dirname "$patch")")
    name=$(basename "$patch" .patch)
    test=$(sed -n '1s/^fails: //p' "$patch")
    check "$lab: $name fails $test" \
        fails_with 1 "build/tests/${lab}_test" --program "build/mutants/$lab/$name/$lab" --only "$test"
done
finish
