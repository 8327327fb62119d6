#!/bin/sh
# lint.sh - check the tree as text: shell scripts, format of C files, spelling, and layers of calls. Sentences that may have to
# be read twice are listed without failing; WORDS=all lists all of them. mk/check.mk sets LAYERED and NOT_LAYERED: the
# folders whose calls go in one direction, and those whose calls do not yet.
. tests/self/tap.sh

# The files whose names match one of the patterns, without generated ones.
files() {
    for pattern; do find . \( -name .git -o -path ./build -o -path ./pics \) -prune -o -name "$pattern" -type f -print; done
}
# The banks hold files as students write them, and a lab's file is made from its solution.
without_banks() {
    grep -vE '^\./(tests/(mutants|variants|attacks|steps)|tests/self/(attacks|steps)|labs/[a-z]+/[a-z]+\.c$)'
}

# SC1007: "a= b= read ..." is intended. SC2010: no file name has a newline. SC2034, SC2154: variables of sourced scripts,
# counters of loops. SC2046: lists of names must be split. SC3013, SC3045: dash and bash support test -nt, test -ef and
# ulimit -t.
shell_scripts() {
    files '*.sh' | xargs shellcheck --shell sh --severity warning --format gcc \
        --exclude SC1007,SC2010,SC2034,SC2046,SC2154,SC3013,SC3045
}
format() {
    files '*.[ch]' | without_banks | xargs clang-format --dry-run -Werror ||
        { echo 'To format a file: clang-format -i FILE'; return 1; }
}
spelling() {
    files '*.md' '*.[ch]' '*.sh' '*.mk' Makefile '*.html' | xargs codespell --ignore-words-list nin
}
telltales() {
    hits=$(grep -v '^#' tests/self/telltales.txt | cut -f 1 >"$log"
           files '*.md' '*.[ch]' '*.sh' '*.mk' Makefile | without_banks | xargs grep -nEf "$log" /dev/null)
    count=$(printf '%s\n' "$hits" | grep -c .)
    [ "$count" = 0 ] && return
    [ "$WORDS" = all ] && shown=$count || shown=10
    printf '%s\n' "$hits" | head -n "$shown" | cut -c 1-160 | sed 's/^/# /'
    echo "# $count lines may have to be read twice: tests/self/telltales.txt says why. To list all: make lint WORDS=all"
}

for tool in shellcheck clang-format codespell; do
    command -v $tool >/dev/null || { echo "lint: $tool is missing; to install it: make setup check" >&2; exit 1; }
done
check 'shellcheck finds nothing in the scripts' shell_scripts
check 'clang-format would change no file' format
check 'codespell finds no word' spelling
# shellcheck disable=SC2086
check 'calls between the files of a folder go in one direction' sh tests/self/layers.sh $LAYERED
[ -z "$NOT_LAYERED" ] || echo "# not checked yet, because calls go in circles: $NOT_LAYERED"
telltales
finish
