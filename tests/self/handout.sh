#!/bin/sh
# handout.sh - the archive for students: the same bytes from the same commit, no answer in it, everything works in it, and
# a newer one comes into a student's tree without harm to what the student wrote.
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
pack_again() { # in another clone, by another user, with what is not committed
    git clone -q . "$out/clone" && cd "$out/clone" && echo 'a note' >notes && echo '/* a note */' >>tests/threads_test.c &&
        (umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 make handout) && cmp build/fetchlab-*.tar.gz "$1"
    status=$?
    cd "$copy" && rm -rf "$out/clone"
    return $status
}
# Every line of some length that is cut out of the solutions, and is not the kit's own as well.
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
check 'the same commit gives the same bytes, in another clone, too' pack_again "$out/first.tar.gz"
check 'it names date and commit' says "^2026-01-01T09:00:00Z $(git rev-parse HEAD | cut -c 1-10)\$" \
    tar -xzOf "$out/first.tar.gz" fetchlab/VERSION
check 'it can be unpacked' tar -xzf "$out/first.tar.gz" -C "$student" --strip-components=1
check 'nothing in it is an answer' holds_no_answer
check 'nor a test of the kit itself' \
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
# Built from what is in it, and from nothing else.
check 'a lab is red, and the student is told where to begin' \
    says 'Begin in .*labs/threads/threads.c' in_it make test LAB=threads
check 'a report needs a green lab, and says so' says 'none is so far' in_it make report PROFILE=quick
[ ! -f labs/threads/hints.md ] || check 'make hint gives a hint' in_it make hint LAB=threads
cp solutions/threads/threads.c "$student/labs/threads/threads.c"
cp solutions/threads/threads.c "$out/written"
check 'what is right has full marks' says '^threads: 100 of 100 points' in_it make test LAB=threads
check 'make status says so' says '^threads.* 100/100' in_it make status
check 'make run saves images' in_it make run LAB=threads
check 'make report measures it' in_it make report PROFILE=rehearsal
check 'and says that there is no reference' grep -q 'there is no reference' "$student/report/report.html"
for goal in check mutants variants attacks handout; do
    check "make $goal says in one line that it is not for a handout" \
        says "^make $goal: this is a handout" in_it make $goal
done
check 'the README shows nothing that does not work here' \
    fails_with 1 grep -nE 'teachers|make (handout|check|skeletons)|solutions' "$student/README.md"
check 'but where to read on' grep -q '^\[mock_server/README.md\]' "$student/README.md"
check 'make help has nothing for teachers' fails_with 1 says 'For teachers' in_it make help
check 'make version names it' says '^2026-01-01T09:00:00Z' in_it make version

# --- A newer one ---

sed -i 's,^    //~ (void)images;,    //~ (void)images; /* newer */,' solutions/*/*.c
echo 'A newer line.' >>README.md
echo 'A newer line.' >>labs/async/README.md
echo '/* newer */' >>tests/threads_test.c
mkdir -p labs/kit/more && echo 'New.' >labs/kit/more/file
git rm -q report/page.css
commit 2026-02-01T09:00:00Z 'A newer kit'
check 'a newer handout is made' pack "$out/second.tar.gz"

# state - every file of the student's tree with its contents, but not what is built and measured.
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

check 'an archive that is not there is refused' refuses 'cannot read' "$out/none.tar.gz"
check 'what is no archive is refused' refuses 'is not a handout' "$student/README.md"
check 'an archive that is cut off is refused' refuses 'is not a handout' "$out/cut.tar.gz"
check 'an archive of something else is refused' refuses 'has no version' "$out/nothing.tar.gz"
check 'one with a link in it is refused' refuses 'links' "$out/linked.tar.gz"
check 'one with a file outside is refused' refuses 'outside one directory' "$out/outside.tar.gz"
check 'one with a file at an absolute path is refused' refuses 'outside one directory' "$out/absolute.tar.gz"
check 'one that is damaged is refused' refuses 'damaged' "$out/damaged.tar.gz"
check 'FROM is asked for' refuses 'FROM=' ''
frozen=yes
check 'a tree that cannot be written to is left alone' refuses 'Read-only file system.*nothing has changed' "$out/second.tar.gz"
frozen=
check 'the kit itself is not to be updated so' says 'git pull' make update FROM="$out/second.tar.gz"

# An mv that fails, or kills the update, when it is called the sixth time.
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
check 'an update that fails half-way leaves the tree as it was' undoes 'all changes are undone' "$out/second.tar.gz"
fragile 'kill -9 $PPID'
check 'one that is killed half-way has changed something' \
    sh -c 'cd "$1" && ! PATH=$2:$PATH make update FROM="$3" && [ -d .update ]' - "$student" "$out/path" "$out/second.tar.gz"

update "$out/second.tar.gz" >"$out/updated" 2>&1
check 'the next update undoes that' grep -q 'undoing an interrupted update' "$out/updated"
check 'and succeeds' grep -q '^Updated from 2026-01-01.* to 2026-02-01' "$out/updated"
check 'what the student has written stays' cmp -s "$out/written" "$student/labs/threads/threads.c"
check 'and says so' grep -q '^labs/threads/threads.c stays yours' "$out/updated"
check 'a skeleton that was not begun is replaced' grep -q '/\* newer \*/' "$student/labs/processes/processes.c"
check 'what is new comes' grep -q 'newer' "$student/tests/threads_test.c" "$student/labs/kit/more/file" "$student/labs/async/README.md"
check 'what is gone goes' test ! -e "$student/report/page.css"
check 'a file that both have changed is the new one' grep -q 'A newer line' "$student/README.md"
check 'and what the student had is beside it' grep -q 'My note' "$student/README.md.yours.2"
check 'nothing that lay there before is touched' grep -q 'My other note' "$student/README.md.yours"
check 'a file that the student alone has changed stays' grep -qx '# mine' "$student/Makefile"
check 'nothing is left of the update' test ! -e "$student/.update" -a ! -e "$student/README.md.yours.3"
check 'results are remembered' test -s "$student/build/results/threads"
check 'the same again is nothing to do' says 'already is that handout' update "$out/second.tar.gz"
check 'an older one is refused' refuses 'is older' "$out/first.tar.gz"

# On a file system that has room for the tree, and hardly more.
on_a_full_disk() {
    bwrap --dev-bind / / --size 16777216 --tmpfs "$out/small" sh -c '
        cd "$1" && (cd "$2" && tar -c --exclude=./build --exclude=./pics --exclude=./report/data .) | tar -x &&
        find . -type f | sort | xargs sha256sum >"$3/before" && cat /dev/zero >filler; truncate -s -100K filler
        make update FROM="$4" FORCE=1; status=$?
        rm filler; find . -type f ! -name filler | sort | xargs sha256sum | diff - "$3/before" && [ $status = 1 ]' \
        - "$out/small" "$student" "$out" "$out/first.tar.gz"
}
mkdir "$out/small"
check 'a full disk leaves the tree as it was' says 'disk full.*nothing has changed' on_a_full_disk
check 'FORCE=1 takes an older one' update "$out/first.tar.gz" FORCE=1
check 'and that is whole again' test -s "$student/report/page.css" -a ! -e "$student/labs/kit/more"
finish
