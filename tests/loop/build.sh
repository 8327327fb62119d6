# build.sh - build what a test of a lab needs. The scripts in this directory source it.

# make may run as a question (-q, see mk/settings.mk); the make called here must build.
MAKEFLAGS=$(printf '%s' "${MAKEFLAGS:-}" | sed 's/^\([a-zA-Z]*\)q/\1/')
export MAKEFLAGS
mkdir -p build/results 2>/dev/null
[ -w build/results ] || { echo 'cannot write to build/: copy the kit to a directory where you may write' >&2; exit 1; }

# build_lab LAB - build it and print only what the compiler says. A warning is repeated until it is fixed. The reason for a
# missing program is also kept in build/results/LAB.unbuilt.
build_lab() {
    said=build/results/$1.warnings why=build/results/$1.unbuilt diagnostics=
    rm -f "$why"
    if [ ! -e "labs/$1/$1.c" ] && [ ! -L "labs/$1/$1.c" ]; then
        explain "labs/$1/$1.c is missing; restore its skeleton with: make reset LAB=$1"
        return 1
    fi
    [ -e "build/tests/$1_test" ] || [ ! -t 2 ] || echo 'Building the tests of this lab; this takes a while, but only once ...' >&2
    [ ! -t 2 ] || [ -n "${NO_COLOR:-}" ] || diagnostics=-fdiagnostics-color=always
    # If another test of this tree runs, one of them builds, and the other finds everything built. Messages are not kept in a
    # file, because the disk may be full.
    if ! heard=$(flock -o build/lock ${MAKE:-make} -s build-lab LAB="$1" DIAGNOSTICS="$diagnostics" 2>&1); then
        case $heard in
        *"labs/$1/$1.c"*) explain "$(printf '%s\n' "$heard" | grep -vE '^make(\[[0-9]+\])?: ')" ;;
        *'No space left on device'*) explain 'The disk is full. Nothing is lost; make room, and try again' ;;
        *) explain "$(printf '%s\n' "$heard" | grep -vE '^make(\[[0-9]+\])?: ')" ;;
        esac
        case $heard in *"labs/$1/$1.c"*) remember_complaint "$1" ;; esac
        return 1
    fi
    # No message, and nothing compiled since: the last messages still hold.
    if [ -n "$heard" ] || [ "build/labs/$1/$1" -nt "$said" ]; then
        printf '%s' "${heard:+$heard
}" >"$said"
    fi
    [ ! -s "$said" ] || cat "$said" >&2
}

# explain WORDS - why there is no program: for the student, and for a grade in any format.
explain() {
    printf '%s\n' "$1" >&2
    { printf '%s\n' "$1" >"$why"; } 2>/dev/null
}

# Keep the results of the last test, to compare with when the lab compiles again.
remember_complaint() {
    [ ! -e "build/results/$1" ] || grep -q 'does not compile' "build/results/$1" ||
        mv "build/results/$1" "build/results/$1.before"
    echo 'does not compile' >"build/results/$1"
}

# is_current LAB - whether the remembered results belong to the program built now.
is_current() {
    results=build/results/$1
    [ -f "$results" ] && ! grep -q 'does not compile' "$results" || return 1
    for built in "build/labs/$1/$1"* "build/tests/$1_test" build/mock_server/mock_server; do
        case $built in *.[oi] | *-debug*) continue ;; esac
        [ ! "$built" -nt "$results" ] || return 1
    done
}

# grade LAB OPTIONS... - test the program, in a sandbox if SANDBOX=1. First forget the remembered results of another student's
# file.
grade() {
    graded=$1
    shift
    [ "${SANDBOX:-}" != 1 ] || set -- --sandbox "$@"
    build/tests/loop/loop whose "$graded"
    "build/tests/${graded}_test" --program "build/labs/$graded/$graded" --results "build/results/$graded" "$@"
}

# test_first LAB - if the lab has changed since its last test, test it silently, so that its results are current.
test_first() {
    ! is_current "$1" || return 0
    echo "(testing labs/$1/$1.c first: it has changed since its last test)" >&2
    grade "$1" >/dev/null
    [ $? -le 1 ] || is_current "$1" # incomplete: some tests have no verdict
}

# Interrupts and harness errors have their exit statuses; every other failure is 1, for which make prints nothing.
leave() {
    case $1 in 0 | 3 | 130) exit "$1" ;; *) exit 1 ;; esac
}
