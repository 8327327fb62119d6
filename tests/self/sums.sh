#!/bin/sh
# sums.sh - read the output of make check from standard input, and print a line for each lab: tests, mutants caught, variants
# accepted, attacks stopped.
printed=$(grep -E '^(not )?ok - [a-z]+: (mutant|variant|attack) ')
for suite in tests/*_test.c; do
    lab=$(basename "$suite" _test.c)
    tests=$("build/tests/${lab}_test" --list | wc -l)
    line="$lab: $tests tests"
    for kind in 'mutant caught' 'variant accepted' 'attack stopped'; do
        seen=$(echo "$printed" | grep -c "^ok - $lab: ${kind% *} ")
        missed=$(echo "$printed" | grep -c "^not ok - $lab: ${kind% *} ")
        [ $((seen + missed)) = 0 ] || line="$line, ${kind% *}s ${kind#* } $seen/$((seen + missed))"
    done
    echo "# $line"
done
