#!/bin/sh
# reset.sh LAB SKELETON [1] - the skeleton again, where YES=1 or the answer says so. What was there is kept beside it.
lab=$1 skeleton=$2 yes=$3
file=labs/$lab/$lab.c

number=1
while [ -e "$file.$number" ]; do number=$((number + 1)); done
if [ -f "$file" ] && cmp -s "$skeleton" "$file"; then
    echo "$file is the skeleton already"
    exit 0
fi
if [ -e "$file" ] && [ "$yes" != 1 ]; then
    printf '%s' "Put the skeleton in the place of $file? It is kept as $file.$number. [y/N] "
    read -r answer || echo
    case $answer in
    [yY]*) ;;
    *) echo "nothing has changed (YES=1 does not ask)"; exit 1 ;;
    esac
fi
# Whole, before anything is taken from its place.
if ! cp "$skeleton" "$file.new"; then
    rm -f "$file.new"
    exit 1
fi
if [ -e "$file" ]; then
    mv "$file" "$file.$number" || exit 1
    echo "what was there is now $file.$number"
fi
mv "$file.new" "$file" && echo "$file is the skeleton again" || exit 1
# That all is red now is no news.
rm -f "build/results/$lab" "build/results/$lab.before"
