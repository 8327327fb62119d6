#!/bin/sh
# hint.sh LAB TEST NUMBER - a hint for the lab as it stands: tested again first where it has changed since its last test.
. tests/loop/build.sh

build_lab "$1" 2>"build/results/$1.said" || {
    cat "build/results/$1.said" >&2
    grep -qs 'does not compile' "build/results/$1" || exit 1
    # What failed to compile may have kept it from being built.
    flock -o build/lock ${MAKE:-make} -s build/tests/loop/loop && echo && build/tests/loop/loop hint "$1" "$2" "$3"
    exit 1
}
test_first "$1" || exit 1
build/tests/loop/loop hint "$1" "$2" "$3" || exit 1
