#!/bin/sh
# taken.sh OBJECT... - the names that a lab's file may not define, one a line: functions of the system's libraries, and
# those of the kit's objects.
library() {
    ${CC:-gcc} -print-file-name="$1"
}
system=$(nm -D --defined-only "$(library libc.so.6)" "$(library libm.so.6)" "$(library libcurl.so)") || exit 1
kit=$(nm --defined-only --extern-only "$@") || exit 1
printf '%s\n' "$system" "$kit" | awk 'NF == 3 { sub(/@.*/, "", $3); print $3 }' | sort -u
