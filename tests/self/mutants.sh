#!/bin/sh
# mutants.sh [LAB] - every wrong answer of the bank fails the test that its first line names. Several at once.
find tests/mutants/${1:-*} -name '*.patch' -o -name '*.c' | sort |
    xargs -P "$(($(nproc) * 3))" -n 1 sh tests/self/mutant.sh
