#!/bin/sh
# hint.sh LAB TEST NUMBER - show a hint for the lab. If the lab has changed since its last test, test it first.
. tests/loop/build.sh

build_lab "$1" 2>"build/results/$1.said" || {
    cat "build/results/$1.said" >&2
    grep -qs 'does not compile' "build/results/$1" || exit 1
    # A file that failed to compile may have prevented building the loop program.
    flock -o build/lock ${MAKE:-make} -s build/tests/loop/loop && echo && build/tests/loop/loop hint "$1" "$2" "$3"
    exit 1
}
test_first "$1" || exit 1
build/tests/loop/loop hint "$1" "$2" "$3" || exit 1
