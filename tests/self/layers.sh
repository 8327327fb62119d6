#!/bin/sh
# layers.sh FOLDER... - check by the symbols in build/objects that calls between the files of each folder go in one direction;
# for a folder with a slash at the end, calls between its folders. Prints for each folder that fails:
# - the files that call each other in a circle, and these calls;
# - the functions that another file's header declares. Exceptions: trace.h may declare what trace_svg.c defines, and a
#   header named like its folder may declare everything.
directory=$(mktemp -d) && trap 'rm -rf "$directory"' EXIT
failed=0

# Lines "defines FILE SYMBOL TYPE", "needs FILE SYMBOL", of the files of folder $1 that are still there.
symbols() {
    case $1 in
    */) pattern="$1*/*.o" ;;
    *) pattern="$1/*.o" ;;
    esac
    for object in build/objects/$pattern; do
        source=${object#build/objects/} source=${source%.o}.c
        [ -e "$source" ] || continue
        file=${source#"${1%/}"/}
        nm -P -g "$object" | awk -v file="${file%%[./]*}" '
            $2 == "U" { print "needs", file, $1 }
            $2 ~ /[TDBRV]/ { print "defines", file, $1, $2 }'
    done | sort -u
}

# Lines "CALLER CALLEE SYMBOL".
calls() {
    awk '$1 == "defines" { owner[$3] = $2 }
         $1 == "needs" { for_later[++count] = $2 " " $3 }
         END { for (i = 1; i <= count; i++) {
                   split(for_later[i], need, " "); callee = owner[need[2]]
                   if (callee != "" && callee != need[1]) print need[1], callee, need[2] } }'
}

# The functions of the files in $2 that another header of folder $1 declares.
declared_elsewhere() {
    [ -n "${1##*/}" ] && ls "$1"/*.h >/dev/null 2>&1 || return 0
    awk -v folder="$1" -v public="$(basename "$1")" '
        FILENAME ~ /\.h$/ && /^ *\/?\*/ { next } # a comment
        FILENAME ~ /\.h$/ { sub(/.*\//, "", FILENAME); header = FILENAME; sub(/\.h$/, "", header)
                            while (match($0, /[A-Za-z_][A-Za-z_0-9]*\(/)) {
                                in_header[substr($0, RSTART, RLENGTH - 1) "," header] = 1; is_header[header] = 1
                                $0 = substr($0, RSTART + RLENGTH) } next }
        $1 == "defines" && $4 == "T" && !(($3 "," $2) in in_header) {
            for (header in is_header)
                if (header != public && index($2, header "_") != 1 && ($3 "," header) in in_header)
                    print folder "/" $2 ".c: " header ".h declares " $3 "(), expected " $2 ".h" }' \
        "$1"/*.h "$2"
}

for folder; do
    symbols "$folder" >"$directory/symbols"
    [ -s "$directory/symbols" ] || { echo "$folder: no object file, expected some: build it first"; exit 2; }
    calls <"$directory/symbols" >"$directory/calls"
    cut -d ' ' -f 1,2 "$directory/calls" | tsort 2>&1 >/dev/null | sed -n 's/^tsort: \([a-z_0-9]*\)$/\1/p' | sort -u \
        >"$directory/circle"
    if [ -s "$directory/circle" ]; then
        echo "$folder: calls go in a circle: $(paste -s -d ' ' "$directory/circle")"
        awk 'NR == FNR { in_circle[$1] = 1; next } $1 in in_circle && $2 in in_circle {
                 print "    " $1 " calls " $3 " of " $2 }' "$directory/circle" "$directory/calls"
    fi
    declared_elsewhere "$folder" "$directory/symbols" >"$directory/declared"
    cat "$directory/declared"
    if [ -s "$directory/circle" ] || [ -s "$directory/declared" ]; then failed=1; fi
done
exit $failed
