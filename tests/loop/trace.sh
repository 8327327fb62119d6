#!/bin/sh
# trace.sh LAB WORKERS LATENCY - build a lab and show its requests, even after Ctrl-C, which ends only the lab's program.
. tests/loop/build.sh

case $2 in
'' | 0 | *[!0-9]*)
    echo "WORKERS: expected a whole number of at least 1, got \"$2\"" >&2
    exit 1
    ;;
esac
build_lab "$1" || exit 1
trap : INT
build/tests/loop/trace "$@" || exit 1
