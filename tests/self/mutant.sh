#!/bin/sh
# mutant.sh FILE - one wrong answer fails the test that its first line names.
. tests/self/tap.sh
lab=$(basename "$(dirname "$1")")
name=$(basename "${1%.*}")
test=$(sed -n '1s/.*fails: \([a-z0-9_]*\).*/\1/p' "$1")

check "$lab: mutant $name fails $test" \
    fails_with 1 "build/tests/${lab}_test" --program "build/mutants/$lab/$name/$lab" --only "$test"
[ "$failed" = 0 ]
