#!/bin/sh
# ready.sh STAMP COMPILER FLAGS... - check that this machine can build; if not, one line says what to do. STAMP holds the
# compiler and flags. It is rewritten when they change, so that everything is built again.
stamp=$1 compiler=$2
shift
fail() {
    echo "$*" >&2
    exit 1
}
# Whether the package of a header is installed.
has() {
    printf '#include <stdio.h>\n#include <%s>\n' "$1" | $compiler -E -x c - >/dev/null 2>&1
}

[ "$(uname -s)" = Linux ] || fail "The kit runs on Linux. On $(uname -s) run it in a container: README.md, On macOS and Windows"
mkdir -p build 2>/dev/null
[ -w build ] || fail 'cannot write to build/: copy the kit to a directory where you may write'
free=$(($(stat -f -c '%a * %S / 1048576' build)))
[ $free != 0 ] || fail 'The disk is full: not one MiB is left for build/. Nothing is lost; free some space and try again'
command -v "${compiler%% *}" >/dev/null || fail "${compiler%% *} is not installed: make setup installs what is missing"

now="$($compiler --version | head -n 1) $*"
[ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$now" ] || exit 0
! printf __clang__ | $compiler -E -P -x c - 2>/dev/null | grep -qx 1 ||
    fail "CC=$compiler is clang; the tests need the sanitizers of gcc: leave CC out, or give CC=gcc"
for header in curl/curl.h check.h microhttpd.h gd.h jpeglib.h cjson/cJSON.h nettle/sha2.h; do
    has $header || fail "$header is not installed: make setup installs what is missing"
done
echo "$now" >"$stamp.$$" && mv "$stamp.$$" "$stamp" || fail "cannot write to build/"
