#!/bin/sh
# mutants.sh [LAB] - check that every mutant of the bank fails the tests named in its first line. Several run at once.
find tests/mutants/${1:-*} -name '*.patch' -o -name '*.c' | sort |
    xargs -P "$(($(nproc) * 3))" -n 1 sh tests/self/mutant.sh
