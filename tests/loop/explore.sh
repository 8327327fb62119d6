#!/bin/sh
# explore.sh LAB DRAWING OPTIONS... - build a lab, and run its threads in every schedule.
. tests/loop/build.sh

lab=$1 drawing=$2
shift 2
case $lab in
threads | cache) ;;
*)
    echo "make explore is for threads: make explore LAB=threads, or LAB=cache" >&2
    exit 1
    ;;
esac
for word; do
    case $word in
    --*) ;;
    '' | *[!0-9]*)
        echo "PREEMPTIONS, IMAGES, WORKERS and LIMIT take whole numbers, not \"$word\"" >&2
        exit 1
        ;;
    esac
done
build_lab "$lab" || exit 1
build/tests/loop/explore "$lab" "$drawing" "$@" || exit 1
