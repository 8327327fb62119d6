#!/bin/sh
# compile.sh SOURCE OUTPUT COMMAND... - run a compiler on a student's source: bounded in time, memory and size of output,
# and, with SANDBOX=1, where it sees nothing but the system, the kit, the source's directory and the output's.
file=$1 source=${1%/*} output=${2%/*}
shift 2
ulimit -t 10      # processor seconds, of each of the compiler's processes
ulimit -v 4000000 # KiB
ulimit -f 131072  # blocks of 512 bytes

# What the compiler says goes on as it is. Where it was stopped before it could name the source, we do. It says nothing on
# standard output; but all of its processes hold that open, so who reads it to the end has waited for them all.
bounded() {
    said=$(mktemp) || exit 1
    trap 'rm -f "$said"' EXIT
    [ ! -t 2 ] || set -- "$@" -fdiagnostics-color=always
    nothing=$(timeout 60 "$@" 2>"$said")
    status=$?
    [ -z "$nothing" ] || printf '%s\n' "$nothing"
    cat "$said" >&2
    [ $status = 0 ] || grep -qF "$file" "$said" ||
        echo "$file: the compiler was stopped: this source takes more time, memory or disk than one of a lab may" >&2
    exit $status
}

[ "${SANDBOX:-}" = 1 ] || bounded "$@"
if ! bwrap --unshare-all --unshare-user --disable-userns --ro-bind / / --size 4096 --tmpfs /tmp true 2>/dev/null; then
    echo 'SANDBOX=1 needs bubblewrap 0.8 or newer, which Ubuntu 22.04 does not have, and user namespaces, which a' \
        'container gives to privileged programs alone' >&2
    exit 1
fi
bounded bwrap --unshare-all --die-with-parent --new-session --clearenv --setenv PATH /usr/bin:/bin \
    --ro-bind /usr /usr \
    --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64 \
    --ro-bind-try /etc/ld.so.cache /etc/ld.so.cache --ro-bind-try /etc/alternatives /etc/alternatives \
    --proc /proc --dev /dev --size 268435456 --tmpfs /tmp --remount-ro /dev \
    --ro-bind "$PWD/labs/kit" "$PWD/labs/kit" --ro-bind "$PWD/tests/instrument" "$PWD/tests/instrument" \
    --ro-bind "$PWD/build/kit" "$PWD/build/kit" --ro-bind "$PWD/$source" "$PWD/$source" \
    --bind "$PWD/$output" "$PWD/$output" --chdir "$PWD" -- "$@"
