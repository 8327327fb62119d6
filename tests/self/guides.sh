#!/bin/sh
# guides.sh LAB... - each lab's handout has its sections, and names only what exists: commands, files, tests, sentences.
. tests/self/tap.sh

sections='What you learn
What is asked
Steps
Stretch
How it is graded
Classic mistakes
Questions
Read on'

# The sections, all of them, in this order.
has_sections() {
    [ "$(sed -n 's/^## //p' "$guide")" = "$sections" ] || { sed -n 's/^## //p' "$guide"; return 1; }
}

# nothing WHAT - there must be no line on standard input, each a thing that WHAT is said of.
nothing() {
    lines=$(sort -u)
    [ -z "$lines" ] || { printf '%s:\n%s\n' "$1" "$lines"; return 1; }
}

# A section's text in one line.
section() {
    sed -n "/^## $1\$/,/^## /p" "$guide" | tr '\n' ' ' | tr -s ' '
}

# In Steps whatever stands in quotes is a sentence of the suite's table, as it prints it.
sentences_exist() {
    cited=$(section Steps | grep -o '"[^"]*"' | tr -d '"')
    [ -n "$cited" ] || { echo 'no sentence of the suite is cited'; return 1; }
    echo "$cited" | grep -Fxv -e "$(strings -n 4 "build/tests/${lab}_test")" | nothing 'no test says'
}

# "T=name" names a test of the suite.
tests_exist() {
    grep -o 'T=[a-z_]*' "$guide" | sed 's/T=//' | while read -r name; do
        "build/tests/${lab}_test" --program "build/skeletons/$lab/$lab" --only no_such_test 2>&1 |
            grep -qx "  $name" || echo "$name"
    done | nothing 'there is no test'
}

# What stands behind "make" in a command, where it is no setting, is a goal of the Makefile.
commands_exist() {
    grep -oE '`make [a-z]+' "$guide" | sed 's/.* //' | sort -u | while read -r goal; do
        grep -qE "^([a-z-]+ )*$goal( [a-z-]+)*:" Makefile || echo "make $goal"
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
    awk 'length($0) > 120 { print FNR ": " length($0) " columns" } END { if (NR > 110) print NR " lines" }' "$guide" |
        nothing 'too long'
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
    check "$lab: the sentences that its steps cite are the suite's" sentences_exist
    check "$lab: the tests that it names exist" tests_exist
    check "$lab: the commands that it names exist" commands_exist
    check "$lab: its commands are of this lab" commands_are_of_this_lab
    check "$lab: its links and paths lead to files" links_resolve
    check "$lab: the skeleton's steps are the handout's" steps_agree
done
finish
