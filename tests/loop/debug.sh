#!/bin/sh
# debug.sh LAB GDB OPTIONS... - run gdb on a lab's program, in the scenario of a test: the first red one, or --only T.
. tests/loop/build.sh
lab=$1 gdb=$2
shift 2

if ! command -v ${gdb%% *} >/dev/null; then
    echo "make debug needs ${gdb%% *} (package gdb; make setup debug installs it)" >&2
    exit 1
fi
build_lab "$lab" || exit 1
case " $*" in *' --only '*) ;; *) test_first "$lab" || exit 1 ;; esac
# Build it again without optimisation.
flock -o build/lock ${MAKE:-make} -s build-debug LAB="$lab" >&2 || exit 1
program=build/labs/$lab/$lab-debug

# In the cache lab the kit calls the student's functions through pointers, so find their names by their type.
called() {
    ${gdb%% *} -nx -batch -ex 'info functions -q -n' "$program" </dev/null 2>/dev/null |
        sed -n "/^File labs\/$lab\//,/^\$/s/.* \([a-zA-Z0-9_]*\)(struct function \*, const void \*, void \*);\$/--stop \1/p"
}
"build/tests/${lab}_test" --program "$program" --results "build/results/$lab" --debug "$gdb" $(called) "$@"
leave $?
