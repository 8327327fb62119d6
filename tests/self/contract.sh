#!/bin/sh
# contract.sh - the table of tests/README.md: each name in a promise stands in the file above it, each test that it names
# exists, and each test of each suite stands in it.
. tests/self/tap.sh

# The table in lines: "file<TAB>promise<TAB>what checks it".
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

# A row says a promise in a few words. Of its file it takes names: what stands between backquotes stands there, too.
names_stand_in_the_file() {
    rows | cut -f 1 | sort -u | while read -r file; do
        [ -f "$file" ] || { echo "there is no file $file"; exit 1; }
        rows | awk -F '\t' -v file="$file" '$1 == file { print $2 }' | grep -o '`[^`]*`' | tr -d '`' | sort -u |
            while read -r name; do grep -qF -e "$name" "$file" || echo "$file does not name $name"; done
    done | grep . && return 1
    [ -n "$(rows)" ] || { echo 'there is no table'; return 1; }
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

check 'each name in a promise of the table stands in the file of that promise' names_stand_in_the_file
check 'each promise has a test, or a reason why it has none' rows_are_filled
check 'each test that the table names exists' tests_exist
check 'each test stands in the table' tests_are_named
rm -f "$log.tests" "$log.named"
finish
