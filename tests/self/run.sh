#!/bin/sh
# run.sh [--summary] TEST... - run tests of the kit itself, each a command line. Print their output, or with --summary only
# failures; then a line for each group of tests, a line for each lab, and the sums.
#
# Run four at a time, because many of them wait.
summary=no
[ "$1" != --summary ] || { summary=yes; shift; }
directory=$(mktemp -d) || exit 2
trap 'rm -rf "$directory"' EXIT
trap 'exit 130' INT TERM

# A test that exits with an error but reports no failure has failed.
one='
    echo "# $2"
    group=$(basename -s .sh "$(echo "$2" | sed "s/^sh //; s/ .*//")")
    output=$(mktemp "$1/$group.XXXXXX")
    begun=$(date +%s)
    { $2; echo "status $?" >"$output.status"; times >"$output.times"; } | tee "$output"
    grep -qx "status 0" "$output.status" || grep -q "^not ok " "$output" ||
        echo "not ok - $2 ended with $(cat "$output.status")" | tee -a "$output"
    processor=$(tail -n 1 "$output.times" | tr ms "  " | awk "{ print int(\$1 * 60 + \$2 + \$3 * 60 + \$4 + 0.5) }")
    printf "# %-18s %5d passed %3d failed %5d s, %d s of the processor\n" "$group" "$(grep -c "^ok " "$output")" \
        "$(grep -c "^not ok " "$output")" $(($(date +%s) - begun)) "$processor" >>"$1/summary"
    rm -f "$output.status" "$output.times"
'
run() {
    printf '%s\0' "$@" | xargs -0 -P 4 -n 1 sh -c "$one" sh "$directory"
}
if [ $summary = yes ]; then
    # The output of a failed test follows it, each line with a "#"; the test's first words would be in the way.
    run "$@" | awk '/^not ok / { shown = 1; print; next } /^#  / { if (shown) print; next } { shown = 0 }'
else
    run "$@"
fi

cat "$directory/summary"
all=$(find "$directory" -name '*.*' -type f)
passed=$(cat $all | grep -c '^ok ')
failed=$(cat $all | grep -c '^not ok ')
[ $summary = yes ] || cat $all | sh tests/self/sums.sh
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
