#!/bin/sh
# run.sh TEST... - run the tests of the kit itself, each a command line, two at a time, as many of them wait; tell the sums
# last, by lab and of all.
directory=$(mktemp -d) || exit 2
trap 'rm -rf "$directory"' EXIT
trap 'exit 130' INT TERM

# A test that ends badly without a word about it has failed all the same.
one='
    echo "# $2"
    output=$(mktemp "$1/XXXXXX")
    begun=$(date +%s)
    { $2; echo "status $?" >"$output.status"; times | tail -n 1 >"$output.times"; } | tee "$output"
    echo "# $2: $(($(date +%s) - begun)) s, of the processor $(sed "s/\.[0-9]*s/s/g; s/ / + /" "$output.times")"
    grep -qx "status 0" "$output.status" || grep -q "^not ok " "$output" ||
        echo "not ok - $2 ended with $(cat "$output.status")" | tee -a "$output"
    rm -f "$output.status" "$output.times"
'
printf '%s\0' "$@" | xargs -0 -P 2 -n 1 sh -c "$one" sh "$directory"

all=$(find "$directory" -type f)
passed=$(cat $all | grep -c '^ok ')
failed=$(cat $all | grep -c '^not ok ')
cat $all | sh tests/self/sums.sh
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
