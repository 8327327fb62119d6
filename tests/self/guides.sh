#!/bin/sh
# guides.sh LAB... - check that each lab's handout has its sections, and names only existing commands, files and tests.
. tests/self/tap.sh

sections='What you learn
What is asked
Steps
Stretch
How it is graded
Classic mistakes
Questions
Read on'

# All these sections, in this order; a handout may have others.
has_sections() {
    [ "$(sed -n 's/^## //p' "$guide" | grep -xF -e "$sections")" = "$sections" ] || { sed -n 's/^## //p' "$guide"; return 1; }
}

# nothing WHAT - fail if standard input has any line; each line is an item to which WHAT applies.
nothing() {
    lines=$(sort -u)
    [ -z "$lines" ] || { printf '%s:\n%s\n' "$1" "$lines"; return 1; }
}

# Each step claims which tests are green after it, and they exist; after the last step all are green.
steps_say_what_is_green() {
    sh tests/self/green.sh "$lab" >"$log.green" || return 1
    steps=$(sed -n '/^## Steps$/,/^## Stretch/p' "$guide" | grep -cE '^[0-9]+\. ')
    claims=$(sed -n '/^## Steps$/,/^## Stretch/p' "$guide" | grep -cE '^ +<!-- (green|red):')
    [ "$claims" = "$steps" ] || { echo "$steps steps, but $claims of them say what is green"; return 1; }
    core | grep -vxF -e "$(sed -n "s/^$steps //p" "$log.green")" | nothing 'no step turns green'
}

# The titles that a step quotes belong to the tests in its comment.
titles_are_of_these_tests() {
    for step in $(sed -n '/^## Steps$/,/^## /s/^\([0-9]*\)\. .*/\1/p' "$guide"); do
        sed -n "/^## Steps\$/,/^## Stretch/p" "$guide" | sed -n "/^$step\\. /,/-->/p" | tr '\n' ' ' | tr -s ' ' >"$log.step"
        sed 's/<!--.*//' "$log.step" | grep -o '"[^"]*"' | tr -d '"' | sort >"$log.quoted"
        for test in $(sed 's/.*<!-- [a-z]*:\(.*\)-->.*/\1/' "$log.step"); do
            "build/tests/${lab}_test" --list | awk -F '\t' -v test="$test" '$1 == test { print $4 }'
        done | sort >"$log.named"
        diff "$log.named" "$log.quoted" >"$log.diff" || { echo "step $step: <: named, but not quoted; >: quoted, but not named"; cat "$log.diff"; return 1; }
    done
}

# The names of the core tests, in the suite's order.
core() {
    "build/tests/${lab}_test" --list | awk -F '\t' '$2 == "core" { print $1 }'
}

# The suite lists its tests in the order in which they turn green; otherwise the first red test may belong to a later step.
suite_follows_steps() {
    sh tests/self/green.sh "$lab" >"$log.green"
    core | awk '
        FNR == NR { green[$1, $2] = 1; if ($1 > steps) steps = $1; next }
        {
            for (step = steps; step > 1 && green[step - 1, $1]; step--)
                ;
            if (step < before) { print "green from step " step " on, but after a test of step " before ": " $1; bad = 1 }
            before = step
        }
        END { exit bad }' "$log.green" -
}

# "T=name" names a test of the suite.
tests_exist() {
    grep -o 'T=[a-z_]*' "$guide" | sed 's/T=//' | while read -r name; do
        "build/tests/${lab}_test" --list | cut -f 1 | grep -qx "$name" || echo "$name"
    done | nothing 'no such test'
}

# Each word after "make" in a command, except settings, is a goal of the Makefile.
commands_exist() {
    grep -oE '`make [a-z]+' "$guide" | sed 's/.* //' | sort -u | while read -r goal; do
        grep -qE "^([a-z-]+ )*$goal( [a-z-]+)*:" Makefile mk/*.mk || echo "make $goal"
    done | nothing 'no such command'
}

# Each command with LAB= names this lab.
commands_are_of_this_lab() {
    grep -oE 'LAB=[a-z]+' "$guide" | grep -vx "LAB=$lab" | nothing 'of another lab'
}

# Links lead to files relative to the handout; other names of files are relative to the top of the tree.
links_resolve() {
    {
        grep -oE '\]\([^)]*\)' "$guide" | sed 's/^](//; s/)$//; s/#.*//' | grep -v '^https://' |
            while read -r link; do [ -z "$link" ] || [ -e "labs/$lab/$link" ] || echo "$link"; done
        grep -oE '`(tests|labs|solutions)/[a-z_/.]*' "$guide" | tr -d '`' |
            while read -r path; do [ -e "$path" ] || echo "$path"; done
    } | nothing 'no such file'
}

fits_the_page() {
    sed -e '/^ *<!--.*-->/d' -e '/^ *<!--/,/-->/d' "$guide" |
        awk 'length($0) > 120 { print FNR ": " length($0) " columns" } END { if (NR > 125) print NR " lines" }' |
        nothing 'too long'
}

# The cheat sheet has each function that the lab's solution calls but does not define, as "| `call(".
calls_are_in_the_cheat_sheet() {
    gcc -fpreprocessed -E -P "solutions/$lab/$lab.c" >"$log.code"
    grep -oE '(->|[.])?\b[a-z_][a-z0-9_]*[(]' "$log.code" | grep -vE '^(->|[.])' | tr -d '(' | sort -u |
        grep -vxE 'if|for|while|switch|return|sizeof' | while read -r call; do
        grep -qE "^[a-z].*\\b${call}[(].*[)]\$|^[a-z].*\\b${call}[(].*,\$" "$log.code" || grep -qF "| \`$call(" labs/CHEATSHEET.md || echo "$call"
    done | nothing 'not in labs/CHEATSHEET.md'
}

# A handout links to the glossary and to the cheat sheet.
leads_to_glossary_and_cheat_sheet() {
    for page in GLOSSARY CHEATSHEET; do
        grep -qF "](../$page.md)" "$guide" || echo "$page.md"
    done | nothing 'no link to'
}

# The skeleton's comments name only the handout's steps: "1." and its first words.
steps_agree() {
    sed -n '/^## Steps$/,/^## /s/^\([0-9]\.\) \*\*\([^*.]*\)\.\*\*.*/\1/p' "$guide" >"$log.steps"
    grep -oE '^ *\*( YOUR CODE:)? [0-9]\.' "build/skeletons/$lab/$lab.c" | sed 's/.* //' | sort -u |
        grep -Fxv -f "$log.steps" | nothing 'the skeleton has a step that is not in the handout'
    agreed=$?
    rm -f "$log.steps"
    return $agreed
}

for lab; do
    guide=labs/$lab/README.md
    check "$lab: the handout has all sections, in order" has_sections
    check "$lab: the handout fits a page" fits_the_page
    check "$lab: each step says what is green after it" steps_say_what_is_green
    check "$lab: the titles that a step quotes are those of the tests that it names" titles_are_of_these_tests
    check "$lab: the suite lists its tests in the order of the steps" suite_follows_steps
    check "$lab: the named tests exist" tests_exist
    check "$lab: the named commands exist" commands_exist
    check "$lab: the commands name this lab" commands_are_of_this_lab
    check "$lab: the links and paths lead to files" links_resolve
    check "$lab: the cheat sheet has each call of the solution" calls_are_in_the_cheat_sheet
    check "$lab: the handout links to glossary and cheat sheet" leads_to_glossary_and_cheat_sheet
    check "$lab: the skeleton's steps are the handout's" steps_agree
done
rm -f "$log".*
finish
