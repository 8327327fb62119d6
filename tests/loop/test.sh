#!/bin/sh
# test.sh LAB "LABS" OPTIONS... - build and grade a lab, and say what next.
. tests/loop/build.sh
lab=$1 labs=$2
shift 2

build_lab "$lab" || exit 1
"build/tests/${lab}_test" --program "build/labs/$lab/$lab" --results "build/results/$lab" "$@"
status=$?
case "$status $*" in
*--only* | *--format* | [!01]*) ;;
*) build/tests/loop/loop next "$lab" $labs ;;
esac
leave $status
