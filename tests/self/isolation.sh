#!/bin/sh
# isolation.sh - check that programs with names for memory, queues and files never share them, on any system.
. tests/self/tap.sh
suite='build/tests/processes_test --program build/variants/processes/fixed-name/processes'

# Run in a user namespace that allows no further namespaces, without capabilities.
without_namespaces() {
    unshare --user --map-root-user sh -c '
        echo 0 >/proc/sys/user/max_user_namespaces && exec setpriv --bounding-set -all --inh-caps -all "$@"' sh "$@"
}
# Names left in the system's directories; other suites may have some there.
leaves_no_name() {
    $suite
    ! ls /dev/shm | grep -v '^fetchlab-......$' | grep fetchlab
}

# Names of each kind that a program forgets, without separate names: they are reported and removed.
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

check 'a fixed name has full marks without namespaces' without_namespaces $suite
check 'a fixed name leaves nothing with namespaces' leaves_no_name
for mutant in processes/name-not-unlinked processes/segment-not-removed processes/semaphores-not-removed \
    processes/message-queue-not-unlinked sequential/temporary-file-not-removed threads/semaphore-not-unlinked; do
    check "reports $mutant without namespaces, and removes its name" is_reported_and_goes $mutant
done
rm -f "$log.before"
finish
