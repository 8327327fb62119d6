#!/bin/sh
# attacks.sh [NAME...] - grade the bank of attacks in a sandbox: each is refused by the compiler, or red. Afterwards the machine
# is as before, and the next grade is undisturbed. attack.sh runs each attack.
. tests/self/tap.sh
directory=$(mktemp -d) || exit 2
tree=$PWD
trap 'rm -rf "$directory" "$log"' EXIT
# Every mark ends in 1 to 9: browsers mark their own processes with 200 and 300.
mark=$((201 + $$ % 70 * 10))

# Memory used by files, and disk space, in KiB.
used() {
    df -k --output=used "$1" | tail -n 1
}
shared_before=$(used /dev/shm) disk_before=$(used .)

# Run several at once, because their effects on each other matter.
[ $# != 0 ] || set -- $(basename -s .c tests/self/attacks/*.c)
printf '%s\n' "$@" | xargs -P "$(nproc | awk '{ print $1 < 8 ? $1 + 1 : 9 }')" --process-slot-var=slot -n 1 \
    sh -c 'sh tests/self/attack.sh "$1" $(($2 + slot)) "$3"' sh "$directory" "$mark"

lab_of() {
    sed -n '1s,^/\* lab: \([a-z]*\) .*,\1,p' "tests/self/attacks/$1.c"
}
is_stopped() {
    cat "$directory/$1"
    tail -n 1 "$directory/$1" | grep -qx stopped
}
for name; do
    check "$(lab_of "$name"): attack $name is stopped" is_stopped "$name"
done
less_than() {
    echo "$2 KiB more"
    [ "$2" -lt "$1" ]
}
check 'leaves no shared memory in use' less_than 65536 $(($(used /dev/shm) - shared_before))
check 'leaves no disk space in use' less_than 1048576 $(($(used .) - disk_before))
for lab in sequential threads processes async hybrid cache; do
    check "gives the solution of $lab full marks after all attacks" \
        "build/tests/${lab}_test" --seed "$seed" --program "build/solutions/$lab/$lab" --sandbox
done
# A teacher may not be root; bubblewrap and the kernel treat root differently. The tree may be readable only by root.
as_nobody() {
    mkdir "$directory/nobody" && chmod 755 "$directory" "$directory/nobody" &&
        mkdir -p "$directory/nobody/build/instrument" && cp build/instrument/probe-* "$directory/nobody/build/instrument/" &&
        cp build/tests/threads_test build/mock_server/mock_server build/solutions/threads/threads* "$directory/nobody/" &&
        cd "$directory/nobody" &&
        setpriv --reuid=65534 --regid=65534 --clear-groups env TMPDIR=/tmp \
            ./threads_test --seed "$seed" --program ./threads --server ./mock_server --sandbox
}
[ "$(id -u)" != 0 ] || check 'gives a solution full marks in the sandbox of an ordinary user' as_nobody
cd "$tree" || exit 2
finish
