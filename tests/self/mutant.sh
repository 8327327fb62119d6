#!/bin/sh
# mutant.sh FILE - one wrong answer fails the tests that its first line names, each of them.
. tests/self/tap.sh
lab=$(basename "$(dirname "$1")")
name=$(basename "${1%.*}")
tests=$(sed -nE '1s/.*fails: ([a-z0-9_]+(, [a-z0-9_]+)*).*/\1/p' "$1")

fails_all() {
    [ -n "$tests" ] || return 1
    for test in $(echo "$tests" | tr -d ,); do
        fails_with 1 "build/tests/${lab}_test" --seed "$seed" --program "build/mutants/$lab/$name/$lab" --only "$test" || return 1
    done
}
check "$lab: mutant $name fails $tests" fails_all
[ "$failed" = 0 ]
