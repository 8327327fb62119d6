#!/bin/sh
# step.sh FILE - what a handout says is green after a step is green with what a student has then, and nothing else.
. tests/self/tap.sh
lab=$(basename "$(dirname "$1")")
step=$(basename "${1%.*}") file=$1

# "pass" or "FAIL" and the sentence, of each test of the core.
graded() {
    "build/tests/${lab}_test" --program "build/self/steps/$lab/$step/$lab" |
        sed -n '/^stretch goals:/q; s,^\(pass\|FAIL\) \(.*[^ ]\)  *[0-9]*/[0-9]*$,\1 \2,p'
}

# The same as the handout has it. "Green now: ..." names all that is green, "Green now, besides: ..." what has become so,
# "All is green now but ..." what is not.
due() {
    sed -n '/^## Steps$/,/^## Stretch/p' "labs/$lab/README.md" | awk -v wanted="$step" '
        NR == FNR { core[++count] = substr($0, 6); next }
        /^[0-9]\. / { step++ }
        step && /^( |[0-9])/ { text[step] = text[step] " " $0 }
        END {
            for (k = 1; k <= wanted; k++) {
                gsub(/ +/, " ", text[k])
                besides = text[k] ~ /[Gg]reen now, besides: "/
                all = match(text[k], /[Aa]ll is green/)
                if (!all && !match(text[k], /green: "/) && !match(text[k], /[Gg]reen now[^"]*: "/)) exit
                for (i = 1; i <= count; i++) {
                    named = index(substr(text[k], RSTART), "\"" core[i] "\"") > 0
                    green[i] = (besides && green[i]) || (all ? !named : named)
                }
            }
            for (i = 1; i <= count; i++) print (green[i] ? "pass " : "FAIL ") core[i]
        }' "$log.graded" -
}

# One with a race may do worse now and then; it must do what the handout says in one run of five.
in_one_run() {
    tries=1
    ! grep -q 'A race' "$file" || tries=5
    while ! "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
    done
}

as_the_handout_says() {
    graded >"$log.graded"
    due >"$log.due"
    diff "$log.due" "$log.graded" >"$log.diff"
    same=$?
    sed -n 's/^< /the handout: /p; s/^> /graded:      /p' "$log.diff"
    [ -s "$log.due" ] || { echo 'the handout does not say what is green'; same=1; }
    rm -f "$log.graded" "$log.due" "$log.diff"
    return $same
}

check "$lab: after step $step is green what its handout says, and nothing else" in_one_run as_the_handout_says
[ "$failed" = 0 ]
