#!/bin/sh
# step.sh FILE - what a handout says is green after a step is green with what a student has then, and nothing else.
. tests/self/tap.sh
lab=$(basename "$(dirname "$1")")
step=$(basename "${1%.*}") file=$1

# The names of the core's tests that pass.
graded() {
    rm -f "$log.results"
    "build/tests/${lab}_test" --seed "$seed" --program "build/self/steps/$lab/$step/$lab" --results "$log.results" >"$log.printed"
    awk -F '\t' '$1 ~ /^passed/ && $2 == "core" { print $4 }' "$log.results" | sort
}

# In one with a race further tests may fail, once in many runs: one run in five must be as the handout says.
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
    sed -n 's/^< /the handout says green, and it is red: /p; s/^> /green, and the handout does not say so: /p' "$log.diff"
    [ -s "$log.expected" ] || { echo 'the handout does not say what is green'; same=1; }
    [ $same = 0 ] || cat "$log.printed"
    rm -f "$log.graded" "$log.expected" "$log.diff" "$log.results" "$log.printed"
    return $same
}

check "$lab: after step $step is green what its handout says, and nothing else" in_one_run as_the_handout_says
[ "$failed" = 0 ]
