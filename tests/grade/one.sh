#!/bin/sh
# one.sh KEY LAB HASH SEED - grade one file of the class in $GRADES, in a sandbox. The result is renamed once it is complete
# and on the disk. Its first line identifies the job, its second says whether the file compiled, the rest is FORMAT=json.
key=$1 lab=$2 seed=$4
result=$GRADES/results/$key-$lab work=build/grade/$key-$lab
place=$work/labs/$lab
of="$3 $4 $VERSION"
export SANDBOX="${SANDBOX:-1}"
unset MAKEFLAGS MAKELEVEL MFLAGS

# A job of a batch that was killed may still be grading the same file.
exec 8>"$work.lock" && flock 8 || exit 1
[ "$(sed -n 1p "$result" 2>/dev/null)" != "$of" ] || exit 0
mkdir -p "$GRADES/results" build/grade && rm -rf "$work" "$result.error" && mkdir -p "$place" && cp "$GRADES/submissions/$key/$lab.c" "$place/$lab.c" || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

built=built
set -- --program "$place/$lab"
[ "$SANDBOX" != 1 ] || set -- "$@" --sandbox
if ! sh "build/grade/compile-$lab.sh" "$place" >"$work/heard" 2>&1 8>&-; then
    sed "s,$work/,,g" "$work/heard" >"$work/said" # use the student's name for the file
    built=unbuilt
    set -- --unbuilt "$work/said"
fi
# A harness error is not a verdict: try once more.
for attempt in 1 2; do
    timeout -k 5 600 "build/tests/${lab}_test" "$@" --seed "$seed" --format "${FORMAT:-json}" >"$work/grade" 2>"$work/errors" 8>&-
    status=$?
    case $status in 0 | 1) break ;; 130) exit 130 ;; esac
done
case $status in
0 | 1) printf '%s\n' "$of" "$built" | cat - "$work/grade" >"$result.new" && sync "$result.new" && mv "$result.new" "$result" && sync "$GRADES/results" ;;
124) echo 'the grading took longer than ten minutes' >"$result.error" && exit 1 ;;
*) { tail -n 1 "$work/errors"; head -n 1 "$work/said" 2>/dev/null; echo "the harness ended with status $status"; } | sed '/./!d;q' >"$result.error" && exit 1 ;;
esac
