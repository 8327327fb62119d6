#!/bin/sh
# rounds.sh ROUNDS PROCESSORS WHERE DIRECTORY - the answer that is built in DIRECTORY has full marks in every round, on these
# processors.
. tests/self/tap.sh
rounds=$1 processors=$2 where=$3 directory=$4

case $directory in
build/variants/*) lab=$(basename "$(dirname "$directory")") answer="variant $(basename "$directory")" ;;
*) lab=$(basename "$directory") answer='the solution' ;;
esac

all_rounds() {
    round=0
    while [ $round -lt "$rounds" ]; do
        round=$((round + 1))
        "$@" >"$log.round" 2>&1 || { echo "round $round:"; cat "$log.round"; rm -f "$log.round"; return 1; }
    done
    rm -f "$log.round"
}

check "$lab: $answer has full marks $where, $rounds of $rounds" \
    all_rounds taskset -c "$processors" "build/tests/${lab}_test" --program "$directory/$lab"
[ "$failed" = 0 ]
