#!/bin/sh
# container.sh LAB... - grade in a container: with random addresses, of which the kernel may randomise 32 bits, and without
# working sanitizers. No solution loses a point there, and every format marks an incomplete grade.
. tests/self/tap.sh
bits=/proc/sys/vm/mmap_rnd_bits
usual=$(cat $bits 2>/dev/null)
trap '[ ! -w $bits ] || echo $usual >$bits; rm -f "$log"' EXIT

suite() {
    echo "build/tests/${lab}_test --seed $seed --program build/solutions/$lab/$lab"
}
# This setting applies to the whole machine: so test one lab at a time, and briefly.
with_32_bits() {
    echo 32 >$bits || return 1
    "$@"
    status=$?
    echo "$usual" >$bits
    return $status
}
for lab; do
    full="^$lab: 100 of 100 points"
    check "$lab: the solution has full marks without personality()" says "$full" build/self/container $(suite)
    [ ! -w $bits ] || check "$lab: the solution has full marks with 32 random address bits" \
        with_32_bits says "$full" build/self/container $(suite)
done

# LeakSanitizer uses ptrace(2), like a debugger.
lab=threads
without_ptrace="build/self/container --no-ptrace $(suite)"
incomplete='incomplete: a harness error has left [0-9]+ tests \([0-9]+ points\) without a verdict'
check 'a grade without LeakSanitizer has a separate exit status' fails_with 3 $without_ptrace
check 'a grade without LeakSanitizer is marked incomplete' says "^threads: ([0-9]+) of \\1 points.*; $incomplete$" $without_ptrace
no_red() {
    ! $without_ptrace "$@" | grep -E '^(FAIL|not ok)|<failure|<error|"failed"'
}
check 'no test is red without LeakSanitizer' no_red
for format in tap junit json; do
    check "no test is red in FORMAT=$format" no_red --format $format
done
check 'FORMAT=tap skips tests without a verdict' says '^ok [0-9]+ - no_memory_is_lost: .* # SKIP no verdict' $without_ptrace --format tap
check 'FORMAT=junit, too' says '<skipped message="no verdict' $without_ptrace --format junit
check 'FORMAT=json leaves out the points of tests without a verdict' \
    says '^ *,?\{"tags":\["core"\],"name":"[^"]*","number":"[0-9.]+","visibility":"visible","output":"No verdict[^{}]*"extra_data":\{"test":"no_memory_is_lost"[^{}]*\}\},?$' $without_ptrace --format json
check 'FORMAT=json says that the grade is not final' says "\"output\": \"This grade is not final; $incomplete.\"" $without_ptrace --format json
check 'FORMAT=autolab gives no score' says '^\{"scores": \{\}\}$' $without_ptrace --format autolab
check 'a test without a sanitizer has its verdict' fails_with 0 $without_ptrace --only fewer_images_than_workers

# Limits that are too small: one line, and no verdict.
refuses() {
    limit=$1
    shift
    case $limit in -u*) ;; *) set -- sh -c "ulimit $limit && exec \"\$@\"" sh "$@" ;; esac
    "$@" >"$log.out" 2>"$log.err"
    status=$?
    cat "$log.out" "$log.err"
    [ $status = 3 ] && [ ! -s "$log.out" ] && [ "$(wc -l <"$log.err")" = 1 ] && grep -q "^no test has run: ulimit ${limit% *} allows" "$log.err"
}
for limit in '-n 200' '-v 4000000' '-t 60'; do
    check "ulimit $limit: no test runs, and one line says why" refuses "$limit" $(suite)
done
# Root has no limit on processes. The tree may be where only root can look.
as_nobody() {
    directory=$(mktemp -d) && chmod 755 "$directory" && mkdir "$directory/probes" &&
        cp build/instrument/probe-* "$directory/probes/" &&
        cp build/tests/threads_test build/mock_server/mock_server build/solutions/threads/threads* "$directory/" || return 1
    refuses '-u 100' prlimit --nproc=100 setpriv --reuid=65534 --regid=65534 --clear-groups "$directory/threads_test" --probes "$directory/probes" \
        --program "$directory/threads" --server "$directory/mock_server"
    status=$?
    rm -rf "$directory"
    return $status
}
[ "$(id -u)" != 0 ] || check 'ulimit -u 100, too' as_nobody
little_shared_memory() {
    pattern=$1
    shift
    unshare --mount sh -c 'mount -t tmpfs -o size=2m tmpfs /dev/shm && exec "$@"' sh "$@" >"$log.out" 2>&1
    status=$?
    cat "$log.out"
    grep -qE "$pattern" "$log.out" && return $status
}
lab=processes
[ "$(id -u)" != 0 ] || check 'a /dev/shm of 2 MiB costs no point if programs get separate ones' \
    little_shared_memory '^processes: 100 of 100 points' $(suite)
[ "$(id -u)" != 0 ] || check 'a /dev/shm of 2 MiB stops the tests if programs share it' \
    fails_with 3 little_shared_memory '^no test has run: /dev/shm has [0-9]+ MiB left' build/self/container $(suite)
rm -f "$log.out" "$log.err"
finish
