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

# Names of each kind that a program forgets, where it has none of its own: they are reported, and they go.
names() {
    ls -A /dev/shm /tmp /var/tmp /dev/mqueue 2>/dev/null | grep -E 'fetchlab-mutant|wrong1|images-|tokens'
    cut -c 1-30 /proc/sysvipc/shm /proc/sysvipc/sem /proc/sysvipc/msg
}
is_reported_and_goes() {
    lab=${1%/*}
    names >"$log.before"
    build/self/container "build/tests/${lab}_test" --program "build/mutants/$1/$lab" --only nothing_is_left_behind \
        --server build/mock_server/mock_server
    status=$?
    names | diff "$log.before" - && [ $status = 1 ]
}

check 'a name that is always the same has full marks where a system allows no namespaces' without_namespaces $suite
check 'and leaves nothing to the machine where it allows them' leaves_no_name
for mutant in processes/name-not-unlinked processes/segment-not-removed processes/semaphores-not-removed \
    processes/message-queue-not-unlinked sequential/temporary-file-not-removed threads/semaphore-not-unlinked; do
    check "and where it allows none, $mutant is reported, and its name removed" is_reported_and_goes $mutant
done
rm -f "$log.before"
finish
