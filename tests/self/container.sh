#!/bin/sh
# container.sh LAB... - a grade in a container: where addresses are left to chance, of which the kernel may have 32 bits, and where
# a sanitizer cannot work. No solution loses a point there, and a grade that is not whole says so in every format.
. tests/self/tap.sh
bits=/proc/sys/vm/mmap_rnd_bits
usual=$(cat $bits 2>/dev/null)
trap '[ ! -w $bits ] || echo $usual >$bits; rm -f "$log"' EXIT

suite() {
    echo "build/tests/${lab}_test --seed $seed --program build/solutions/$lab/$lab"
}
# The whole machine has these bits meanwhile: so one lab at a time, and not for long.
with_32_bits() {
    echo 32 >$bits || return 1
    "$@"
    status=$?
    echo "$usual" >$bits
    return $status
}
for lab; do
    full="^$lab: 100 of 100 points"
    check "$lab: the solution has full marks where personality() is denied" says "$full" build/self/container $(suite)
    [ ! -w $bits ] || check "$lab: and where addresses have 32 bits of chance besides" \
        with_32_bits says "$full" build/self/container $(suite)
done

# LeakSanitizer looks at a program as a debugger does.
lab=threads
without_ptrace="build/self/container --no-ptrace $(suite)"
incomplete='incomplete: a harness error has left [0-9]+ tests \([0-9]+ points\) without a verdict'
check 'where LeakSanitizer cannot work a grade has an exit status of its own' fails_with 3 $without_ptrace
check 'and says that it is incomplete' says "^threads: ([0-9]+) of \\1 points.*; $incomplete$" $without_ptrace
no_red() {
    ! $without_ptrace "$@" | grep -E '^(FAIL|not ok)|<failure|<error|"failed"'
}
check 'and nothing is red' no_red
for format in tap junit json; do
    check "nor is anything in FORMAT=$format" no_red --format $format
done
check 'FORMAT=tap skips what has no verdict' says '^ok [0-9]+ - no_memory_is_lost: .* # SKIP no verdict' $without_ptrace --format tap
check 'FORMAT=junit, too' says '<skipped message="no verdict' $without_ptrace --format junit
check 'FORMAT=json gives it no points of none' \
    says '^ *,?\{"tags":\["core"\],"name":"[^"]*","number":"[0-9.]+","visibility":"visible","output":"No verdict[^{}]*"extra_data":\{"test":"no_memory_is_lost"[^{}]*\}\},?$' $without_ptrace --format json
check 'and says that the grade is no final one' says "\"output\": \"This grade is not final; $incomplete.\"" $without_ptrace --format json
check 'FORMAT=autolab gives no score' says '^\{"scores": \{\}\}$' $without_ptrace --format autolab
check 'a test that needs no sanitizer has its verdict all the same' fails_with 0 $without_ptrace --only fewer_images_than_workers

# Limits that are too small: one line, and no verdict.
refuses() {
    limit=$1
    shift
    case $limit in -u*) ;; *) set -- sh -c "ulimit $limit && exec \"\$@\"" sh "$@" ;; esac
    "$@" >"$log.out" 2>"$log.err"
    status=$?
    cat "$log.out" "$log.err"
    [ $status = 3 ] && [ ! -s "$log.out" ] && [ "$(wc -l <"$log.err")" = 1 ] && grep -q "^nothing is tested: ulimit ${limit% *} allows" "$log.err"
}
for limit in '-n 200' '-v 4000000' '-t 60'; do
    check "ulimit $limit: nothing is tested, and one line says why" refuses "$limit" $(suite)
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
[ "$(id -u)" != 0 ] || check 'a /dev/shm of 2 MiB costs no point where programs have one of their own' \
    little_shared_memory '^processes: 100 of 100 points' $(suite)
[ "$(id -u)" != 0 ] || check 'and where they have not, nothing is tested' \
    fails_with 3 little_shared_memory '^nothing is tested: /dev/shm has [0-9]+ MiB left' build/self/container $(suite)
rm -f "$log.out" "$log.err"
finish
