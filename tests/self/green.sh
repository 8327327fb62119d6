#!/bin/sh
# green.sh LAB - print "STEP TEST" for each core test that is green after each step, as comments below the step in the lab's
# handout claim:
#
#   <!-- green: test_a test_b -->  these also become green
#   <!-- red: test_c -->           all are green except these
#
# Exit 1 if a comment names a test that is not in the core.
guide=labs/$1/README.md
"build/tests/$1_test" --list | awk -F '\t' -v guide="$guide" '
    FNR == NR { if ($2 == "core") core[++count] = $1; next }
    /^## / { finish_step(); steps = /^## Steps$/; step = 0 }
    steps && /^[0-9]+\. / { finish_step(); step = $1 + 0 }
    step && /<!-- (green|red):/ { claim = /<!-- green:/ ? "green" : "red"; if (claim == "red") all_green() }
    step && claim { ends = /-->/; take(); if (ends) claim = "" }
    END { finish_step(); exit bad }

    function all_green(    i) { for (i = 1; i <= count; i++) green[core[i]] = 1 }
    function take(    words, word, i) {
        gsub(/<!-- [a-z]+:|-->/, "")
        words = split($0, word, " ")
        for (i = 1; i <= words; i++) { claimed[word[i]] = 1; green[word[i]] = claim == "green" }
    }
    function finish_step(    i, name) {
        for (i = 1; step && i <= count; i++) { if (green[core[i]]) print step, core[i]; delete claimed[core[i]] }
        for (name in claimed) { print guide ": not a core test: " name >"/dev/stderr"; bad = 1 }
        delete claimed
    }' - "$guide"
