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
check 'the strategies are held against other programs' grep -q 'Against other programs' text
check 'among them a client without libcurl' grep -qE '^ *C without libcurl .*[0-9]\.[0-9]' text
check 'it says which peers there are, or are not' grep -qE '(Peers|Not installed, and so not measured):' text
tables=$(grep -cE '^ *Table [0-9]+\.' text)
figures=$(grep -cE '^ *Figure [0-9]+\.' text)
check 'it has tables, with captions' test "$tables" -ge 3
check 'it has figures, with captions' test "$figures" -ge 3
check 'no placeholder and no number that is none is left in it' fails_with 1 grep -nE '\{\{|\}\}|\bnan\b|\binf\b' text
check 'its fonts are embedded' fails_with 1 sh -c \
    "pdffonts report/report.pdf | tail -n +3 | awk '{ print \$(NF - 4) }' | grep -v yes"
check 'the text is set in PT Serif' sh -c 'pdffonts report/report.pdf | grep -q PTSerif'
check 'the page holds as many figures' test "$(grep -c '<figure' report/report.html)" -eq "$figures"
check 'the page needs no other file' fails_with 1 grep -oE '(src|href)="(https?:|[^#"d])[^"]*"' report/report.html

for width in 360 1200; do
    check "in Chromium, $width pixels wide, all is seen, and the console is silent" sh tests/self/page.sh report/report.html $width
done

cp report/report.pdf first.pdf
check 'the same data make the same document' sh -c \
    'build/report/report --from-data && cmp report/report.pdf first.pdf'
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
# As in a handout where the first lab alone is green.
sed -i -E '/^([a-z]+,)?(threads|processes|async|hybrid),/d' report/data/*.csv report/data/courses/*.csv
check 'one download at a time is a report alone' without_lualatex
check 'which has nothing to compare it with' sh -c "tr '\n' ' ' <report/report.html | grep -q 'Nothing else has a time'"
rm -f path/gnuplot
check 'without gnuplot it says what to install, and ends' says 'make setup report' env PATH="$PWD/path" build/report/report --from-data
finish
