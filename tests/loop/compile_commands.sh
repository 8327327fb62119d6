#!/bin/sh
# compile_commands.sh "COMPILER FLAGS..." SOURCE... - compile_commands.json, by which editors know how a file is compiled.
# It is written anew only where something has changed, the place of the tree among it.
flags=$1 separator=
shift
json() {
    sed -e 's/[\\"]/\\&/g' -e 's/.*/"&"/'
}
directory=$(printf '%s\n' "$PWD" | json)
arguments=$(printf '%s\n' $flags | json | tr '\n' ',')
for source; do
    printf '%s\n{"directory": %s, "file": "%s", "arguments": [%s"-c","%s"]}' "$separator" "$directory" "$source" \
        "$arguments" "$source"
    separator=,
done | { printf '['; cat; printf '\n]\n'; } >compile_commands.json.$$ || { rm -f compile_commands.json.$$; exit 1; }
cmp -s compile_commands.json.$$ compile_commands.json && rm compile_commands.json.$$ ||
    mv compile_commands.json.$$ compile_commands.json
