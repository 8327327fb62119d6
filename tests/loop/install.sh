#!/bin/sh
# install.sh GOAL PACKAGE... - install those of the packages that are missing, for make GOAL.
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
[ -n "$missing" ] || { echo "All is installed that make $goal needs."; exit 0; }

by_hand="apt-get update && apt-get install --no-install-recommends$missing"
as_root=
if [ "$(id -u)" != 0 ]; then
    as_root=sudo
    command -v sudo >/dev/null || fail "make setup needs an administrator's rights. Ask one to run: $by_hand"
fi
echo "Installing:$missing"
# sudo drops the environment: set the variable behind it.
$as_root apt-get -q update &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing ||
    fail "make setup could not install everything. An administrator can try: $by_hand"
