#!/bin/sh
# skeletons.sh LAB... - check that a skeleton compiles without a warning (with -Werror), is red, and says where to begin.
. tests/self/tap.sh

# A user may be editing the lab: the kit has not failed.
for lab; do
    cmp -s "build/skeletons/$lab/$lab.c" "labs/$lab/$lab.c" || echo "# labs/$lab/$lab.c is edited, or not the skeleton"
    suite="build/tests/${lab}_test --seed $seed --program build/skeletons/$lab/$lab"
    check "$lab: the skeleton is red" fails_with 1 $suite
    check "$lab: the skeleton has no points" says "^$lab: 0 of 100 points" $suite
    check "$lab: the output says where to begin" says "Begin in .*labs/$lab/$lab.c" $suite
    check "$lab: nothing of the solution is left in the skeleton" \
        fails_with 1 grep -E 'SOLUTION|//~' "build/skeletons/$lab/$lab.c"
done
finish
