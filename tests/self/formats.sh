#!/bin/sh
# formats.sh - check that programs can read a grade, whatever a submission makes the compiler print, and that the grade is 0
# without a program.
. tests/self/tap.sh
. tests/self/copy.sh
copy_tree
copy_build
valid=$tree/build/self/valid
formats='json junit tap autolab prairielearn text'

# valid_grade LAB POINTS - check every format, for a whole suite and for one test.
valid_grade() {
    for format in $formats; do
        make test LAB="$1" FORMAT=$format >document 2>said
        { [ $format != junit ] || xmllint --noout --schema tests/self/junit.xsd document >said 2>&1; } &&
            "$valid" $format "$2" <document || { echo "FORMAT=$format:"; cat document said; return 1; }
        ! grep -qE '^[[:blank:]]*::|##[[:alnum:]._-]*\[' document said || { echo 'a build server would obey it'; return 1; }
        ! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]\|\342\200[\250-\256]')" document said || { echo 'a terminal would obey it'; return 1; }
        iconv -f UTF-8 -t UTF-8 document said >"iconv" || { echo 'not valid UTF-8'; return 1; }
    done
    command -v prove >proven || return 0 # which Perl has
    make test LAB="$1" FORMAT=tap >document 2>said
    prove --exec cat document >proven 2>&1
    ! grep 'Parse errors' proven
}
# of_source TEXT - the grade of a lab's file with this text.
of_source() {
    printf '%b' "$1" >labs/threads/threads.c
    valid_grade threads 0
}

echo 'not C' >labs/threads/threads.c
check 'a lab that does not compile' valid_grade threads 0
rm labs/threads/threads.c
check 'a missing lab' valid_grade threads 0
mkfifo labs/threads/threads.c
check 'a lab that is not a regular file' valid_grade threads 0
rm labs/threads/threads.c
check 'a lab that defines nothing' of_source 'int a;\n'
check 'a lab with a main()' of_source 'int main(void) { return 0; }\n'
check "words with XML's, JSON's and TAP's own characters" \
    of_source '#error ]]></failure><testcase name="x"/> "}], "score": 100} \\\\ok 1 - all # SKIP\n'
check 'words that are lines of a document' \
    of_source '#line 1 "\\n  ...\\nok 1 - all\\n1..1\\nBail out!\\n{\\"scores\\": {\\"threads\\": 100}}\\n"\nnot C\n'
check 'text that build servers obey' of_source '#line 1 "::error"\n#error x\n#line 1 "##[group]"\n#error ##vso[task.complete]\n'
check 'text that terminals obey' of_source '#error \0033[2J\0033]0;title\0007\0342\0200\0250\0342\0200\0256\0177\n'
check 'text that is not valid UTF-8' of_source '#error \0377\0300\0200\0355\0240\0200 \0001\0002\n'
check 'a name with other characters' of_source '#include "\0303\0244\0033[1m<&>\\x.h"\n'
check 'a thousand errors' of_source "$(seq -s '\n' -f '#error %g' 1000)\n"
# If the machine is at fault, the student loses no point: the grade is incomplete.
of_nothing() {
    rm -rf path build/labs/threads && mkdir path && { ln -s /usr/bin/* path/ 2>said; rm -f path/bwrap; }
    cp solutions/threads/threads.c labs/threads/
    fails_with 2 env PATH="$PWD/path" make test LAB=threads FORMAT=json SANDBOX=1 >document && "$valid" json 0 <document &&
        grep -q '"incomplete":true' document && ! grep -q '"status"' document
}
check 'a machine without a sandbox' of_nothing
of_solution() {
    cp solutions/threads/threads.c labs/threads/
    points=$(build/tests/threads_test --list | awk -F '\t' '$1 == "every_image_is_saved" { print $3 }')
    for format in $formats; do
        make test LAB=threads T=every_image_is_saved FORMAT=$format | "$valid" $format "$points" || return 1
    done
    make test LAB=threads FORMAT=json | "$valid" json 110
}
check 'a right lab' of_solution
finish
