#!/bin/sh
# grade.sh LAB... - grade the class in $SUBMISSIONS into $GRADES. Existing results are kept, so an interrupted batch
# continues. GNU parallel runs the jobs.
fail() {
    echo "make grade: $*" >&2
    exit 1
}
is_number() {
    case $1 in '' | *[!0-9]* | 0*) return 1 ;; esac
}

[ -n "$SUBMISSIONS" ] || fail 'SUBMISSIONS is missing: make grade SUBMISSIONS=directory'
[ -d "$SUBMISSIONS" ] || fail "SUBMISSIONS=$SUBMISSIONS is not a directory; unpack the export of the class first"
for setting in "JOBS=${JOBS:=$(nproc)}" "REGRADE=${REGRADE:=1}" "SEED=${SEED:-1}"; do
    is_number "${setting#*=}" || fail "${setting%%=*}: expected a whole number of at least 1, got \"${setting#*=}\""
done
for program in parallel bwrap setpriv sim_c; do
    command -v $program >/dev/null || fail "$program is not installed: make setup grade installs what is missing"
done
if [ -n "$SLURM" ]; then
    [ -z "$HOSTS" ] || fail 'SLURM=1 and HOSTS= exclude each other: Slurm knows its machines'
    command -v sbatch >/dev/null || fail 'sbatch is not installed: SLURM=1 needs a machine from which Slurm takes jobs'
fi
if [ -n "$HOSTS" ]; then
    [ -r "$HOSTS" ] || fail "cannot read HOSTS=$HOSTS; expected a file with a line for each machine"
    command -v rsync >/dev/null || fail 'rsync is not installed: make setup grade installs what is missing'
fi
bwrap --unshare-all --ro-bind / / true || fail 'bubblewrap does not work here, and a class is only graded in its sandbox'

export SANDBOX=1
unset FORMAT
MAKEFLAGS=$(printf '%s' "${MAKEFLAGS:-}" | sed 's/^\([a-zA-Z]*\)q/\1/')
export MAKEFLAGS
flock -o build/lock ${MAKE:-make} -s grade-tools >&2 || fail 'cannot build the grading programs'
root=${GRADES:=grades}
case $(realpath -m "$root")/ in "$(realpath "$SUBMISSIONS")"/*) fail "GRADES=$GRADES lies in SUBMISSIONS: give a directory elsewhere" ;; esac
mkdir -p "$root" build/grade/tmp build/grade/parallel && root=$(realpath "$root") && exec 9>"$root/lock" || fail "cannot write to $GRADES"
flock -w 30 9 || fail "another make grade is running in $GRADES"
if [ -z "$SEED" ]; then
    [ -s "$root/seed" ] || { od -An -N4 -tu4 /dev/urandom | tr -d ' ' >"$root/seed.new" && sync "$root/seed.new" && mv "$root/seed.new" "$root/seed"; } || exit 1
    SEED=$(cat "$root/seed")
fi
VERSION=$(tests/handout/version.sh | tr ' ' +)
[ -z "$(git status --porcelain -- Makefile mk labs/kit tests mock_server 2>/dev/null)" ] || VERSION=$VERSION+changed
export GRADES VERSION

# The shell for the jobs; the teacher's settings for parallel do not apply.
export PARALLEL_SHELL=/bin/sh PARALLEL_HOME="$PWD/build/grade/parallel"
unset PARALLEL
# reach HOST COMMAND - run COMMAND on HOST, a line of the file in HOSTS: "[n/]user@machine", or "[n/]ssh -p 2200 user@machine".
reach() {
    login=${1#[0-9]*/}
    case $login in ssh*) ;; *) login="ssh $login" ;; esac
    $login -o BatchMode=yes -o ConnectTimeout=10 "$2" </dev/null
}
progress=
[ ! -t 2 ] || progress=--eta

# Write to $root/hosts the machines that answer and have this version of the kit in the same place. They grade.
find_hosts() {
    : >"$root/hosts"
    while read -r host; do
        case $host in '' | '#'*) continue ;; esac
        if ! there=$(reach "$host" "cd '$PWD' && make -s grade-tools >&2 && tests/handout/version.sh"); then
            echo "left out $host: it cannot be reached, or has no working kit in $PWD" >&2
        elif [ "$(echo "$there" | tr ' ' +)" != "${VERSION%+changed}" ]; then
            echo "left out $host: it has another version of the kit" >&2
        else
            echo "$host" >>"$root/hosts"
        fi
    done <"$HOSTS"
    [ -s "$root/hosts" ] || fail "no machine in HOSTS=$HOSTS can grade"
}

# As one array of Slurm: each task takes every so-many-th job, since a site allows about a thousand tasks. JOBS at once.
run_array() {
    jobs=$(wc -l <"$GRADES/jobs")
    STRIDE=$((jobs < 500 ? jobs : 500))
    export STRIDE
    sbatch --wait --quiet --array="1-$STRIDE%$JOBS" --chdir="$PWD" --export=ALL tests/grade/array.sh 9>&-
    [ $? -lt 128 ] || return 130
}

# run_jobs - run those in $GRADES/jobs. A job that fails leaves no result, and has no other effect.
run_jobs() {
    [ -z "$SLURM" ] || { run_array; return; }
    settings=
    set --
    if [ -n "$HOSTS" ]; then
        find_hosts
        # A name without blanks for a place below the kit, here and on each machine.
        place=build/grade/class-$(printf %s "$GRADES" | cksum | cut -d ' ' -f 1)
        ln -sfn "$GRADES" "$place" || return 1
        settings="GRADES=$place VERSION=$VERSION"
        set -- --sshloginfile "$root/hosts" --retries 3 --workdir "$PWD/$place" \
            --transferfile "$PWD/$place/./submissions/{1}/{2}.c" --return "$PWD/$place/./results/{1}-{2}" \
            cd "$PWD" '&&'
    fi
    setpriv --pdeathsig KILL parallel --will-cite --jobs "$JOBS" $progress --tmpdir build/grade/tmp --colsep '\t' \
        --joblog "+$GRADES/jobs.tsv" "$@" exec env $settings tests/grade/one.sh '{1}' '{2}' '{3}' '{4}' <"$GRADES/jobs" 9>&-
    [ $? -lt 128 ] || return 130
}

# grade_class SEED ORDER [SECRET] - grade into $GRADES. A batch ends with this script; jobs that have begun still finish and leave
# their results.
grade_class() {
    mkdir -p "$GRADES/results" "$GRADES/submissions" "$GRADES/pages" || return 1
    build/tests/grade/collect "$SUBMISSIONS" "$GRADES" build/skeletons "$1" "$LAB" ${3:+"$3"} || return 1
    # A machine that was lost may not have returned its results: then the others grade those files.
    rounds=1
    [ -z "$HOSTS$SLURM" ] || rounds='1 2 3'
    for round in $rounds; do
        build/tests/grade/grades todo "$GRADES" "$VERSION" >"$GRADES/todo" || return 1
        echo "$(wc -l <"$GRADES/todo") of $(wc -l <"$GRADES/class.tsv") to grade, $JOBS at once" >&2
        [ -s "$GRADES/todo" ] || return 0
        $2 "$GRADES/todo" >"$GRADES/jobs"
        run_jobs || return
    done
}

# Pairs of files with this percentage of equal tokens. sim_c compares each file with each.
similar=70
find_similar() {
    for lab in $(cut -f 3 "$root/class.tsv" | sort -u); do
        rm -rf "$root/similar/$lab" && mkdir -p "$root/similar/$lab" &&
            build/tests/grade/grades similar "$root" "$VERSION" "$lab" "build/skeletons/$lab/$lab.c" "$root/similar/$lab" || return 1
        (cd "$root/similar/$lab" && find . -name "*.c" -printf "%f\n" | sort | timeout 300 sim_c -i -p -e -s -T -t $similar) >"$root/similar-$lab" ||
            echo "sim_c could not compare the files of $lab" >&2
    done
}

trap 'exit 130' INT
GRADES=$root
rm -f "$root/regrade.txt"
# With the seeds of the handouts that students got, where they got their own; again with others.
[ -e "${SECRET:=students.secret}" ] || SECRET=
grade_class "$SEED" cat "$SECRET" || exit
build/tests/grade/grades table "$root" "$VERSION" || exit
find_similar || exit
build/tests/grade/grades pages "$root" "$VERSION" || exit
set -- "$root"
for run in $(seq 2 "$REGRADE"); do
    GRADES=$root/again-$run
    grade_class "$SEED/$run" shuf >"$root/again.log" || exit
    set -- "$@" "$GRADES"
done
[ "$REGRADE" != 1 ] || exit 0
# The certificate stands in the teacher's page, too.
build/tests/grade/grades compare "$VERSION" "$@" >"$root/regrade.new"
moved=$?
cat "$root/regrade.new"
mv "$root/regrade.new" "$root/regrade.txt" && build/tests/grade/grades pages "$root" "$VERSION" >/dev/null || exit
exit $moved
