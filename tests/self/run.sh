#!/bin/sh
# run.sh TEST... - run the tests of the kit itself, each a command line; tell the sums last, by lab and of all.
passed=0
failed=0
output=$(mktemp) || exit 2
all=$output.all
trap 'rm -f "$output" "$all"' EXIT
trap 'exit 130' INT TERM

for test; do
    echo "# $test"
    { $test; echo "status $?" >"$output.status"; } | tee "$output"
    passed=$((passed + $(grep -c '^ok ' "$output")))
    failed=$((failed + $(grep -c '^not ok ' "$output")))
    # A test that ends badly without a word about it has failed all the same.
    if ! grep -qx 'status 0' "$output.status" && ! grep -q '^not ok ' "$output"; then
        echo "not ok - $test ended with $(cat "$output.status")"
        failed=$((failed + 1))
    fi
    cat "$output" >>"$all"
    rm -f "$output.status"
done
sh tests/self/sums.sh "$all"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
