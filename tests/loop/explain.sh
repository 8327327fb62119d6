#!/bin/sh
# explain.sh LAB - once the core of a lab is green: why its solution works, the answers to the handout's questions, and where
# the model solutions are in the tree the difference to it.
. tests/loop/build.sh
lab=$1

build_lab "$lab" || exit 1
test_first "$lab" || exit 1
if ! build/tests/loop/loop complete "$lab"; then
    echo "make explain LAB=$lab answers when the core of the lab is green: make test LAB=$lab" >&2
    exit 1
fi
sed -n '/^## /,$p' "labs/$lab/answers.md"
for model in "solutions/$lab/$lab.c" "labs/kit/solutions/$lab.c"; do
    [ -f "$model" ] || continue
    printf '\n## Your file (-) and a model solution (+)\n'
    # In a solution the skeleton's text stands in comments of its own kind.
    sed -E '/(BEGIN|END) SOLUTION/d; /^ *\/\/~/d' "$model" >"build/explain.$lab.c" || exit 1
    ! diff -u --label "labs/$lab/$lab.c" --label "$model" "labs/$lab/$lab.c" "build/explain.$lab.c" || echo 'They are the same.'
    rm -f "build/explain.$lab.c"
    break
done
