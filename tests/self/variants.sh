#!/bin/sh
# variants.sh [LAB] - every right answer of the bank, written another way, has full marks. Several at once.
find tests/variants/${1:-*} -name '*.c' | sort |
    xargs -P "$(($(nproc) + 1))" -n 1 sh tests/self/variant.sh
