#!/bin/sh
# watch.sh LAB "LABS" OPTIONS... - test a lab at every save, until Ctrl-C.
#
# The kernel tells entr when a file is saved, except in file systems of another system (Windows' under
# WSL, a network's). There we check once a second.
lab=$1
trap 'exit 130' INT TERM

# Plain files whose names are one line.
files() {
    find "labs/$lab" -maxdepth 1 -type f -name '*.[ch]' ! -name '*[[:cntrl:]]*' | sort
}
run_test() {
    [ ! -t 1 ] || printf '\033[H\033[2J'
    tests/loop/test.sh "$@"
    [ "$(files)" = "${WATCHED:-$(files)}" ] ||
        echo '(files were added or removed: start make watch again to watch them)'
    echo "(watching labs/$lab/*.c and *.h${polling:+, once a second}; Ctrl-C ends)"
}
# entr runs this script again, for one test.
if [ -n "${WATCHED:-}" ]; then
    run_test "$@"
    exit 0
fi

polls_because() {
    case $(stat --file-system --format %T "labs/$lab") in
    ext2/ext3 | btrfs | xfs | tmpfs | overlayfs | zfs | f2fs | ecryptfs | ramfs | bcachefs) ;;
    *) echo "this file system ($(stat --file-system --format %T "labs/$lab")) does not report saves"; return ;;
    esac
    command -v entr >/dev/null || echo 'entr is not installed (package entr; make setup watch)'
}
state() {
    stat --format '%n %y %s %i' labs/"$lab"/*.[ch] 2>/dev/null
}

reason=${POLL:+POLL is set}
[ -n "$reason" ] || reason=$(polls_because)
if [ -z "$reason" ]; then
    # entr ends if a file is replaced in a way that it cannot follow; then start it again.
    while [ -e "labs/$lab/$lab.c" ]; do
        WATCHED=$(files)
        export WATCHED
        echo "$WATCHED" | entr -an "$0" "$@" # -a: a save during a test also counts
        [ $? -lt 128 ] || exit 130
    done
    echo "labs/$lab/$lab.c is missing (make reset LAB=$lab restores the skeleton)" >&2
    exit 1
fi
polling=1
echo "(checking for saves once a second: $reason)"
before=
while :; do
    now=$(state)
    if [ "$now" != "$before" ]; then
        before=$now
        run_test "$@"
        continue
    fi
    sleep 1
done
