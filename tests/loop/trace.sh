#!/bin/sh
# trace.sh LAB WORKERS LATENCY - build a lab and show its requests. On Ctrl-C, too, which ends the lab's program alone.
. tests/loop/build.sh

build_lab "$1" || exit 1
trap : INT
build/tests/loop/trace "$@" || exit 1
