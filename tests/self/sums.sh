#!/bin/sh
# sums.sh - a line for each lab, of what make check printed, which comes on standard input: tests, mutants caught, variants
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
