#!/bin/sh
# trace.sh LAB WORKERS LATENCY - build a lab and show its requests.
. tests/loop/build.sh

build_lab "$1" || exit 1
build/tests/loop/trace "$@" || exit 1
