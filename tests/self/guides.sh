#!/bin/sh
# guides.sh LAB... - each lab's handout has its sections, and names only what exists: commands, files, tests.
. tests/self/tap.sh

sections='What you learn
What is asked
Steps
Stretch
How it is graded
Classic mistakes
Questions
Read on'

# The sections, all of them, in this order; a handout may have others of its own.
has_sections() {
    [ "$(sed -n 's/^## //p' "$guide" | grep -xF -e "$sections")" = "$sections" ] || { sed -n 's/^## //p' "$guide"; return 1; }
}

# nothing WHAT - there must be no line on standard input, each a thing that WHAT is said of.
nothing() {
    lines=$(sort -u)
    [ -z "$lines" ] || { printf '%s:\n%s\n' "$1" "$lines"; return 1; }
}

# Each step says what is green after it, and names tests that exist; after the last step all are.
steps_say_what_is_green() {
    sh tests/self/green.sh "$lab" >"$log.green" || return 1
    steps=$(sed -n '/^## Steps$/,/^## Stretch/p' "$guide" | grep -cE '^[0-9]+\. ')
    claims=$(sed -n '/^## Steps$/,/^## Stretch/p' "$guide" | grep -cE '^ +<!-- (green|red):')
    [ "$claims" = "$steps" ] || { echo "$steps steps, and $claims of them say what is green"; return 1; }
    core | grep -vxF -e "$(sed -n "s/^$steps //p" "$log.green")" | nothing 'no step turns green'
}

# What a step quotes are titles of tests: those that its comment names.
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

# The names of the core's tests, in the suite's order.
core() {
    "build/tests/${lab}_test" --list | awk -F '\t' '$2 == "core" { print $1 }'
}

# The suite has its tests in the order in which they turn green to stay, or the first red test is one for a later step.
suite_follows_steps() {
    sh tests/self/green.sh "$lab" >"$log.green"
    core | awk '
        FNR == NR { green[$1, $2] = 1; if ($1 > steps) steps = $1; next }
        {
            for (step = steps; step > 1 && green[step - 1, $1]; step--)
                ;
            if (step < before) { print "green from step " step " on, but behind a test of step " before ": " $1; bad = 1 }
            before = step
        }
        END { exit bad }' "$log.green" -
}

# "T=name" names a test of the suite.
tests_exist() {
    grep -o 'T=[a-z_]*' "$guide" | sed 's/T=//' | while read -r name; do
        "build/tests/${lab}_test" --list | cut -f 1 | grep -qx "$name" || echo "$name"
    done | nothing 'there is no test'
}

# What stands behind "make" in a command, where it is no setting, is a goal of the Makefile.
commands_exist() {
    grep -oE '`make [a-z]+' "$guide" | sed 's/.* //' | sort -u | while read -r goal; do
        grep -qE "^([a-z-]+ )*$goal( [a-z-]+)*:" Makefile mk/*.mk || echo "make $goal"
    done | nothing 'there is no command'
}

# Each command with LAB= is of this lab.
commands_are_of_this_lab() {
    grep -oE 'LAB=[a-z]+' "$guide" | grep -vx "LAB=$lab" | nothing 'of another lab'
}

# Links lead to files, seen from the handout; names of tests' files and of the kit's, from the top of the tree.
links_resolve() {
    {
        grep -oE '\]\([^)]*\)' "$guide" | sed 's/^](//; s/)$//; s/#.*//' | grep -v '^https://' |
            while read -r link; do [ -z "$link" ] || [ -e "labs/$lab/$link" ] || echo "$link"; done
        grep -oE '`(tests|labs|solutions)/[a-z_/.]*' "$guide" | tr -d '`' |
            while read -r path; do [ -e "$path" ] || echo "$path"; done
    } | nothing 'there is no file'
}

fits_the_page() {
    sed -e '/^ *<!--.*-->/d' -e '/^ *<!--/,/-->/d' "$guide" |
        awk 'length($0) > 120 { print FNR ": " length($0) " columns" } END { if (NR > 125) print NR " lines" }' |
        nothing 'too long'
}

# What the lab's solution calls, and does not define itself, stands in the cheat sheet as "| `call(".
calls_are_in_the_cheat_sheet() {
    gcc -fpreprocessed -E -P "solutions/$lab/$lab.c" >"$log.code"
    grep -oE '(->|[.])?\b[a-z_][a-z0-9_]*[(]' "$log.code" | grep -vE '^(->|[.])' | tr -d '(' | sort -u |
        grep -vxE 'if|for|while|switch|return|sizeof' | while read -r call; do
        grep -qE "^[a-z].*\\b${call}[(].*[)]\$|^[a-z].*\\b${call}[(].*,\$" "$log.code" || grep -qF "| \`$call(" labs/CHEATSHEET.md || echo "$call"
    done | nothing 'not in labs/CHEATSHEET.md'
}

# A handout leads to the glossary and to the cheat sheet.
leads_to_glossary_and_cheat_sheet() {
    for page in GLOSSARY CHEATSHEET; do
        grep -qF "](../$page.md)" "$guide" || echo "$page.md"
    done | nothing 'no link to'
}

# The skeleton's comments name the steps that the handout has, and no others: "1." and its first words.
steps_agree() {
    sed -n '/^## Steps$/,/^## /s/^\([0-9]\.\) \*\*\([^*.]*\)\.\*\*.*/\1/p' "$guide" >"$log.steps"
    grep -oE '^ *\*( YOUR CODE:)? [0-9]\.' "build/skeletons/$lab/$lab.c" | sed 's/.* //' | sort -u |
        grep -Fxv -f "$log.steps" | nothing 'the skeleton has a step that the handout has not'
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
    check "$lab: the suite has its tests in the order of the steps" suite_follows_steps
    check "$lab: the tests that it names exist" tests_exist
    check "$lab: the commands that it names exist" commands_exist
    check "$lab: its commands are of this lab" commands_are_of_this_lab
    check "$lab: its links and paths lead to files" links_resolve
    check "$lab: the cheat sheet has each call of the solution" calls_are_in_the_cheat_sheet
    check "$lab: the handout leads to glossary and cheat sheet" leads_to_glossary_and_cheat_sheet
    check "$lab: the skeleton's steps are the handout's" steps_agree
done
rm -f "$log".*
finish
