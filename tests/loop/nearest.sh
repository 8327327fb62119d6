#!/bin/sh
# nearest.sh WORD CANDIDATE... - print the candidate nearest to WORD by Levenshtein distance; nothing if
# none is near.
word=$1
shift
printf '%s\n' "$@" | awk -v word="$word" '
    function least(a, b, c) { return a < b ? (a < c ? a : c) : (b < c ? b : c) }
    function distance(a, b,    i, j, row, above, left) {
        for (j = 0; j <= length(b); j++) row[j] = j
        for (i = 1; i <= length(a); i++) {
            left = row[0]; row[0] = i
            for (j = 1; j <= length(b); j++) {
                above = row[j]
                row[j] = least(above + 1, row[j - 1] + 1, left + (substr(a, i, 1) != substr(b, j, 1)))
                left = above
            }
        }
        return row[length(b)]
    }
    { d = distance(tolower(word), $0); if (NR == 1 || d < best) { best = d; nearest = $0 } }
    END { if (best <= 1 + length(word) / 3) print nearest }'
