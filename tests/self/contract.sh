#!/bin/sh
# contract.sh - the table of tests/README.md: each sentence that it quotes stands in the file above it, each test that it
# names exists, and each test of each suite stands in it.
. tests/self/tap.sh

# The table in lines: "file<TAB>sentence<TAB>what checks it".
rows() {
    awk -F ' *[|] *' '
        /^### `/ { split($0, part, "`"); file = part[2] }
        /^[|]/ && file && $2 != "sentence" && $2 !~ /^-+$/ { print file "\t" $2 "\t" $3 }' tests/README.md
}

# The names of all tests.
tests() {
    sed -n 's/^TEST(\([a-z0-9_]*\)).*/\1/p' tests/*_test.c tests/*.h | sort -u
}

# Comments lose their margin, so that a sentence is one line.
sentences_are_quoted() {
    rows | awk -F '\t' '
        function text_of(file,    line, all) {
            while ((getline line < file) > 0) { sub(/^ *\/?[*]+\/? ?/, "", line); all = all " " line }
            close(file)
            gsub(/[ \t]+/, " ", all)
            return all
        }
        !($1 in text) { text[$1] = text_of($1) }
        index(text[$1], $2) == 0 { print $1 " does not say: " $2; bad = 1 }
        END { if (NR == 0) print "there is no table"; exit bad || NR == 0 }'
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

check 'each sentence of the table stands in the contract or the handout' sentences_are_quoted
check 'each sentence has a test, or a reason why it has none' rows_are_filled
check 'each test that the table names exists' tests_exist
check 'each test stands in the table' tests_are_named
rm -f "$log.tests" "$log.named"
finish
