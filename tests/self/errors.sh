#!/bin/sh
# errors.sh - problems on a student's machine: each command works, or says in one line what to do, and nothing is lost. All
# checks run in a directory whose name has spaces, an apostrophe and a letter outside ASCII.
. tests/self/tap.sh
. tests/self/copy.sh
root=$copy
trap 'rm -rf "$root" "$log"' EXIT
copy="$root/a student's träe"
mkdir "$copy"
copy_tree
copy_build
cp solutions/threads/threads.c labs/threads/threads.c

# says_alone PATTERN COMMAND... - the command fails and prints one matching line, besides make's lines and the next step; the
# lab is unchanged.
says_alone() {
    pattern=$1
    shift
    rm -f "$root/lab"
    [ ! -f labs/threads/threads.c ] || cp labs/threads/threads.c "$root/lab"
    "$@" >"$root/said" 2>&1
    status=$?
    grep -vE '^make(\[[0-9]+\])?: (\*\*\*|Target) |^Next: ' "$root/said" >"$root/line"
    [ $status != 0 ] && [ "$(wc -l <"$root/line")" = 1 ] && grep -Eq -- "$pattern" "$root/line" &&
        { [ ! -e "$root/lab" ] || cmp -s labs/threads/threads.c "$root/lab"; } || { echo "status $status:"; cat "$root/said"; return 1; }
}
one_test() {
    make test LAB=threads T=every_image_is_saved "$@"
}

# --- The path, the user and the place ---

check 'runs the whole suite in such a path' says '^threads: 100 of 100 points' make test LAB=threads
touch labs/threads/threads.c
check 'compiles and runs in a sandbox in such a path' one_test SANDBOX=1
check 'make run works in such a path' make run LAB=threads
check 'make status' says '^threads .*100/100 points' make status
check 'make trace' says '^24 requests over 10 connections' make trace LAB=threads
breakpoint() {
    printf 'delete\nc\n' | make debug LAB=threads T=by_threads_of_one_process
}
check 'make debug' says 'Breakpoint 1, download_all \(' breakpoint
check 'make debug opens the gate as the test does' says 'releases all replies: all expected requests' breakpoint
reset_and_back() {
    make reset LAB=threads YES=1 && cmp labs/threads/threads.c build/skeletons/threads/threads.c &&
        mv labs/threads/threads.c.1 labs/threads/threads.c
}
check 'make reset' reset_and_back
check 'make debug describes a gate' says '^  the server holds replies until it holds [0-9]+ requests' breakpoint
check 'make debug describes no gate without one' fails_with 1 says 'the server holds replies' make debug LAB=threads T=every_image_is_saved GDB=true
check 'with no /dev/shm' bwrap --dev-bind / / --dev-bind /dev /dev --tmpfs /dev/shm --remount-ro /dev/shm make test LAB=threads
check 'make run works without /dev/shm' bwrap --dev-bind / / --tmpfs /dev/shm --remount-ro /dev/shm make run LAB=threads
if [ "$(id -u)" = 0 ]; then
    other_user() {
        cp -a "$copy" "$root/nobody's" && chown -R nobody "$root/nobody's" && chmod 711 "$root" &&
            (cd "$root/nobody's" && rm -f build/labs/threads/* &&
                setpriv --reuid=nobody --regid=nogroup --clear-groups "$@")
        status=$?
        rm -rf "$root/nobody's"
        return $status
    }
    check 'not as root' other_user make test LAB=threads
    check 'not as root, in a tree of root' says_alone 'cannot write to build/' \
        setpriv --reuid=nobody --regid=nogroup --clear-groups make test LAB=threads
fi
read_only() {
    bwrap --dev-bind / / --ro-bind "$copy" "$copy" --bind "$root" "$root" --ro-bind "$copy" "$copy" "$@"
}
check 'a read-only tree: make test' says_alone 'cannot write to build/.*copy the kit' read_only make test LAB=threads
check 'a read-only tree: make run' says_alone 'cannot write to build/.*copy the kit' read_only make run LAB=threads
check 'a read-only tree: make report' says_alone 'cannot write to build/.*copy the kit' read_only make report

# --- What is missing or misspelt ---

no_program() { # NAME COMMAND...
    rm -rf path && mkdir path && { ln -s /usr/bin/* path/ 2>/dev/null; rm -f "path/$1"; }
    shift
    env PATH="$PWD/path" "$@"
}

check 'a misspelt LAB' says_alone 'no lab "thread"\. LAB is one of: .* threads ' make test LAB=thread
check 'a LAB in capitals' says_alone 'no lab "ASYNC"\. LAB is one of: .* async ' make run LAB=ASYNC
check 'a LAB like no other' says_alone 'LAB is one of: sequential threads' make test LAB=xyz
check 'a misspelt PROFILE' says_alone '^There is no profile "quikc"; perhaps you mean quick$' make report PROFILE=quikc
check 'a misspelt T' says_alone 'no test "every_shedule_gives_the_same_result". Did you mean every_schedule_gives_the_same_result' make test LAB=threads T=every_shedule_gives_the_same_result
check 'a T that is cut short, and could be no other' says '^T=a_stalled is a_stalled_image_is_given_up' make test LAB=threads T=a_stalled
check 'is that test, which passes' one_test T=a_stalled
check 'one that could be several' says '^threads has no test "a_", but several that begin with it:' make test LAB=threads T=a_
several() {
    make test LAB=threads T=a_ 2>&1 | tail -n +2 >"$root/several"
    [ "$(wc -l <"$root/several")" -gt 1 ] && ! grep -v '^  a_' "$root/several"
}
check 'names all tests that a T may mean' several
check 'a T from the middle of a name' says_alone 'no test "stalled". Did you mean a_stalled_image_is_given_up' \
    make test LAB=threads T=stalled
check 'a T that occurs only in a title' says_alone 'no test "Sanitizer". Did you mean no_memory_is_lost' \
    make test LAB=processes T=Sanitizer
check 'a T that several titles mention' says '^threads has no test "requests", but these mention it:' make test LAB=threads T=requests
check 'a T names no other tests' fails_with 1 says '^  every_schedule_gives_the_same_result$' make hint LAB=threads T=requests
check 'a hint for a T that is cut short' says '^hint 1 of 3 for a_stalled_image_is_given_up' make hint LAB=threads T=a_stalled N=1
check 'gdb for one' says '^T=a_stalled is a_stalled_image_is_given_up' make debug LAB=threads T=a_stalled GDB=true
check 'a misspelt T of a hint' says_alone 'Did you mean every_schedule_gives_the_same_result' make hint LAB=threads T=every_shedule_gives_the_same_result

check 'no gdb' says_alone 'needs gdb.*make setup debug' no_program gdb make debug LAB=threads T=every_image_is_saved
check 'no compiler' says_alone '^gcc is not installed: make setup' no_program gcc make test LAB=threads
check 'nor for make run' says_alone '^gcc is not installed: make setup' no_program gcc make run LAB=threads
not_linux() {
    mkdir -p other && printf '#!/bin/sh\necho Darwin\n' >other/uname && chmod +x other/uname
    env PATH="$PWD/other:$PATH" "$@"
}
check 'a system that is not Linux' says_alone '^The kit runs on Linux. On Darwin .*README' not_linux make test LAB=threads
if [ "$(id -u)" = 0 ]; then
    without_rights() {
        chmod 711 "$root" && rm -rf path && mkdir path && { ln -s /usr/bin/* path/ 2>/dev/null; rm -f path/sudo; } &&
            setpriv --reuid=nobody --regid=nogroup --clear-groups env PATH="$PWD/path" \
                tests/loop/install.sh test gcc no-such-package
    }
    check 'make setup without rights' says_alone 'administrator.*apt-get install .* no-such-package' without_rights
fi
proxied() {
    env http_proxy=http://127.0.0.1:9 ALL_PROXY=http://127.0.0.1:9 "$@"
}
check 'a proxy: make run' proxied make run LAB=threads
check 'a proxy: make trace' says '^24 requests over 10 connections' proxied make trace LAB=threads
mv build/flags "$root/flags"
check 'a missing library' says_alone '^curl/curl.h is not installed: make setup' \
    bwrap --dev-bind / / --tmpfs "$(dirname "$(echo '#include <curl/curl.h>' | gcc -E -xc - | sed -n 's/.* "\(\/.*curl\.h\)".*/\1/p' | head -n 1)")" \
    make test LAB=threads
mv "$root/flags" build/flags # keeps its modification time

mv labs/threads/threads.c "$root/mine.c"
check 'a deleted lab' says_alone 'threads.c is missing.*make reset LAB=threads' make test LAB=threads
check 'make run of a deleted lab' says_alone 'threads.c is missing.*make reset LAB=threads' make run LAB=threads
check 'a hint for a deleted lab' says_alone 'threads.c is missing.*make reset LAB=threads' make hint LAB=threads
check 'make status with a deleted lab' says '^threads .*its file is missing' make status
mv "$root/mine.c" labs/threads/threads.c
for setting in WORKERS=0 WORKERS=ten CYCLES=0; do
    check "make run $setting" says_alone "^\w+: expected a whole number of at least 1, got \"\w+\"$" make run LAB=threads $setting
done
cp labs/threads/threads.c "$root/mine.c"
echo '#include "step.inc"' >>labs/threads/threads.c
echo '__attribute__((used)) static void step(int *n) { __asm__ volatile("nop; incl %0" : "+m"(*n)); }' >labs/threads/step.inc
check 'assembly in a file that a lab includes' says_alone 'assembly has no place in a lab' make test LAB=threads
rm labs/threads/step.inc
mv "$root/mine.c" labs/threads/threads.c
echo 'int main(void) { return 0; }' >>labs/threads/threads.c
check 'main() in a lab' says_alone 'main\(\) is here.*take this one out' make test LAB=threads

# --- What is no file, and names that are no names ---

put() { # COMMAND... - the command puts something in the place of the lab's file
    rm -rf labs/threads/threads.c && "$@"
}
refused_at_once() { # PATTERN - every command refuses it
    for command in test run trace; do
        says_alone "$1" timeout 60 make $command LAB=threads || return 1
    done
}
put mkfifo labs/threads/threads.c
check 'a FIFO as a lab' refused_at_once 'threads.c is not a regular file$'
put ln -s /dev/zero labs/threads/threads.c
check 'a link to a device' refused_at_once 'threads.c is a link to another file'
put ln -s ../../solutions/threads/threads.c labs/threads/threads.c
check 'a link to a solution' refused_at_once 'threads.c is a link to another file'
put ln -s nowhere labs/threads/threads.c
check 'a link to nothing' says_alone 'threads.c (is a link to another file|is missing)' make test LAB=threads
put mkdir labs/threads/threads.c
check 'a directory as a lab' refused_at_once 'threads.c is not a regular file$'
put truncate -s 2M labs/threads/threads.c
check 'a file without end' refused_at_once 'threads.c is larger than 1 MiB'
put cp solutions/threads/threads.c labs/threads/threads.c
mkfifo labs/threads/own.h
check 'a FIFO beside a lab' refused_at_once 'its folder also holds own.h'
rm labs/threads/own.h
names_are_data() {
    for name in '$(shell touch evil).h' '$$(touch evil).h' '`touch evil`.h' ';touch evil;.c' '$(error evil).c' '-o evil.h' "$(printf 'evil\n.h')" \
        '%.h' 'a b.c' '#.h' 'x: y.h'; do
        : >"labs/threads/$name"
    done
    one_test && make status && make compile_commands.json && one_test SANDBOX=1 && [ -z "$(find . -name evil)" ]
}
check 'names of files are data' names_are_data
find labs/threads -type f -size 0 -delete

# --- With SANDBOX set, the sandbox works, or nothing runs ---

for value in yes true 2 on '1 1' '0 1'; do
    check "SANDBOX=$value" says_alone 'SANDBOX is 1 or 0, not' make test LAB=threads SANDBOX="$value"
done
for command in run trace debug report; do
    check "make $command in a sandbox" says_alone "make $command runs the code of labs/ without a sandbox" make $command LAB=threads SANDBOX=1
done
# Grading needs bubblewrap.
for command in 'test LAB=threads' 'hint LAB=threads'; do
    rm -rf build/results build/labs
    check "make $command without bubblewrap" says_alone 'SANDBOX=1 needs bubblewrap' no_program bwrap make $command SANDBOX=1
done
leaves_a_mark() {
    sed "1i #include <fcntl.h>
        /^size_t download_all/,/^{/s,^{,{ creat(\"$PWD/evil\"\, 0600);," solutions/threads/threads.c >labs/threads/threads.c &&
        grep -q evil labs/threads/threads.c || return 1
    for command in 'test LAB=threads' 'hint LAB=threads' test; do
        rm -rf build/results
        make $command SANDBOX=1
    done
    [ ! -e evil ] || return 1
    make run LAB=threads && [ -e evil ] # it would, without
}
check 'no code of a submission runs outside the sandbox' leaves_a_mark
cp solutions/threads/threads.c labs/threads/threads.c

# --- A full disk ---

# nearly_full BYTES COMMAND... - run in a copy of the tree, on a file system with this much free space.
nearly_full() {
    mkdir -p "$root/small"
    bwrap --dev-bind / / --size 60000000 --tmpfs "$root/small" sh -c '
        tar -c --exclude=./build --exclude=./pics --exclude=./path . | tar -x -C "$1" && cd "$1" || exit 9
        cat /dev/zero >filler 2>/dev/null; truncate -s "-$2" filler
        shift 2; "$@"; status=$?
        rm filler; cmp labs/threads/threads.c solutions/threads/threads.c && exit $status' - "$root/small" "$@"
}
check 'make test reports a full disk' says_alone '^The disk is full' nearly_full 100K make test LAB=threads
check 'make test reports a disk that becomes full' says_alone '^The disk is full' nearly_full 1500K make test LAB=threads
mkdir -p pics
check 'make run reports a disk that becomes full' says '^step 1: [0-9]+ images could not be written; is the disk full' \
    bwrap --dev-bind / / --size 1000000 --tmpfs "$PWD/pics" make run LAB=threads

# --- At once, and again ---

verdicts() {
    sed -n 's/^\(pass\|FAIL\|fail\) //p' "$1"
}
# A compiler that notes when it begins and ends compiling the lab. In between it waits for another make: one that the kernel
# shows waiting for us, or one that also compiles the lab.
slow_compiler() {
    cat <<'END'
#!/bin/sh
case " $* " in
*' -fsanitize='* | *' -w '*) exec /usr/bin/gcc "$@" ;;
*' -E '*' labs/sequential/sequential.c ') ;;
*) exec /usr/bin/gcc "$@" ;;
esac
echo begin >>"$NOTES"
tries=0
until grep -q -- "-> FLOCK .*:$(stat -c %i build/lock) " /proc/locks || [ "$(grep -c begin "$NOTES")" -gt 1 ]; do
    [ $((tries += 1)) -lt 1000 ] || { echo 'nobody came' >>"$NOTES"; break; }
    sleep 0.05
done
/usr/bin/gcc "$@"
status=$?
echo end >>"$NOTES"
exit $status
END
}
several_at_once() {
    rm -rf build/kit build/labs build/mock_server bin
    mkdir bin && slow_compiler >bin/gcc && chmod +x bin/gcc
    for number in 1 2 3 4; do
        NOTES=$root/notes PATH=$PWD/bin:$PATH make -j8 test LAB=sequential >"$root/said.$number" 2>&1 &
    done
    wait
    [ "$(tr '\n' ' ' <"$root/notes")" = 'begin end ' ] || { echo 'expected one compilation of the lab, got:'; cat "$root/notes"; return 1; }
    verdicts "$root/said.1" >"$root/verdicts"
    for number in 1 2 3 4; do
        verdicts "$root/said.$number" | cmp - "$root/verdicts" || { cat "$root/said.$number"; return 1; }
    done
    [ -s "$root/verdicts" ]
}
cp solutions/sequential/sequential.c labs/sequential/sequential.c
check 'four parallel make -j8 build once, and give equal verdicts' several_at_once
check 'four parallel make -j8 give the expected verdicts' says '^sequential: 100 of 100 points' cat "$root/said.1"

make -s build-lab LAB=sequential
touch -d '2020-01-01' build/skeletons/sequential/sequential.c
mv build/skeletons/sequential/sequential.c labs/sequential/sequential.c
check "compiles a lab's file that became older" \
    says '^sequential: 0 of ' make test LAB=sequential
cp solutions/sequential/sequential.c labs/sequential/sequential.c
sed -i '1i #include "own.h"' labs/sequential/sequential.c && echo 'int own_1;' >labs/sequential/own.h && make -s build-lab LAB=sequential
header_is_seen() {
    echo '#error own_2' >labs/sequential/own.h
    make test LAB=sequential
}
check "compiles again after a student's header has changed" says 'own_2' header_is_seen
rm labs/sequential/own.h
other_flags() {
    make -s build/objects/mock_server/client.o && touch "$root/before" &&
        make -s build/objects/mock_server/client.o CFLAGS='-std=gnu11 -D_GNU_SOURCE -O1' &&
        [ build/objects/mock_server/client.o -nt "$root/before" ]
}
check 'builds again with other flags' other_flags
finish
