#!/bin/sh
# grade.sh - grade a class: right, wrong and hostile submissions in every layout. A batch that is killed continues, and the same
# class gets the same grades.
. tests/self/tap.sh
root=$(mktemp -d) || exit 2
trap 'rm -rf "$root" "$log"' EXIT
class="$root/the class" right=solutions/sequential/sequential.c
unset MAKEFLAGS MAKELEVEL MFLAGS

# --- A class ---

put() { # SOURCE PLACE
    mkdir -p "$(dirname "$class/$2")" && cp "$1" "$class/$2"
}
# Files of a handout do not belong to the student.
put $right 'Анна Петрова/мой код/sequential.c'
put tests/variants/sequential/recursion.c 'Анна Петрова/labs/kit/skeletons/sequential.c'
put tests/variants/sequential/recursion.c 'Анна Петрова/build/x/sequential.c'
put tests/variants/sequential/core.c 'Boris Ivanov_12_assignsubmission_file_/sequential.c'
put tests/self/attacks/exits-at-once.c 'eve@example.org_10_sequential.c'
put $right 'eve@example.org_9_sequential.c'
mkdir "$root/files" && cp tests/mutants/sequential/connection-not-kept.c "$root/files/sequential.c"
(cd "$root/files" && zip -q "$class/Wrong, but \"zipped\".zip" sequential.c)
mkdir -p "$class/submission_7" && echo 'no C' >"$root/files/sequential.c" && (cd "$root/files" && tar -czf "$class/submission_7/work.tgz" sequential.c)
echo 'not C' >"$class/submission_7/threads.c"
printf '%s\n' '---' 'submission_7:' '  :submitters:' "  - :name: '=Зоя'" "    :sid: '1'" >"$class/submission_metadata.yml"

echo 'not C' >"$root/files/sequential.c"
(cd "$root/files" && tar -Pczf "$class/outside.tar.gz" --transform "s,^,../../../../../..$root/outside/," sequential.c)
ln -s /etc/passwd "$root/files/hybrid.c" && ln -sf /etc/passwd "$root/files/sequential.c"
tar -cf "$class/link.tar" -C "$root/files" sequential.c hybrid.c
mkdir "$class/linked" && ln -s "$PWD/$right" "$class/linked/sequential.c"
mkdir -p "$class/piped" && mkfifo "$class/piped/sequential.c"
put $right two/a/sequential.c && put tests/variants/sequential/core.c two/b/sequential.c
mkdir "$class/nothing" && : >"$class/empty.zip" && head -c 5000 /dev/urandom >"$class/broken.zip" && : >"$class/rare.rar"
truncate -s 100M "$root/files/zeros" && tar -czf "$class/bomb.tar.gz" -C "$root/files" zeros "--transform=s,zeros,sequential.c,"

grade() { # GRADES OPTION...
    grades=$root/$1
    shift
    make grade SUBMISSIONS="$class" GRADES="$grades" LAB=sequential SEED=7 "$@"
}
# row PATTERN - a student has this grade: the row begins with PATTERN.
row() {
    [ "$(grep -cE "^$1" "$root/first/grades.csv")" = 1 ] || { cat "$root/first/grades.csv"; return 1; }
}

# --- Killed and continued ---

results() {
    ls "$root/first/results" 2>/dev/null | grep -vE 'new|error'
}
has_results() {
    [ -n "$(results)" ]
}
killed_in_between() {
    grade first JOBS=1 >"$root/said" 2>&1 &
    soon has_results || { cat "$root/said"; return 1; }
    kill -9 $!
    early=$(results | head -n 1)
    cp -p "$root/first/results/$early" "$root/early"
    [ ! -e "$root/first/grades.csv" ] || { echo 'the batch ended too early'; return 1; }
    soon none_runs_parallel
}
none_runs_parallel() {
    ! pgrep -f "joblog \+$root" >/dev/null
}
check 'a batch that is killed ends' killed_in_between
check 'the same command continues' grade first JOBS=1
kept() {
    [ ! "$root/first/results/$early" -nt "$root/early" ] && cmp "$root/first/results/$early" "$root/early"
}
check 'does not grade a file again' kept
# Two machines with separate processes; the second is lost while it grades. Both find the kit in the same directory.
port=$((20000 + $$ % 20000))
machine() { # NUMBER
    printf '%s\n' "Port $((port + $1))" 'ListenAddress 127.0.0.1' "HostKey $root/hostkey" "AuthorizedKeysFile $root/key.pub" \
        'StrictModes no' 'UsePAM no' 'PidFile none' 'MaxStartups 50' >"$root/machine-$1"
    echo "1/ssh -i $root/key -p $((port + $1)) -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR $(id -un)@127.0.0.1" >>"$root/hosts"
    exec bwrap --dev-bind / / --unshare-pid --die-with-parent --proc /proc "$(command -v sshd || echo /usr/sbin/sshd)" -D -e -f "$root/machine-$1" >"$root/machine-$1.said" 2>&1
}
ssh-keygen -q -t ed25519 -N '' -f "$root/key" && ssh-keygen -q -t ed25519 -N '' -f "$root/hostkey"
[ "$(id -u)" != 0 ] || mkdir -p /run/sshd
machine 1 &
machines=$!
machine 2 &
lost=$!
trap 'kill $machines $lost 2>/dev/null; rm -rf "$root" "$log"' EXIT
grades_on_two() {
    soon grep -qi listening "$root/machine-1.said" && soon grep -qi listening "$root/machine-2.said" || return 1
    grade second JOBS=1 HOSTS="$root/hosts" >"$root/said" 2>&1 &
    batch=$!
    soon [ -s "$root/second/jobs.tsv" ] && grep "$((port + 2))" "$root/second/hosts" && kill -9 $lost || { cat "$root/said"; return 1; }
    wait $batch || { cat "$root/said"; return 1; }
}
check 'two machines grade the class, and one is lost' grades_on_two
check 'the grades are equal, byte for byte' cmp "$root/first/grades.csv" "$root/second/grades.csv"

# As Slurm would: each task of the array on its own, in the directory and with the environment that it was submitted with.
slurm_grades() {
    mkdir "$root/bin" && cat >"$root/bin/sbatch" <<'END' && chmod +x "$root/bin/sbatch"
#!/bin/sh
for option; do
    case $option in --array=1-*) last=${option#--array=1-} last=${last%"%"*} ;; esac
    script=$option
done
for task in $(seq "$last"); do SLURM_ARRAY_TASK_ID=$task "$script" || exit 1; done
END
    rm "$root/second/results/$early" "$root/second/grades.csv" && PATH=$root/bin:$PATH grade second SLURM=1 JOBS=1 && cmp "$root/first/grades.csv" "$root/second/grades.csv"
}
check 'an array of Slurm grades the same, to the byte' slurm_grades

# --- Every grade as it must be ---

check 'a solution, below a folder in Cyrillic letters' row '"Анна Петрова",sequential,100,10,'
check 'a variant, in a folder of Moodle' row '"Boris Ivanov_12",sequential,100,0,'
check 'a mutant, in a zip' row '"Wrong, but ""zipped""",sequential,[0-9]{1,2},[0-9]'
check "an archive in a folder of Gradescope's, whose list has a formula as a name" row "\"'=Зоя\",sequential,0,0,[0-9a-f]{64},"
check "an attack, the last of Autolab's attempts" row '"eve@example.org",sequential,0,0,'
check 'a file that does not compile, from an archive with paths that lead outside' row '"outside",sequential,0,0,[0-9a-f]{64},'
no_file_outside() {
    [ ! -e "$root/outside" ]
}
check 'writes nothing outside' no_file_outside
for student in link linked piped two nothing empty broken rare.rar bomb; do
    check "no grade, and a reason: $student" row "\"$student\",sequential,,,,[^,]*,,\"[a-z0-9].*\"$"
done
pages() {
    for student in "Анна Петрова" bomb "Wrong, but &quot;zipped&quot;" "=Зоя"; do
        grep -qF ">$student<" "$root/first/index.html" || { echo "the page of the class lacks $student"; return 1; }
    done
    [ "$(ls "$root/first/pages" | wc -l)" = 15 ] && ! grep -l "but \"zipped" "$root/first/index.html" "$root/first/pages/"*
}
check "writes a page for the class, and one for each student" pages
check 'the page of a mutant shows the run that failed' grep -q 'src="data:image/svg+xml;base64,' "$root/first/pages/"*
check 'writes no other row' [ "$(wc -l <"$root/first/grades.csv")" = 16 ]
finish
