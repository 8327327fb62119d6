#!/bin/sh
# measuring.sh - problems while the report measures: programs that crash or hang, an interrupt, a full disk.
. tests/self/tap.sh
. tests/self/copy.sh
copy_tree
copy_build
rm -rf report/data
rows=report/data/unfinished/measurements.csv
race=report/data/unfinished/course-near.csv

# One program crashes, one hangs; the others must still be measured.
printf '#!/bin/sh\nkill -SEGV $$\n' >build/solutions/hybrid/hybrid
printf '#!/bin/sh\nexec sleep 1000\n' >build/solutions/processes/processes

# interrupt_at PATTERN ROWS OPTION... - interrupt a run once it has printed a matching line and the file ROWS exists.
interrupt_at() {
    pattern=$1
    awaited=$2
    shift 2
    : >said # discard the output of an earlier run
    build/report/report --profile rehearsal "$@" >said 2>&1 &
    report=$!
    until grep -q "$pattern" said && [ -s $awaited ] || ! kill -0 $report 2>/dev/null; do sleep 0.05; done
    kill -INT $report
    wait $report
}

# Whether a process started here is still running.
left_running() {
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/cwd")" = "$copy" ] || continue
        case $(readlink "$process/exe") in */mock_server | */sleep | */build/*) echo "$process"; return 1 ;; esac
    done
}

whole_rows() {
    awk -F, 'NF != 21 { print "not whole: " $0; bad = 1 } END { exit bad || NR < 2 }' "$1"
}

check 'an interrupt gives the status of an interrupt' fails_with 130 interrupt_at 'cycle 1' $rows
check 'an interrupt reports the kept measurements' grep -qE 'kept [0-9]+ of [0-9]+' said
check 'an interrupt keeps complete rows' whole_rows $rows
check 'nothing is left running' left_running
check 'an interrupt leaves no complete data' test ! -e report/data/measurements.csv

interrupt_at 'cycle 1' $rows --seed 2
check 'another seed starts a new run, and says why' grep -q 'new run.* seed' said
echo >>build/solutions/threads/threads
interrupt_at 'cycle 1' $rows --seed 2
check 'another program starts a new run' grep -q 'new run.* programs' said
interrupt_at 'cycle 1' $rows --seed 2 --fresh
check 'FRESH=1 resumes nothing' fails_with 1 grep -q 'resuming' said

# Rows cannot be written, as on a full disk.
before=$(sha256sum <$rows)
ln -s /dev/full $rows.part
check 'a full disk ends the run with an error' fails_with 1 sh -c \
    'build/report/report --profile rehearsal --seed 2 >said 2>&1'
check 'it reports the full disk' grep -q 'No space left' said
check 'a full disk keeps the rows before' test "$before" = "$(sha256sum <$rows)"
check 'reports in one line that images do not fit' says 'no space left for 20 images' \
    bwrap --dev-bind / / --size 262144 --tmpfs /dev/shm build/report/report --profile rehearsal --seed 2

# The run was killed while it wrote a row.
whole=$(wc -l <$rows)
printf 'workers,threads,5' >>$rows
interrupt_at 'cycle' $rows --seed 2
check 'a truncated row costs no other row' sh -c "grep -q 'rows before it are kept' said && [ $(wc -l <$rows) -ge $whole ]"
head -n $whole $rows >first
interrupt_at 'a race' $race --seed 2
check 'the next run resumes' grep -qE 'resuming .* [0-9]+ of [0-9]+' said
check 'rows of a comparison with peers are kept' whole_rows $race
cp $race first_race
check 'a resumed run ends normally' build/report/report --profile rehearsal --seed 2
check 'a resumed run is complete' test ! -e report/data/unfinished -a -s report/report.html
check 'the data include the rows before the interrupt' cmp -n "$(stat -c %s first)" first report/data/measurements.csv
check "the data include the comparison's rows before the interrupt" cmp -n "$(stat -c %s first_race)" first_race report/data/courses/near.csv
check 'the rows are complete' whole_rows report/data/measurements.csv
check 'the data have each measurement once' test -z "$(cut -d, -f1-8 report/data/measurements.csv | sort | uniq -d)"
check 'a crash becomes a row that says so' grep -q '^workers,hybrid,.*,Segmentation fault$' report/data/measurements.csv
check 'a hang becomes a row that says so' grep -q '^workers,processes,.*,not done after 1[0-9] s$' report/data/measurements.csv
check 'leaves a program out after two hangs' grep -q ',processes,.*,left out' report/data/measurements.csv
check 'waits for the deadline twice' test "$(grep -c ',not done after' report/data/measurements.csv)" = 2
check 'measures the other programs' test "$(grep -c '^work,\(threads\|async\),.*,ok$' report/data/measurements.csv)" -ge 8
tr '\n' ' ' <report/report.html >page
check 'the page names the crash' grep -q 'hybrid failed in every cycle: Segmentation fault' page
check 'the page names the hang' grep -qE 'processes failed in every cycle: (not done|left out: .* was late)' page

# Interrupt only make, as from a script: a shell's background commands ignore SIGINT.
interrupt_make() {
    : >said
    env --default-signal=INT make report PROFILE=rehearsal >said 2>&1 &
    make=$!
    until grep -q 'cycle 1' said || ! kill -0 $make 2>/dev/null; do sleep 0.05; done
    kill -INT $make
    wait $make
}
check 'an interrupt of make alone ends the run' fails_with 130 interrupt_make
check 'an interrupt of make alone keeps the measurements' grep -qE 'kept [0-9]+ of [0-9]+' said
check 'an interrupt of make alone leaves nothing running' left_running

all_explained() {
    for file in report/data/*; do
        name=$(basename "$file")
        grep -q "^## \`$name\`" report/data.md || { echo "$name is not explained"; return 1; }
        case $name in *.csv) ;; *) continue ;; esac
        for column in $(head -1 "$file" | tr , ' '); do
            awk -v head="## \`$name\`" '/^## / { inside = $0 == head } inside' report/data.md |
                grep -q "^| [^|]*\`$column\`" || { echo "$name: $column is not explained"; return 1; }
        done
    done
}
check 'data.md explains each file and each column' all_explained
finish
