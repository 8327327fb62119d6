#!/bin/sh
# grade.sh LAB FORMAT SUBMISSION - grade the lab's file in a folder, as make grade does, and print the document in this format. Run it
# where the kit is. SEED is the class's; SANDBOX=0 is for platforms whose containers allow no sandbox. Exit: 0 where there
# is a document, also for a file that is missing or does not compile; 1 for a harness error, on standard error.
lab=$1 format=$2 submission=$3
export SANDBOX="${SANDBOX:-1}" LABS="$lab" VERSION=platform FORMAT="$format"
unset MAKEFLAGS MAKELEVEL MFLAGS

make -s build/tests/grade/collect "build/grade/compile-$lab.sh" "build/tests/${lab}_test" build/mock_server/mock_server \
    "build/skeletons/$lab/$lab.c" >&2 || exit 1
GRADES=$(mktemp -d "$PWD/build/platform.XXXXXX") && mkdir -p "$GRADES/class" "$GRADES/results" "$GRADES/submissions" || exit 1
export GRADES
trap 'rm -rf "$GRADES"' EXIT
# A folder for one student, which is empty where nothing was handed in. Links are copied as links.
if [ -d "$submission" ]; then cp -RP "$submission" "$GRADES/class/student"; else mkdir "$GRADES/class/student"; fi || exit 1
build/tests/grade/collect "$GRADES/class" "$GRADES" build/skeletons "${SEED:-1}" "$lab" >&2 || exit 1
tab=$(printf '\t')
IFS=$tab read -r key student lab hash seed note <<END
$(sed 's/\t\t/\t-\t/g' "$GRADES/class.tsv")
END
if [ "$hash" = - ]; then
    echo "labs/$lab/$lab.c cannot be graded: $note" >"$GRADES/why"
    "build/tests/${lab}_test" --unbuilt "$GRADES/why" --format "$format"
    [ $? -le 1 ]
    exit
fi
tests/grade/one.sh "$key" "$lab" "$hash" "$seed" || { cat "$GRADES/results/$key-$lab.error" >&2; exit 1; }
tail -n +3 "$GRADES/results/$key-$lab"
