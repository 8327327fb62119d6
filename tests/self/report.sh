#!/bin/sh
# report.sh - a quick report, made in a copy of the tree: do page and document hold what they must?
. tests/self/tap.sh
. tests/self/copy.sh
copy_tree
copy_build

pages() {
    pdftotext -layout report/report.pdf - 
}

check 'make report PROFILE=quick ends well' make report PROFILE=quick
check 'and leaves both documents' test -s report/report.pdf -a -s report/report.html
pages >text
for strategy in sequential threads processes async hybrid; do
    check "the document has rows of $strategy" grep -qE "^ *$strategy .*[0-9]\.[0-9]" text
done
# Peers that are not installed are named; this one is the kit's own.
check 'a client without libcurl is compared with them' grep -qE '^ *C without libcurl .*[0-9]\.[0-9]' text
tables=$(grep -cE '^ *Table [0-9]+\.' text)
figures=$(grep -cE '^ *Figure [0-9]+\.' text)
check 'it has tables, with captions' test "$tables" -ge 3
check 'it has figures, with captions' test "$figures" -ge 3
check 'no name of a fact and no number that is none is left in it' fails_with 1 grep -nE '\$[a-z]|[a-z]\$|\bnan\b|\binf\b' text
check 'its fonts are embedded' fails_with 1 sh -c \
    "pdffonts report/report.pdf | tail -n +3 | awk '{ print \$(NF - 4) }' | grep -v yes"
check 'the text is set in PT Serif' sh -c 'pdffonts report/report.pdf | grep -q PTSerif'
check 'the page holds as many figures' test "$(grep -c '<figure' report/report.html)" -eq "$figures"
check 'the page needs no other file' fails_with 1 grep -oE '(src|href)="(https?:|[^#"d])[^"]*"' report/report.html

for width in 360 1200; do
    check "in Chromium, $width pixels wide, all is seen, and the console is silent" sh tests/self/page.sh report/report.html $width
done

check 'the heads of its tables say what they are heads of' fails_with 1 grep -E '<th( style[^>]*)?>' report/report.html
check 'text stays text in its figures' sh -c "grep -q '<text' build/report/document/strip.svg"

cp report/report.pdf first.pdf
cp report/report.html first.html
check 'the same data make the same documents' sh -c \
    'build/report/report --from-data && cmp report/report.pdf first.pdf && cmp report/report.html first.html'
exec 9<>build/report/lock
flock 9
check 'two reports at once are refused' says 'already making a report here' build/report/report --from-data
exec 9>&-
check 'a profile that is none is refused' fails_with 2 build/report/report --profile swift

# Without LuaLaTeX: everything else on the path, but not that.
mkdir path
ln -s /usr/bin/* path/ 2>/dev/null
rm -f path/lualatex path/luatex path/luahbtex
without_lualatex() {
    env PATH="$PWD/path" build/report/report --from-data >said 2>&1 || { cat said; return 1; }
}
check 'without LuaLaTeX the page is made all the same' without_lualatex
check 'and what the document needs is named' grep -q 'texlive-luatex' said
check 'and that the older PDF is gone' grep -q 'removed report/report.pdf' said
head -n -1 report/data/measurements.csv >short
cp report/data/measurements.csv whole
cp short report/data/measurements.csv
check 'a file that was cut short is refused' says 'expected [0-9]* rows, got' build/report/report --from-data
cp whole report/data/measurements.csv
# As in a handout where the first lab alone is green.
sed -i -E '/^([a-z]+,)?(threads|processes|async|hybrid),/d' report/data/*.csv
sed -i 2,\$d report/data/courses/courses.csv
for file in measurements:measurement memory:memory requests:request flight:flight; do
    rows=$(($(wc -l <report/data/${file%:*}.csv) - 1))
    sed -i "s/^${file#*:}_rows,.*/${file#*:}_rows,\"$rows\"/" report/data/facts.csv
done
check 'one download at a time is a report alone' without_lualatex
check 'which has nothing to compare it with' sh -c "tr '\n' ' ' <report/report.html | grep -q 'nothing to compare it with'"
rm -f path/gnuplot
check 'without gnuplot it says what to install, and ends' says 'make setup report' env PATH="$PWD/path" build/report/report --from-data
finish
