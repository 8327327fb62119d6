#!/bin/sh
# mutant.sh FILE - a mutant fails the tests that its first line names, and shows the hint first that the line names.
#
# "fails: test_a (crash), test_b (test_c), test_d": make hint begins with the hints for a crash (labs/kit/hints.md) after
# test_a, with those of the test test_c, which is about the fault, after test_b, and with its own after test_d. A race may end
# in several ways: "(crash|hang)", or "(varies)".
. tests/self/tap.sh
lab=$(basename "$(dirname "$1")")
name=$(basename "${1%.*}")
test='[a-z0-9_]+( \([a-z_|-]+\))?'
tests=$(sed -nE "1s/.*fails: ($test(, $test)*).*/\1/p" "$1")

# The causes of the tests that failed, each with its name.
causes() {
    awk '/^not ok/ { test = $5; sub(/:$/, "", test); cause = "" }
         /^  cause: / { cause = " (" $2 ")" }
         /^  message: / && test { print test cause; test = "" }'
}

# The hints that may come first, as a regular expression.
hint_of() {
    case $1 in
    *' (varies)') echo "${1%% *}.*" ;;
    *) echo "$1" | sed -E 's/ \((.*)\)$/ \\((\1)\\)/' ;;
    esac
}

fails_all() {
    [ -n "$tests" ] || return 1
    echo "$tests" | sed 's/, /\n/g' | while read -r test; do
        fails_with 1 "build/tests/${lab}_test" --seed "$seed" --program "build/mutants/$lab/$name/$lab" \
            --format tap --only "${test%% *}" >"$log.tap" || { cat "$log.tap"; exit 1; }
        causes <"$log.tap" | grep -qxE "$(hint_of "$test")" ||
            { echo "its first hint is for: $(causes <"$log.tap")"; cat "$log.tap"; exit 1; }
    done
}
check "$lab: mutant $name fails $tests" fails_all
rm -f "$log.tap"
[ "$failed" = 0 ]
