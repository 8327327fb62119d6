#!/bin/sh
# update.sh - update this tree, which is a handout, from the archive FROM of a newer handout. The student's files stay. All
# changes are prepared in .update and undone if any step fails.
export LC_ALL=C
work=.update
fail() {
    echo "make update: $*" >&2
    exit 1
}

# The plan has a line for each file, ACTION and path. "replace" and "add" write the new file, "aside" also does, but first
# keeps the student's file under another name, "remove" deletes the old file. All other actions do nothing.
plan=$work/plan

remove_empty() {
    rmdir -p --ignore-fail-on-non-empty "$(dirname "$1")" 2>/dev/null || true # it never removes the root
}

# Undo everything done so far.
undo() {
    [ ! -f $plan ] || while read -r action path beside; do
        case $action in
        replace | aside | remove) [ ! -e "$work/old/$path" ] || [ "$work/old/$path" -ef "$path" ] || mv -f "$work/old/$path" "$path" ;;
        add) [ -e "$work/new/$path" ] || rm -f "$path"; remove_empty "$path" ;;
        esac
        [ "$action" != aside ] || rm -f "$beside"
    done <$plan
    rm -rf $work
}

# check_archive ARCHIVE - check that it is a complete handout, of plain files in one directory.
check_archive() {
    tar -tzvf "$1" >$work/list 2>/dev/null || fail "$1 is not a handout: tar cannot read it"
    ! grep -q -v '^[-d]' $work/list || fail "$1 is not a handout: it holds links or devices"
    tar -tzf "$1" >$work/names 2>/dev/null
    ! grep -q -v '^fetchlab/[A-Za-z0-9._/-]*$' $work/names && ! grep -q '/\.\./\|/\.\.$' $work/names ||
        fail "$1 is not a handout: it holds files outside one directory"
    grep -qx fetchlab/VERSION $work/names && grep -qx fetchlab/tests/handout/contents $work/names ||
        fail "$1 is not a handout: it has no version"
}

# name_beside FILE - an unused name for the student's file, next to the new one.
name_beside() {
    beside=$1.yours
    number=2
    while [ -e "$beside" ]; do
        beside=$1.yours.$number
        number=$((number + 1))
    done
    echo "$beside"
}

# contents ROOT - checksum and path of every file of the handout there, including the list itself.
contents() {
    cat "$1/tests/handout/contents" && (cd "$1" && sha256sum tests/handout/contents)
}

# Every file of both handouts, and the file that is here now.
make_plan() {
    contents . >$work/before && contents $work/new >$work/after &&
        cut -c 67- $work/before $work/after | sort -u >$work/paths &&
        { while read -r path; do [ ! -f "$path" ] || printf '%s\0' "$path"; done <$work/paths | xargs -0 sha256sum; } >$work/here &&
        awk '
            { sum[FILENAME, $2] = $1 }
            function is_lab(path, part) { return split(path, part, "/") == 3 && path == "labs/" part[2] "/" part[2] ".c" }
            FILENAME ~ /paths$/ {
                before = sum[work "before", $1]; after = sum[work "after", $1]; here = sum[work "here", $1]
                if (here == after) next
                if (here == "") print "add", $1
                else if (here == before) print after == "" ? "remove" : "replace", $1
                else if (after == "" || after == before) print "keep", $1
                else print is_lab($1) ? "keep-lab" : "aside", $1
            }' work=$work/ $work/before $work/after $work/here $work/paths >$work/plan.part || return 1
    while read -r action path; do
        [ "$action" != aside ] || path="$path $(name_beside "$path")"
        echo "$action $path"
    done <$work/plan.part >$work/plan.whole && mv $work/plan.whole $plan
}

# Replaced files are kept in .update/old until the end. Each path has a file at all times.
keep_old() {
    mkdir -p "$(dirname "$work/old/$1")" && { ln "$1" "$work/old/$1" 2>/dev/null || cp -p "$1" "$work/old/$1"; }
}
put_new() {
    mkdir -p "$(dirname "$1")" && mv -fT "$work/new/$1" "$1"
}
carry_out() {
    while read -r action path beside; do
        case $action in
        replace) keep_old "$path" && put_new "$path" ;;
        aside) keep_old "$path" && cp -p "$path" "$beside" && put_new "$path" ;;
        add) put_new "$path" ;;
        remove) keep_old "$path" && rm -f "$path" && remove_empty "$path" ;;
        esac || return 1
    done <$plan
}

tell() {
    plan=$work/done
    sed -n -e 's/^add /new: /p' -e 's/^replace /replaced: /p' -e 's/^remove /removed: /p' $plan | grep -v ': tests/handout/contents'
    sed -n -e 's/^aside \(.*\) \(.*\)/replaced: \1; your changed file is now \2/p' \
        -e 's/^keep-lab labs\/\(.*\)\/.*/labs\/\1\/\1.c stays yours; its new skeleton is labs\/kit\/skeletons\/\1.c/p' \
        -e 's/^keep \(.*\)/\1 stays as it is/p' $plan
}

[ ! -d solutions ] || fail 'this is the complete kit, not a handout; git pull updates it'
[ -f VERSION ] && [ -f tests/handout/contents ] || fail 'this tree is not a handout: VERSION or tests/handout/contents is missing'
[ -n "${FROM:-}" ] || fail 'FROM is missing: make update FROM=fetchlab-....tar.gz'
[ -f "$FROM" ] && [ -r "$FROM" ] || fail "cannot read $FROM"

exec 9<. && flock -n 9 || fail 'another make update is running here'
if [ -d $work ]; then
    echo 'make update: undoing an interrupted update first' >&2
    undo
fi
said=$(mkdir $work 2>&1) || fail "${said#*: }; nothing has changed"
trap undo EXIT
trap 'exit 130' INT TERM HUP

check_archive "$FROM"
mkdir $work/new && tar -xzf "$FROM" -C $work/new --strip-components=1 --no-same-owner --no-same-permissions -m 2>/dev/null ||
    fail "cannot unpack $FROM (is the disk full?); nothing has changed"
(cd $work/new && sha256sum --status --strict -c tests/handout/contents) || fail "$FROM is damaged; nothing has changed"
here=$(cat VERSION) there=$(cat $work/new/VERSION)
if [ "$here" = "$there" ] && [ "${FORCE:-}" != 1 ]; then
    echo "This tree already is that handout: $here"
    exit 0
fi
newest=$(printf '%s\n' "$here" "$there" | sort | tail -n 1)
[ "$newest" = "$there" ] || [ "${FORCE:-}" = 1 ] ||
    fail "$FROM ($there) is older than this tree ($here); FORCE=1 uses it anyway"

make_plan || fail 'cannot write to .update; nothing has changed'
carry_out || fail 'the update failed; all changes are undone'
mv $plan $work/done
tell
# Delete what was built from the old handout, but keep the remembered results of the labs.
[ ! -d build ] || find build -mindepth 1 -maxdepth 1 ! -name results ! -name hints -exec rm -rf {} +
trap - EXIT INT TERM HUP
rm -rf $work
echo "Updated from $here to $there."
