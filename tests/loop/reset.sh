#!/bin/sh
# reset.sh LAB SKELETON [1] - restore the skeleton after a confirmation, or with YES=1. The old file is kept next to it.
lab=$1 skeleton=$2 yes=$3
file=labs/$lab/$lab.c

number=1
while [ -e "$file.$number" ]; do number=$((number + 1)); done
if [ -f "$file" ] && cmp -s "$skeleton" "$file"; then
    echo "$file already is the skeleton"
    exit 0
fi
if [ -e "$file" ] && [ "$yes" != 1 ]; then
    printf '%s' "Replace $file by the skeleton? The old file is kept as $file.$number. [y/N] "
    read -r answer || echo
    case $answer in
    [yY]*) ;;
    *) echo "nothing has changed (YES=1 skips the question)"; exit 1 ;;
    esac
fi
# Write the new file completely before the old one moves.
if ! cp "$skeleton" "$file.new"; then
    rm -f "$file.new"
    exit 1
fi
if [ -e "$file" ]; then
    mv "$file" "$file.$number" || exit 1
    echo "the old file is now $file.$number; to bring it back: mv $file.$number $file"
fi
mv "$file.new" "$file" && echo "$file is the skeleton again" || exit 1
# Forget the results: red tests are expected now.
rm -f "build/results/$lab" "build/results/$lab.before"
