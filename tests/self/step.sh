#!/bin/sh
# step.sh FILE - check that exactly the tests that a handout claims to be green after a step are green with a student's file.
. tests/self/tap.sh
lab=$(basename "$(dirname "$1")")
step=$(basename "${1%.*}") file=$1

# The names of the core tests that pass.
graded() {
    rm -f "$log.results"
    "build/tests/${lab}_test" --seed "$seed" --program "build/self/steps/$lab/$step/$lab" --results "$log.results" >"$log.printed"
    awk -F '\t' '$1 ~ /^passed/ && $2 == "core" { print $4 }' "$log.results" | sort
}

# In a file with a race, further tests may fail, once in many runs: one run in five must match the handout.
in_one_run() {
    tries=1
    ! grep -q 'A race' "$file" || tries=5
    while ! "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
    done
}

as_the_handout_says() {
    sh tests/self/green.sh "$lab" | sed -n "s/^$step //p" | sort >"$log.expected"
    graded >"$log.graded"
    diff "$log.expected" "$log.graded" >"$log.diff"
    same=$?
    sed -n 's/^< /the handout says green, but it is red: /p; s/^> /green, but the handout does not say so: /p' "$log.diff"
    [ -s "$log.expected" ] || { echo 'the handout does not say what is green'; same=1; }
    [ $same = 0 ] || cat "$log.printed"
    rm -f "$log.graded" "$log.expected" "$log.diff" "$log.results" "$log.printed"
    return $same
}

check "$lab: after step $step, exactly the tests that the handout names are green" in_one_run as_the_handout_says
[ "$failed" = 0 ]
