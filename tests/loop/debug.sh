#!/bin/sh
# debug.sh LAB GDB OPTIONS... - gdb on a lab's program, in the scenario of a test: the first that is red, or --only T.
. tests/loop/build.sh
lab=$1 gdb=$2
shift 2

if ! command -v ${gdb%% *} >/dev/null; then
    echo "make debug needs ${gdb%% *} (package gdb; make setup debug installs it)" >&2
    exit 1
fi
build_lab "$lab" || exit 1
"build/tests/${lab}_test" --program "build/labs/$lab/$lab" --results "build/results/$lab" --debug "$gdb" "$@"
leave $?
