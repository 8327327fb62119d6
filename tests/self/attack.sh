#!/bin/sh
# attack.sh DIRECTORY MARK NAME - grade one attack of the bank in a sandbox, for attacks.sh. The output goes to
# DIRECTORY/NAME; its last line is "stopped" if all is well.
#
# The first line of tests/self/attacks/NAME.c names the lab and the test that must fail ("fails: ..."), or the words with
# which the compiler must refuse it ("refused: ..."). An attack called an accident must also end well without a sandbox.
directory=$1 mark=$2 name=$3
source=tests/self/attacks/$name.c
lab=$(sed -n '1s,^/\* lab: \([a-z]*\) .*,\1,p' "$source")
bound=300 # seconds, for a grade while other attacks harm the machine
failure=

field() {
    sed -n "1s,.* $1: \(.*\) \*/,\1,p" "$source"
}

fail() {
    echo "$*"
    failure=1
}

# Run a command and mark its processes with a variable that their children inherit. If memory runs out, marked processes are
# killed first.
marked() {
    (
        echo "$mark" >/proc/self/oom_score_adj
        exec timeout -k 5 $bound "$@"
    )
}

# Whether it no longer runs. A zombie has ended. A process that is exiting (the third of the kernel's flags, the seventh field
# after its name) runs no code any more, but may still free memory.
has_ended() {
    set -- $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null)
    [ $# = 0 ] || [ "$1" = Z ] || [ $(($7 & 4)) != 0 ]
}

left_running() {
    for process in $(grep -lsx "$mark" /proc/[0-9]*/oom_score_adj | cut -d / -f 3); do
        has_ended "$process" || ps -o stat=,pid=,args= -p "$process"
    done
}

# The files that grade, and the solution.
tree() {
    cat Makefile mk/* tests/*.* tests/harness/*/* tests/compile/* tests/self/*.* tests/self/attacks/* tests/instrument/*/*.c \
        solutions/*/*.c labs/kit/*.? build/tests/*_test build/tests/compile/compile build/mock_server/mock_server build/kit/*/*.o \
        build/kit/names/* | cksum
}

# The output may quote the submission, but nothing may obey it.
is_harmless() {
    ! LC_ALL=C grep -q "[$(printf '\001-\010\013-\037\177')]" "$directory/$name.said" || fail 'a terminal would obey its output'
    ! grep -qE '^[[:blank:]]*::|##[[:alnum:]._-]*\[' "$directory/$name.said" || fail 'a build server would obey its output'
    iconv -f UTF-8 -t UTF-8 "$directory/$name.said" >/dev/null || fail 'its output is not valid UTF-8'
}

compiles() {
    due=$(field refused) test=$(field fails)
    if marked make -s attack ATTACK="$name" >"$directory/$name.said" 2>&1; then
        [ -z "$due" ] || fail "it compiles, but should be refused with: $due"
        return
    fi
    is_harmless
    if [ -n "$due" ] && grep -qF -- "$due" "$directory/$name.said"; then
        return 1
    fi
    fail "it does not compile, ${due:+but not because of: }${due:-and should:}"
    cat "$directory/$name.said"
    return 1
}

# grade [--sandbox]
grade() {
    TMPDIR=$directory/$name.files marked "build/tests/${lab}_test" --seed "${SEED:-1}" --program "build/attacks/$name/$lab" --only "$test" "$@" \
        --results "$directory/$name.results" \
        >"$directory/$name.said" 2>&1
    status=$?
    [ $status = 1 ] || fail "the suite's exit status is $status, not 1"
    grep -qE "^$lab: 0 of [0-9]+ points" "$directory/$name.said" || fail 'expected a score of 0 points'
    is_harmless
    [ -z "$failure" ] || cat "$directory/$name.said"
}

unset MAKEFLAGS MAKELEVEL MFLAGS
exec >"$directory/$name" 2>&1
mkdir "$directory/$name.files"
before=$(tree)
begun=$(date +%s)
if compiles; then
    grade --sandbox
    ! sed -n 1p "$source" | grep -q 'an accident' || grade
fi
echo "took $(($(date +%s) - begun)) seconds"

# The machine is as before, and grades as before.
left=$(left_running)
[ -z "$left" ] || fail "left running: $left"
[ -z "$(ls -A "$directory/$name.files")" ] || fail "files left: $(ls -A "$directory/$name.files")"
[ "$(tree)" = "$before" ] || fail 'the tree has changed'
next=every_image_is_asked_for_once
[ "$lab" != cache ] || next=served_for_the_next_calls_then_computed_again
"build/tests/${lab}_test" --seed "${SEED:-1}" --program "build/solutions/$lab/$lab" --only $next --sandbox \
        --results "$directory/$name.results" \
    >"$directory/$name.said" 2>&1 || fail "the next grade is disturbed: $(cat "$directory/$name.said")"
rm -rf "build/attacks/$name" "$directory/$name.files" "$directory/$name.said"
[ -n "$failure" ] || echo stopped
