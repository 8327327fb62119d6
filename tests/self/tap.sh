# tap.sh - checks that print the Test Anything Protocol. The scripts in this directory source it.
checked=0
failed=0
# The same random numbers each time, so that the kit's tests are repeatable; make check SEED=n tries others.
seed=${SEED:-1}
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM

# check SENTENCE COMMAND... - one check: does the command succeed? Its output is shown where it does not. With ONLY=words
# those without these words are passed over, which is for checks that need none of those before them.
check() {
    sentence=$1
    shift
    case $sentence in *"${ONLY:-}"*) ;; *) return ;; esac
    checked=$((checked + 1))
    if "$@" >"$log" 2>&1; then
        echo "ok - $sentence"
    else
        failed=$((failed + 1))
        # In one piece, since other checks may run beside this one.
        printf 'not ok - %s\n%s\n' "$sentence" "$(sed 's/^/#   /' "$log")"
    fi
}

# fails_with STATUS COMMAND... - the command must end with this exit status.
fails_with() {
    due=$1
    shift
    "$@"
    seen=$?
    [ "$seen" = "$due" ] || { echo "exit status $seen, not $due"; return 1; }
}

# says PATTERN COMMAND... - its output must match, whatever its exit status.
says() {
    pattern=$1
    shift
    "$@" >"$log.said" 2>&1
    grep -E -q -- "$pattern" "$log.said"
    found=$?
    [ $found = 0 ] || { echo "no line matches $pattern in:"; cat "$log.said"; }
    rm -f "$log.said"
    return $found
}

# none_runs_from DIRECTORY - no process has its program there; a command line may not tell.
none_runs_from() {
    ! find /proc/[0-9]*/exe -lname "$1/*" -printf '%p: %l\n' 2>/dev/null | grep .
}

# none_in_session SESSION - no process of it is left. A zombie has ended, and waits for init where its parent has, too.
none_in_session() {
    ! pgrep -a -r DRSTt -s "$1"
}

# soon COMMAND... - it must succeed, now or within a minute: what is killed may have to wait for a processor to die on.
soon() {
    for attempt in $(seq 600); do
        output=$("$@" 2>&1) && return
        sleep 0.1
    done
    echo "$output"
    return 1
}

finish() {
    echo "1..$checked"
    [ "$failed" = 0 ]
}
