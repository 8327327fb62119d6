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

# The suite's core, in its order: each sentence, as the table or a #define before it has it.
core_sentences() {
    cat tests/download_tests.h "tests/${lab}_test.c" | awk '
        /^#define [A-Z_]+ +"/ { match($0, /".*"/); said[$2] = substr($0, RSTART + 1, RLENGTH - 2) }
        /graded_test tests/ { inside = 1; next }
        /^};/ { inside = 0 }
        inside { rows = rows $0 }
        END { n = split(rows, row, "GRADED[(]")
              for (i = 2; i <= n; i++) {
                  sub(/STRETCH_GOAL.*/, "", row[i])
                  sub(/^[a-z_]+, [0-9]+, */, "", row[i])
                  if (match(row[i], /^".*"/)) print substr(row[i], 2, RLENGTH - 2)
                  else { sub(/[)].*/, "", row[i]); print said[row[i]] } } }'
}

# "Green now: ..." and "All is green now but ..." tell which step turns a test green. The table has them in that order, or
# the first red test is one for a later step.
table_follows_steps() {
    core_sentences >"$log.core"
    sed -n '/^## Steps$/,/^## Stretch/p' "$guide" | awk '
        NR == FNR { core[++count] = $0; next }
        /^[0-9]\. / { step++ }
        step && /^( |[0-9])/ { text[step] = text[step] " " $0 }
        END {
            for (k = 1; k <= step; k++) {
                gsub(/ +/, " ", text[k])
                all = match(text[k], /[Aa]ll is green[^"]*/) || match(text[k], /[Gg]reen( now)?[^"]*: "/)
                told = substr(text[k], RSTART)
                all = told ~ /^[Aa]ll/
                for (i = 1; all_or_none(told) && i <= count; i++) {
                    named = index(told, "\"" core[i] "\"") > 0
                    if (named != all && !green[i]) { green[i] = 1; since[i] = k }
                    if (named && all) green[i] = 0
                }
            }
            for (i = 1; i <= count; i++) {
                if (!green[i]) { print "no step turns green: " core[i]; bad = 1 }
                if (since[i] < since[i - 1]) { print "step " since[i] ", behind one of step " since[i - 1] ": " core[i]; bad = 1 }
            }
            exit bad
        }
        function all_or_none(told) { return told ~ /^([Aa]ll is )?[Gg]reen|^[Aa]ll is green/ }' "$log.core" -
    followed=$?
    rm -f "$log.core"
    return $followed
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
    check "$lab: the suite has its tests in the order of the steps" table_follows_steps
    check "$lab: the tests that it names exist" tests_exist
    check "$lab: the commands that it names exist" commands_exist
    check "$lab: its commands are of this lab" commands_are_of_this_lab
    check "$lab: its links and paths lead to files" links_resolve
    check "$lab: the skeleton's steps are the handout's" steps_agree
done
finish
