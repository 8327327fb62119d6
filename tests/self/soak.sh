#!/bin/sh
# soak.sh ROUNDS - check that every solution and variant keeps its verdict in every round, while other processes use all
# processors and the memory's bandwidth, and on a single processor. If stopped, it reports the finished rounds.
. tests/self/tap.sh
rounds=$1
processors=$(nproc)
directory=$(mktemp -d) || exit 2
stress=
trap 'kill $stress 2>/dev/null; rm -rf "$directory" "$log"' EXIT

[ "$rounds" -gt 0 ] 2>/dev/null || { echo "SOAK: expected a number of rounds, got \"$rounds\"" >&2; exit 1; }
answers() {
    ls -d build/solutions/*/ build/variants/*/*/ | sed 's,/$,,'
}
name_of() {
    case $1 in
    build/variants/*) echo "$(basename "$(dirname "$1")"): variant $(basename "$1")" ;;
    *) echo "$(basename "$1"): the solution" ;;
    esac
}

# Each round's directory has a file for each submission: "ok", or the suite's output.
all_rounds_are_ok() {
    [ "$(cat "$directory/$how"/*/"$1" | grep -cx ok)" = "$made" ] || { grep -hvx ok "$directory/$how"/*/"$1"; return 1; }
}

# rounds_of HOW WHERE AT_ONCE - run one round after another over all submissions. Then print a check for each.
rounds_of() {
    how=$1
    made=0
    stopped=
    trap 'stopped=1' INT TERM
    while [ $made -lt "$rounds" ]; do
        round=$directory/$how/$((made + 1))
        mkdir -p "$round"
        answers | xargs -P "$3" --process-slot-var=slot -n 1 sh tests/self/round.sh "$how" "$round"
        [ -z "$stopped" ] || { rm -rf "$round"; break; }
        made=$((made + 1))
        echo "# $how: $made of $rounds rounds, $(cat "$directory/$how"/*/* | grep -cvx ok) lines of failures"
    done
    for answer in $(answers); do
        check "$(name_of "$answer") has full marks $2, $made of $made" all_rounds_are_ok "$(echo "$answer" | tr / .)"
    done
    [ -z "$stopped" ] || exit 130
}

stress-ng --quiet --cpu "$processors" --stream "$processors" &
stress=$!
rounds_of beside 'while processes use processors and memory' $((processors * 2))
kill $stress
wait $stress 2>/dev/null
rounds_of alone 'on one processor' "$processors"
finish
