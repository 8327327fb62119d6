#!/bin/sh
# isolation.sh - programs that use names for memory, queues and files meet no other, wherever they run.
. tests/self/tap.sh
suite='build/tests/processes_test --program build/variants/processes/fixed-name/processes'

# In a user namespace that allows no further ones, without a right to anything.
without_namespaces() {
    unshare --user --map-root-user sh -c '
        echo 0 >/proc/sys/user/max_user_namespaces && exec setpriv --bounding-set -all --inh-caps -all "$@"' sh "$@"
}
# What is left where all programs of the machine put it; the suites of others may be there, too.
leaves_no_name() {
    $suite
    ! ls /dev/shm | grep -v '^fetchlab-......$' | grep fetchlab
}

check 'a name that is always the same has full marks where a system allows no namespaces' without_namespaces $suite
check 'and leaves nothing to the machine where it allows them' leaves_no_name
finish
