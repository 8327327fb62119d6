#!/bin/sh
# install.sh GOAL PACKAGE... - install the missing packages for make GOAL.
goal=$1
shift
fail() {
    echo "$*" >&2
    exit 1
}

command -v apt-get >/dev/null && command -v dpkg-query >/dev/null ||
    fail "make setup knows Debian and Ubuntu. On other systems install what these packages contain (or see README.md, On macOS and Windows): $*"

missing=
for package; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || { echo "Everything that make $goal needs is installed."; exit 0; }

by_hand="apt-get update && apt-get install --no-install-recommends$missing"
as_root=
if [ "$(id -u)" != 0 ]; then
    as_root=sudo
    command -v sudo >/dev/null || fail "make setup needs an administrator's rights. Ask one to run: $by_hand"
fi
echo "Installing:$missing"
$as_root apt-get -q update || fail "make setup could not read the lists of packages. An administrator can try: $by_hand"
# Ubuntu has no package of Chromium. Only tests of the kit itself need it.
wanted=
for package in $missing; do
    case $package in
    chromium*)
        if ! apt-get -qs install "$package" >/dev/null 2>&1; then
            echo "This system has no package $package. Tests that need a browser will fail; all others work."
            continue
        fi
        ;;
    esac
    wanted="$wanted $package"
done
# sudo drops the environment: set the variable behind it.
# sudo drops the environment: set the variable behind it.
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $wanted ||
    fail "make setup could not install everything. An administrator can try: $by_hand"
