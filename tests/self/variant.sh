#!/bin/sh
# variant.sh FILE - one right answer, written another way, has full marks.
. tests/self/tap.sh
lab=$(basename "$(dirname "$1")")
name=$(basename "$1" .c)

check "$lab: variant $name has full marks" \
    "build/tests/${lab}_test" --seed "$seed" --program "build/variants/$lab/$name/$lab"
[ "$failed" = 0 ]
