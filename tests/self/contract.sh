#!/bin/sh
# contract.sh - check the table of tests/README.md: the file has each name in a promise, each test in the table exists, and
# the table has each test of each suite.
. tests/self/tap.sh

# The table as lines: "file<TAB>promise<TAB>tests".
rows() {
    awk -F ' *[|] *' '
        /^### `/ { split($0, part, "`"); file = part[2] }
        /^[|]/ && file && $2 != "promise" && $2 !~ /^-+$/ { print file "\t" $2 "\t" $3 }' tests/README.md
}

# The names of all tests.
tests() {
    for suite in tests/*_test.c; do
        "build/${suite%.c}" --list
    done | cut -f 1 | sort -u
}

# A row states a promise in its own words. Only words between backquotes must occur in its file.
names_stand_in_the_file() {
    rows | cut -f 1 | sort -u | while read -r file; do
        [ -f "$file" ] || { echo "missing file: $file"; exit 1; }
        rows | awk -F '\t' -v file="$file" '$1 == file { print $2 }' | grep -o '`[^`]*`' | tr -d '`' | sort -u |
            while read -r name; do grep -qF -e "$name" "$file" || echo "$file does not name $name"; done
    done | grep . && return 1
    [ -n "$(rows)" ] || { echo 'missing table'; return 1; }
}

rows_are_filled() {
    ! rows | awk -F '\t' '$3 !~ /^`/ && $3 !~ /^none: ./' | grep .
}

named() {
    rows | cut -f 3 | grep -oE '`[a-z0-9_]+`' | tr -d '`' | sort -u
}

tests_exist() {
    tests >"$log.tests"
    ! named | grep -vxFf "$log.tests"
}

tests_are_named() {
    named >"$log.named"
    ! tests | grep -vxFf "$log.named"
}

check "each name in a promise occurs in the promise's file" names_stand_in_the_file
check 'each promise has a test, or a reason for having none' rows_are_filled
check 'each test that the table names exists' tests_exist
check 'the table has each test' tests_are_named
rm -f "$log.tests" "$log.named"
finish
