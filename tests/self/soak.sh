#!/bin/sh
# soak.sh ROUNDS - every solution and variant keeps its verdict, round after round: beside processes that keep all processors
# busy and take the memory's bandwidth, and on one processor alone.
rounds=$1
all=0-$(($(nproc) - 1))

[ "$rounds" -gt 0 ] 2>/dev/null || { echo "SOAK takes a number of rounds, not \"$rounds\"" >&2; exit 1; }
answers() {
    ls -d build/solutions/*/ build/variants/*/*/ | sed 's,/$,,'
}

stress-ng --quiet --cpu "$(nproc)" --stream "$(nproc)" &
stress=$!
trap 'kill $stress 2>/dev/null' EXIT
trap 'exit 130' INT TERM
answers | xargs -P "$(nproc)" -n 1 sh tests/self/rounds.sh "$rounds" "$all" 'beside processes that take processors and memory'
beside=$?
kill $stress
answers | xargs -n 1 sh tests/self/rounds.sh "$rounds" 0 'on one processor'
[ "$beside$?" = 00 ]
