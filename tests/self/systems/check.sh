#!/bin/sh
# check.sh [SYSTEM...] - grade the solutions and the banks on every supported system. Prints one line for each.
#
# CACHE is the directory of the systems; MIRROR and UBUNTU_MIRROR provide their packages. Everything runs in separate
# namespaces: when the script ends, no mount and no process is left.
cd "$(dirname "$0")/../../.." || exit 2
fail() {
    echo "make check-systems: $*" >&2
    exit 1
}
supported='debian12 debian13 ubuntu22.04 ubuntu24.04 ubuntu26.04'
[ $# != 0 ] || set -- $supported
for system; do
    case " $supported " in
    *" $system "*) ;;
    *) fail "$system is not a supported system: $supported" ;;
    esac
done
if [ "${IN_NAMESPACES:-}" != yes ]; then
    [ "$(id -u)" = 0 ] || fail 'only root can install a system: sudo make check-systems'
    for tool in debootstrap unshare pivot_root flock; do
        command -v $tool >/dev/null || fail "$tool is not installed: make setup check-systems"
    done
    IN_NAMESPACES=yes unshare --mount --pid --fork --kill-child --mount-proc sh "$0" "$@" &
    all=$!
    trap 'kill -KILL $all; wait $all; exit 130' INT TERM HUP
    wait $all
    exit
fi

cache=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/fetchlab}/systems
mkdir -p "$cache" || fail "cannot write to $cache"
exec 9>"$cache/lock"
flock -n 9 || fail "another make check-systems is running in $cache"

# Counts the matches of a pattern: "6/6".
count() {
    right=$(grep -cE "^ok - $1" "$log")
    wrong=$(grep -cE "^not ok - $1" "$log")
    echo "$right/$((right + wrong))"
}
row() {
    printf '%-12s %-26s %-10s %-9s %-9s %-7s %s\n' "$@"
}
table=$(mktemp) || exit 2
row system 'gcc, libcurl, pandoc' solutions variants mutants report handout >"$table"
failed=0
for system; do
    log=$cache/$system.log
    : >"$log"
    begun=$(date +%s)
    say() {
        echo "# $system, $(($(date +%s) - begun)) s: $*"
    }
    if sh tests/self/systems/install.sh "$system" "$cache/$system" >>"$log" 2>&1; then
        sh tests/self/systems/enter.sh "$cache/$system" "$PWD" >>"$log" 2>&1
    else
        echo "not ok - $system is not installed" >>"$log"
    fi &
    work=$!
    # Shows the progress.
    tail --pid=$work -n +1 -f "$log" | grep --line-buffered '^## ' | while read -r _ words; do say "$words"; done
    wait $work
    row "$system" "$(sed -n 's/^# versions: //p' "$log")" "$(count '[a-z]+: the solution')" "$(count '[a-z]+: variant')" \
        "$(count '[a-z]+: mutant')" "$(count report)" "$(count handout)" >>"$table"
    if grep -q '^not ok' "$log" || ! grep -qx '# done' "$log"; then
        failed=$((failed + 1))
        grep '^not ok' "$log" | sed 's/^/    /' >>"$table"
        echo "    log: $log" >>"$table"
    fi
done
cat "$table"
rm -f "$table"
[ $failed = 0 ]
