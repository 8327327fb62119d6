#!/bin/sh
# compile_commands.sh "COMPILER FLAGS..." SOURCE... - write compile_commands.json, which tells editors how to compile a file.
# It is rewritten only if something has changed, for example the directory of the tree.
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
