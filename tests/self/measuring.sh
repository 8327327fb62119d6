#!/bin/sh
# measuring.sh - what goes wrong while the report measures: programs that crash or hang, an interrupt, a full disk.
. tests/self/tap.sh
. tests/self/copy.sh
copy_tree
copy_build
rm -rf report/data
rows=report/data/unfinished/measurements.csv
race=report/data/unfinished/course-near.csv

# One crashes, one hangs; the others must be measured all the same.
printf '#!/bin/sh\nkill -SEGV $$\n' >build/solutions/hybrid/hybrid
printf '#!/bin/sh\nexec sleep 1000\n' >build/solutions/processes/processes

# interrupt_at PATTERN ROWS OPTION... - a run, interrupted once a line that it has said matches, and the file ROWS is there.
interrupt_at() {
    pattern=$1
    awaited=$2
    shift 2
    : >said # what an earlier run has said must not be taken for this one's
    build/report/report --profile rehearsal "$@" >said 2>&1 &
    report=$!
    until grep -q "$pattern" said && [ -s $awaited ] || ! kill -0 $report 2>/dev/null; do sleep 0.05; done
    kill -INT $report
    wait $report
}

# Has anything stayed that was started here?
left_running() {
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/cwd")" = "$copy" ] || continue
        case $(readlink "$process/exe") in */mock_server | */sleep | */build/*) echo "$process"; return 1 ;; esac
    done
}

whole_rows() {
    awk -F, 'NF != 21 { print "not whole: " $0; bad = 1 } END { exit bad || NR < 2 }' "$1"
}

check 'an interrupt ends it as an interrupt does' fails_with 130 interrupt_at 'cycle 1' $rows
check 'it says that what was measured is kept' grep -qE 'kept [0-9]+ of [0-9]+' said
check 'and so it is, in whole rows' whole_rows $rows
check 'nothing is left running' left_running
check 'no data are claimed to be complete' test ! -e report/data/measurements.csv

interrupt_at 'cycle 1' $rows --seed 2
check 'another seed begins afresh, and says why' grep -q 'afresh.* seed' said
echo >>build/solutions/threads/threads
interrupt_at 'cycle 1' $rows --seed 2
check 'and so does another program' grep -q 'afresh.* programs' said
interrupt_at 'cycle 1' $rows --seed 2 --fresh
check 'FRESH=1 does not go on' fails_with 1 grep -q 'resuming' said

# The rows cannot be written, as if the disk were full.
before=$(sha256sum <$rows)
ln -s /dev/full $rows.part
check 'on a full disk it ends with an error' fails_with 1 sh -c \
    'build/report/report --profile rehearsal --seed 2 >said 2>&1'
check 'it says so' grep -q 'No space left' said
check 'and what was kept before is still there' test "$before" = "$(sha256sum <$rows)"
check 'no place for the images is one clear line' says 'no space left for 20 images' \
    bwrap --dev-bind / / --size 262144 --tmpfs /dev/shm build/report/report --profile rehearsal --seed 2

# Killed while it wrote a row.
whole=$(wc -l <$rows)
printf 'workers,threads,5' >>$rows
interrupt_at 'cycle' $rows --seed 2
check 'half a row does not cost those before it' sh -c "grep -q 'rows before it are kept' said && [ $(wc -l <$rows) -ge $whole ]"
head -n $whole $rows >first
interrupt_at 'a race' $race --seed 2
check 'the next run goes on' grep -qE 'resuming .* [0-9]+ of [0-9]+' said
check 'a race is kept, too' whole_rows $race
cp $race first_race
check 'and gone on with, to the end' build/report/report --profile rehearsal --seed 2
check 'and is complete' test ! -e report/data/unfinished -a -s report/report.html
check 'what was measured before is part of it' cmp -n "$(stat -c %s first)" first report/data/measurements.csv
check 'and so are those of the race' cmp -n "$(stat -c %s first_race)" first_race report/data/courses/near.csv
check 'its rows are whole' whole_rows report/data/measurements.csv
check 'each measurement is there once' test -z "$(cut -d, -f1-8 report/data/measurements.csv | sort | uniq -d)"
check 'a crash is a row that says so' grep -q '^workers,hybrid,.*,Segmentation fault$' report/data/measurements.csv
check 'and a hang is one' grep -q '^workers,processes,.*,not done after 1[0-9] s$' report/data/measurements.csv
check 'after two of them the program is left alone' grep -q ',processes,.*,left out' report/data/measurements.csv
check 'the deadline was waited for twice' test "$(grep -c ',not done after' report/data/measurements.csv)" = 2
check 'the others were measured' test "$(grep -c '^work,\(threads\|async\),.*,ok$' report/data/measurements.csv)" -ge 8
tr '\n' ' ' <report/report.html >page
check 'the page says what crashed' grep -q 'hybrid failed in every cycle: Segmentation fault' page
check 'and what hung' grep -qE 'processes failed in every cycle: (not done|left out: .* was late)' page

# make alone is interrupted, as by a script: a shell ignores SIGINT for what it starts in the background.
interrupt_make() {
    : >said
    env --default-signal=INT make report PROFILE=rehearsal >said 2>&1 &
    make=$!
    until grep -q 'cycle 1' said || ! kill -0 $make 2>/dev/null; do sleep 0.05; done
    kill -INT $make
    wait $make
}
check 'an interrupt of make alone ends it, too' fails_with 130 interrupt_make
check 'and what was measured is kept' grep -qE 'kept [0-9]+ of [0-9]+' said
check 'and nothing is left running' left_running

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
check 'each file of data is explained, and each of its columns' all_explained
finish
