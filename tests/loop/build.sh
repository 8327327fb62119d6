# build.sh - to be read by the scripts beside it: build what a test of a lab needs.

# make was asked a question (-q, see mk/settings.mk); the one that is called from here is to do something.
MAKEFLAGS=$(printf '%s' "${MAKEFLAGS:-}" | sed 's/^\([a-zA-Z]*\)q/\1/')
export MAKEFLAGS
mkdir -p build/results 2>/dev/null
[ -w build/results ] || { echo 'build/ cannot be written to: copy the kit to where you may write, and test it there' >&2; exit 1; }

# build_lab LAB - nothing is heard of it but what the compiler says. A warning is told again until it is mended. Why there is
# no program stands in build/results/LAB.unbuilt, too.
build_lab() {
    said=build/results/$1.warnings why=build/results/$1.unbuilt diagnostics=
    rm -f "$why"
    if [ ! -e "labs/$1/$1.c" ] && [ ! -L "labs/$1/$1.c" ]; then
        explain "labs/$1/$1.c is not there; its skeleton comes back with: make reset LAB=$1"
        return 1
    fi
    [ -e "build/tests/$1_test" ] || [ ! -t 2 ] || echo 'Building what tests this lab; it takes a while, once ...' >&2
    [ ! -t 2 ] || [ -n "${NO_COLOR:-}" ] || diagnostics=-fdiagnostics-color=always
    # Another test of this tree may be at work: one builds, and the other finds it built. What is said is not kept on a disk
    # that may be full.
    if ! heard=$(flock -o build/lock ${MAKE:-make} -s build-lab LAB="$1" DIAGNOSTICS="$diagnostics" 2>&1); then
        case $heard in
        *"labs/$1/$1.c"*) explain "$(printf '%s\n' "$heard" | grep -vE '^make(\[[0-9]+\])?: ')" ;;
        *'No space left on device'*) explain 'The disk is full. Nothing is lost; make room, and try again' ;;
        *) explain "$(printf '%s\n' "$heard" | grep -vE '^make(\[[0-9]+\])?: ')" ;;
        esac
        case $heard in *"labs/$1/$1.c"*) remember_complaint "$1" ;; esac
        return 1
    fi
    # Nothing said, and nothing compiled since: what was said the last time still holds.
    if [ -n "$heard" ] || [ "build/labs/$1/$1" -nt "$said" ]; then
        printf '%s' "${heard:+$heard
}" >"$said"
    fi
    [ ! -s "$said" ] || cat "$said" >&2
}

# explain WORDS - why there is no program: to the student, and to who asks for a grade.
explain() {
    printf '%s\n' "$1" >&2
    { printf '%s\n' "$1" >"$why"; } 2>/dev/null
}

# What was green the last time is kept, to be told of when it compiles again.
remember_complaint() {
    [ ! -e "build/results/$1" ] || grep -q 'does not compile' "build/results/$1" ||
        mv "build/results/$1" "build/results/$1.before"
    echo 'does not compile' >"build/results/$1"
}

# is_current LAB - are the remembered results those of what is built?
is_current() {
    results=build/results/$1
    [ -f "$results" ] && ! grep -q 'does not compile' "$results" || return 1
    for built in "build/labs/$1/$1"* "build/tests/$1_test" build/mock_server/mock_server; do
        case $built in *.[oi] | *-debug*) continue ;; esac
        [ ! "$built" -nt "$results" ] || return 1
    done
}

# grade LAB OPTIONS... - test what is built, in a sandbox where one is asked for. What is remembered of another's file is
# forgotten first.
grade() {
    graded=$1
    shift
    [ "${SANDBOX:-}" != 1 ] || set -- --sandbox "$@"
    build/tests/loop/loop whose "$graded"
    "build/tests/${graded}_test" --program "build/labs/$graded/$graded" --results "build/results/$graded" "$@"
}

# test_first LAB - where it has changed since its last test: test it, in silence, so that its results can be relied on.
test_first() {
    ! is_current "$1" || return 0
    echo "(testing labs/$1/$1.c first: it has not been tested as it is now)" >&2
    grade "$1" >/dev/null
    [ $? -le 1 ] || is_current "$1" # incomplete: some tests have no verdict
}

# An interrupt, and a failure of the harness, have exit statuses of their own; all others are 1, of which make is silent.
leave() {
    case $1 in 0 | 3 | 130) exit "$1" ;; *) exit 1 ;; esac
}
