#!/bin/sh
# variants.sh [LAB] - every right answer of the bank, written another way, has full marks.
. tests/self/tap.sh

for file in tests/variants/${1:-*}/*.c; do
    lab=$(basename "$(dirname "$file")")
    name=$(basename "$file" .c)
    check "$lab: $name has full marks" \
        "build/tests/${lab}_test" --program "build/variants/$lab/$name/$lab"
done
finish
