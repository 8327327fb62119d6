#!/bin/sh
# handout.sh - check the archive for students: the same bytes from the same commit, no solution inside, all commands work, and
# an update keeps what the student wrote.
. tests/self/tap.sh
. tests/self/copy.sh
copy_tree
copy_build
rm -f build/fetchlab-*
out=$copy/build/out student="$copy/build/out/a student's träe"
mkdir -p "$out" "$student"

# --- The archive ---

commit() { # DATE MESSAGE
    git add -A && GIT_AUTHOR_DATE=$1 GIT_COMMITTER_DATE=$1 \
        git -c user.name=Teacher -c user.email=teacher@school.example commit -q -m "$2"
}
pack() { # TO
    make handout && mv build/fetchlab-*.tar.gz "$1"
}
pack_again() { # in another clone, by another user, with uncommitted changes
    git clone -q . "$out/clone" && cd "$out/clone" && echo 'a note' >notes && echo '/* a note */' >>tests/threads_test.c &&
        (umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 make handout) && cmp build/fetchlab-*.tar.gz "$1"
    status=$?
    cd "$copy" && rm -rf "$out/clone"
    return $status
}
# Every longer line that only the solutions have, and not the kit.
answers() {
    for lab in sequential threads processes async hybrid cache; do
        sed -n '/BEGIN SOLUTION/,/END SOLUTION/p' solutions/$lab/$lab.c | grep -E '.{50}' | grep -v SOLUTION
    done | grep -vxFf "$out/kit"
}
holds_no_answer() {
    cat labs/kit/*.[ch] labs/kit/*/*.[ch] tests/*.[ch] tests/harness/*/*.[ch] >"$out/kit"
    answers >"$out/answers"
    [ "$(wc -l <"$out/answers")" -gt 100 ] && ! grep -rFf "$out/answers" "$student"
}

git init -q . && commit 2026-01-01T09:00:00Z 'A kit'
check 'make handout makes an archive' pack "$out/first.tar.gz"
check 'the same commit gives the same bytes in another clone' pack_again "$out/first.tar.gz"
check 'the archive names date and commit' says "^2026-01-01T09:00:00Z $(git rev-parse HEAD | cut -c 1-10)\$" \
    tar -xzOf "$out/first.tar.gz" fetchlab/VERSION
check 'the archive unpacks' tar -xzf "$out/first.tar.gz" -C "$student" --strip-components=1
check 'the archive holds no solution' holds_no_answer
check 'the archive holds no test of the kit itself' \
    test ! -e "$student/solutions" -a ! -e "$student/tests/mutants" -a ! -e "$student/tests/variants" -a ! -e "$student/tests/self" -a ! -e "$student/.ci"

# --- Without some tests, and for one student ---

all_tests() {
    for lab in sequential threads processes async hybrid cache; do build/tests/${lab}_test --list; done
}
hides_stretch() {
    HIDE=stretch pack "$out/hidden.tar.gz" && mkdir "$out/hidden" && tar -xzf "$out/hidden.tar.gz" -C "$out/hidden" --strip-components=1 &&
        all_tests | awk -F '\t' '{ all[$1] = all[$1] $2 " " } END { for (name in all) if (all[name] !~ /core/) print name }' >"$out/names" &&
        [ -s "$out/names" ] && ! grep -rwFf "$out/names" "$out/hidden"
}
# As they are built with all others, and by what was built of the rest.
builds_without() {
    mkdir "$out/hidden/build" && tar --create --exclude=./out --directory build . | tar --extract --directory "$out/hidden/build" &&
        touch "$out/hidden/tests/"*_test.c && (cd "$out/hidden" && make -s build/tests/cache_test build/tests/hybrid_test build/tests/sequential_test &&
            for lab in cache hybrid sequential; do build/tests/${lab}_test --list; done >"$out/list" && ! grep -P '^[a-z_]+\tstretch' "$out/list") && all_tests | grep -qP '\tstretch\t'
}
hides_one() { # NAME LAB
    HIDE="$2/$1" pack "$out/one.tar.gz" && tar -xzOf "$out/one.tar.gz" "fetchlab/tests/$2_test.c" >"$out/suite" && ! grep -w "$1" "$out/suite" &&
        tar -xzOf "$out/one.tar.gz" fetchlab/tests/threads_test.c | grep -qw "$1"
}
seed_in() { # ARCHIVE
    tar -xzOf "$1" fetchlab/SEED
}
for_students() {
    umask 000
    STUDENT='Анна Петрова' SECRET="$out/secret" pack "$out/anna.tar.gz" && STUDENT=Boris SECRET="$out/secret" pack "$out/boris.tar.gz" &&
        STUDENT='Анна Петрова' SECRET="$out/secret" pack "$out/again.tar.gz" && cmp "$out/anna.tar.gz" "$out/again.tar.gz" &&
        [ "$(seed_in "$out/anna.tar.gz")" != "$(seed_in "$out/boris.tar.gz")" ] && [ "$(stat -c %a "$out/secret")" = 600 ] &&
        ! tar -xzOf "$out/anna.tar.gz" | grep -qF "$(cat "$out/secret")"
}
graded_by_own_seed() {
    mkdir -p "$out/class/Анна Петрова" "$out/grades/submissions" && cp solutions/cache/cache.c "$out/class/Анна Петрова/" && make -s build/tests/grade/collect &&
        LABS=cache build/tests/grade/collect "$out/class" "$out/grades" build/skeletons 7 '' "$out/secret" &&
        [ "$(cut -f 5 "$out/grades/class.tsv")" = "$(seed_in "$out/anna.tar.gz")" ]
}
check 'HIDE=stretch: no name of a stretch goal is in the archive' hides_stretch
check 'its suites are built without them, and ours have them still' builds_without
check 'HIDE takes names, of one lab or of all' hides_one no_memory_is_lost cache
check 'a name that no suite has is refused' says 'no suite has such a test' env HIDE=no_such_test make handout
check 'STUDENT: the same name gives the same bytes, another another seed, and the secret stays here' for_students
check 'make grade takes the seed of the student' graded_by_own_seed
refuses_a_shared_secret() {
    says 'is under version control' env STUDENT=Boris SECRET=README.md make handout
}
check 'a secret under version control is refused' refuses_a_shared_secret

# --- What a student does with it ---

in_it() {
    (cd "$student" && ${frozen:+bwrap --dev-bind / / --ro-bind "$student" "$student"} "$@")
}
# Built only from the files of the archive.
check 'a lab is red, and the output says where to begin' \
    says 'Begin in .*labs/threads/threads.c' in_it make test LAB=threads
check 'a report asks for a green lab' says 'none is so far' in_it make report PROFILE=quick
[ ! -f labs/threads/hints.md ] || check 'make hint gives a hint' in_it make hint LAB=threads
cp solutions/threads/threads.c "$student/labs/threads/threads.c"
cp solutions/threads/threads.c "$out/written"
check 'a right submission has full marks' says '^threads: 100 of 100 points' in_it make test LAB=threads
check 'make status shows the full marks' says '^threads.* 100/100' in_it make status
check 'make run saves images' in_it make run LAB=threads
check 'make report measures the green lab' in_it make report PROFILE=rehearsal
check 'the report says that there is no reference' grep -q 'there is no reference' "$student/report/report.html"
for goal in check mutants variants attacks handout; do
    check "make $goal refuses to run in a handout, in one line" \
        says "^make $goal: this is a handout" in_it make $goal
done
check 'the README shows only commands that work here' \
    fails_with 1 grep -nE 'teachers|make (handout|check|skeletons)|solutions' "$student/README.md"
check 'the README links to further reading' grep -q '^\[mock_server/README.md\]' "$student/README.md"
check 'make help has nothing for teachers' fails_with 1 says 'For teachers' in_it make help
check 'make version prints date and commit' says '^2026-01-01T09:00:00Z' in_it make version

# --- A newer one ---

sed -i 's,^    //~ (void)images;,    //~ (void)images; /* newer */,' solutions/*/*.c
echo 'A newer line.' >>README.md
echo 'A newer line.' >>labs/async/README.md
echo '/* newer */' >>tests/threads_test.c
mkdir -p labs/kit/more && echo 'New.' >labs/kit/more/file
git rm -q report/page.css
commit 2026-02-01T09:00:00Z 'A newer kit'
check 'a newer handout is made' pack "$out/second.tar.gz"

# state - every file of the student's tree with its contents, except built and measured files.
state() {
    (cd "$student" && find . \( -path ./build -o -path ./pics -o -path './report/report.*' -o -path ./report/data \) -prune \
        -o -print0 | sort -z | xargs -0 sha256sum 2>&1)
}
update() { # FROM, and further arguments for make
    from=$1
    shift
    in_it make update FROM="$from" "$@"
}
# refuses PATTERN FROM... - an update fails in one line, and changes nothing.
refuses() {
    pattern=$1
    shift
    state >"$out/before"
    fails_with 1 update "$@" >"$out/said" 2>&1 || { cat "$out/said"; return 1; }
    state | cmp - "$out/before" || return 1
    grep -E -q -- "$pattern" "$out/said" && [ "$(wc -l <"$out/said")" = 1 ] || { cat "$out/said"; return 1; }
}
archive_of() { # NAME PATH... - in the directory "bad"
    name=$1
    shift
    (cd "$out/bad" && tar -czPf "$out/$name.tar.gz" "$@")
}

echo '# mine' >>"$student/Makefile"
echo 'My note.' >>"$student/README.md"
echo 'My other note.' >"$student/README.md.yours"

mkdir -p "$out/bad/fetchlab" && tar -xzf "$out/second.tar.gz" -C "$out/bad" && touch "$out/evil"
echo 'damaged' >>"$out/bad/fetchlab/tests/threads_test.c"
archive_of damaged fetchlab
ln -s /etc/passwd "$out/bad/fetchlab/link"
archive_of linked fetchlab
rm "$out/bad/fetchlab/link"
archive_of outside fetchlab ../evil
archive_of absolute fetchlab "$out/evil"
archive_of nothing fetchlab/README.md
head -c 100000 "$out/second.tar.gz" >"$out/cut.tar.gz"

check 'refuses a missing archive' refuses 'cannot read' "$out/none.tar.gz"
check 'refuses a file that is not an archive' refuses 'is not a handout' "$student/README.md"
check 'refuses a truncated archive' refuses 'is not a handout' "$out/cut.tar.gz"
check 'refuses another archive' refuses 'has no version' "$out/nothing.tar.gz"
check 'refuses an archive with a link' refuses 'links' "$out/linked.tar.gz"
check 'refuses an archive with a file outside' refuses 'outside one directory' "$out/outside.tar.gz"
check 'refuses an archive with an absolute path' refuses 'outside one directory' "$out/absolute.tar.gz"
check 'refuses a damaged archive' refuses 'damaged' "$out/damaged.tar.gz"
check 'asks for FROM' refuses 'FROM=' ''
frozen=yes
check 'leaves a read-only tree unchanged' refuses 'Read-only file system.*nothing has changed' "$out/second.tar.gz"
frozen=
check 'refuses to update the complete kit' says 'git pull' make update FROM="$out/second.tar.gz"

# An mv that fails, or kills the update, at its sixth call.
fragile() { # COMMAND, instead of the sixth mv
    mkdir -p "$out/path"
    rm -f "$out/calls"
    printf '#!/bin/sh\necho >>"%s"\n[ "$(wc -l <"%s")" != 6 ] || { %s; }\nexec /bin/mv "$@"\n' \
        "$out/calls" "$out/calls" "$1" >"$out/path/mv"
    chmod +x "$out/path/mv"
}
undoes() { # PATTERN
    PATH=$out/path:$PATH refuses "$@"
}
fragile 'exit 1'
check 'undoes an update that fails half-way' undoes 'all changes are undone' "$out/second.tar.gz"
fragile 'kill -9 $PPID'
check 'an update killed half-way leaves changes' \
    sh -c 'cd "$1" && ! PATH=$2:$PATH make update FROM="$3" && [ -d .update ]' - "$student" "$out/path" "$out/second.tar.gz"

update "$out/second.tar.gz" >"$out/updated" 2>&1
check 'the next update undoes these changes' grep -q 'undoing an interrupted update' "$out/updated"
check 'and succeeds' grep -q '^Updated from 2026-01-01.* to 2026-02-01' "$out/updated"
check "keeps the student's lab" cmp -s "$out/written" "$student/labs/threads/threads.c"
check "reports that the student's lab stays" grep -q '^labs/threads/threads.c stays yours' "$out/updated"
check 'replaces a skeleton that was not begun' grep -q '/\* newer \*/' "$student/labs/processes/processes.c"
check 'adds new files' grep -q 'newer' "$student/tests/threads_test.c" "$student/labs/kit/more/file" "$student/labs/async/README.md"
check 'removes deleted files' test ! -e "$student/report/page.css"
check 'replaces a file that both have changed' grep -q 'A newer line' "$student/README.md"
check "keeps the student's version next to it" grep -q 'My note' "$student/README.md.yours.2"
check 'keeps earlier copies unchanged' grep -q 'My other note' "$student/README.md.yours"
check 'keeps a file that only the student has changed' grep -qx '# mine' "$student/Makefile"
check 'leaves nothing of the update' test ! -e "$student/.update" -a ! -e "$student/README.md.yours.3"
check 'keeps remembered results' test -s "$student/build/results/threads"
check 'does nothing for the same archive' says 'already is that handout' update "$out/second.tar.gz"
check 'refuses an older handout' refuses 'is older' "$out/first.tar.gz"

# On a file system with hardly more room than the tree needs.
on_a_full_disk() {
    bwrap --dev-bind / / --size 16777216 --tmpfs "$out/small" sh -c '
        cd "$1" && (cd "$2" && tar -c --exclude=./build --exclude=./pics --exclude=./report/data .) | tar -x &&
        find . -type f | sort | xargs sha256sum >"$3/before" && cat /dev/zero >filler; truncate -s -100K filler
        make update FROM="$4" FORCE=1; status=$?
        rm filler; find . -type f ! -name filler | sort | xargs sha256sum | diff - "$3/before" && [ $status = 1 ]' \
        - "$out/small" "$student" "$out" "$out/first.tar.gz"
}
mkdir "$out/small"
check 'a full disk leaves the tree unchanged' says 'disk full.*nothing has changed' on_a_full_disk
check 'FORCE=1 accepts an older handout' update "$out/first.tar.gz" FORCE=1
check 'the older handout is complete' test -s "$student/report/page.css" -a ! -e "$student/labs/kit/more"
finish
