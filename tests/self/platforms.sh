#!/bin/sh
# platforms.sh - each platform gets a document that is valid in its schema: for a right file, a wrong one, one that does not
# compile, and a missing one. The checks do what the platform does: put files in its places and run its command.
. tests/self/tap.sh
. tests/self/copy.sh
copy_tree
copy_build
valid=$tree/build/self/valid out=$copy/build/out schema=$PWD/tests/self/junit.xsd
mkdir -p "$out"
# Older than the built files, which then need not be built again.
git init -q . && git add -A && GIT_AUTHOR_DATE=2026-01-01T09:00:00Z GIT_COMMITTER_DATE=2026-01-01T09:00:00Z \
    git -c user.name=Teacher -c user.email=teacher@school.example commit -q -m 'A kit'

pack() { # PLATFORM LAB
    make platform PLATFORM="$1" LAB="$2" SEED=7 >"$out/said" 2>&1 || { cat "$out/said"; return 1; }
    packed=build/platforms/$1-$2
}
unpack() { # ARCHIVE PLACE
    mkdir -p "$2" && tar -xf "$1" -C "$2" && mkdir "$2/fetchlab/build" &&
        tar --create --exclude=./out --exclude=./platforms --directory build . | tar --extract --directory "$2/fetchlab/build"
}
hand_in() { # FILE PLACE NAME
    rm -rf "$2" && mkdir -p "$2" && { [ "$1" = none ] || cp "$1" "$2/$3"; }
}
echo 'not C' >"$out/not-C.c"
wrong=tests/mutants/sequential/connection-not-kept.c right=solutions/sequential/sequential.c

# --- Gradescope ---

autograder=$out/autograder
graded_by_gradescope() { # FILE POINTS
    hand_in "$1" "$autograder/submission" sequential.c && rm -f "$autograder/results/results.json" &&
        AUTOGRADER=$autograder "$autograder/source/run_autograder" && "$valid" json $2 <"$autograder/results/results.json"
}
gradescope() {
    pack gradescope sequential && mkdir -p "$autograder/results" "$autograder/source" &&
        unzip -q "$packed.zip" -d "$autograder/source" && unpack "$autograder/source/fetchlab.tar.gz" "$autograder/source" &&
        [ ! -e "$autograder/source/fetchlab/solutions" ] && [ -x "$autograder/source/setup.sh" ]
}
check 'an archive for Gradescope, without solutions' gradescope
check 'a right file has all points there' graded_by_gradescope $right 110
check 'a file that does not compile has no points there' graded_by_gradescope "$out/not-C.c" 0
check 'a missing file has no points there' graded_by_gradescope none 0

# --- PrairieLearn ---

question=$out/question
graded_by_prairielearn() { # FILE POINTS
    hand_in "$1" "$question/student" sequential.c && rm -rf "$question/results" &&
        GRADE=$question "$question/fetchlab/tests/platforms/prairielearn/run.sh" && "$valid" prairielearn $2 <"$question/results/results.json"
}
prairielearn() {
    pack prairielearn sequential && unpack $packed/fetchlab.tar.gz "$question" && grep -q '"fetchlab-sequential"' $packed/info.json &&
        grep -qE '"uuid": "[0-9a-f-]{36}"' $packed/info.json
}
shows_the_run() {
    graded_by_prairielearn $wrong '' && grep -q '"images":\[{"label":"The run that failed","url":"data:image/svg+xml;base64,' "$question/results/results.json" &&
        sed 's/.*svg+xml;base64,\([^"]*\)".*/\1/' "$question/results/results.json" | base64 -d | xmllint --noout -
}
check 'a question for PrairieLearn' prairielearn
check 'a wrong file gets a picture of the failed run' shows_the_run
check 'one that does not compile scores 0, and is gradable' graded_by_prairielearn "$out/not-C.c" 0
check 'a missing file scores 0, and is gradable' graded_by_prairielearn none 0

# --- Autolab ---

autolab=$out/autolab
graded_by_autolab() { # FILE POINTS
    rm -rf "$autolab/submission" "$autolab/sequential.c" && { [ "$1" = none ] || cp "$1" "$autolab/sequential.c"; } &&
        make -s -C "$autolab" >"$out/said" && "$valid" autolab $2 <"$out/said"
}
for_autolab() {
    pack autolab sequential && unpack $packed/autograde.tar "$autolab" && cp $packed/autograde-Makefile "$autolab/Makefile" &&
        cp $packed/autograde.tar "$autolab/"
}
check 'autograde.tar and a makefile for Autolab' for_autolab
check 'a variant has all points of the core there' graded_by_autolab tests/variants/sequential/core.c 100
check 'a file that does not compile has no points, and a verdict for each test' graded_by_autolab "$out/not-C.c" 0
check 'a missing file has no points there' graded_by_autolab none 0

# --- JUnit, for GitLab and Artemis ---

in_junit() { # LAB FILE
    hand_in "$2" "$out/project" "$1.c" && sh tests/platforms/grade.sh "$1" junit "$out/project" >"$out/$1.xml" &&
        xmllint --noout --schema "$schema" "$out/$1.xml"
}
# Build servers merge the files of a project.
merged() {
    labs='sequential threads processes async hybrid cache' tests=0
    { echo '<testsuites>'; for lab in $labs; do
        in_junit $lab "$out/not-C.c" || return 1
        tests=$((tests + $("build/tests/${lab}_test" --list | wc -l)))
        sed 1d "$out/$lab.xml"
    done; echo '</testsuites>'; } >"$out/merged.xml"
    xmllint --noout --schema "$schema" "$out/merged.xml" && [ "$(grep -c '<testcase ' "$out/merged.xml")" = $tests ]
}
twice_the_same() {
    sed 's/classname="[a-z]*"/classname="core"/' "$out/merged.xml" >"$out/same.xml" && ! xmllint --noout --schema "$schema" "$out/same.xml"
}
check 'merging the files of six labs loses no test' merged
check 'merging would lose tests if no class named the lab' twice_the_same
check 'a missing file also gives a document' in_junit threads none
check 'the configuration for GitLab names file and lab' sh -c 'make platform PLATFORM=gitlab LAB=cache &&
    grep -q "junit: grades/cache.xml" build/platforms/gitlab-cache/gitlab-ci.yml'
several() {
    mkdir -p "$out/project/a" "$out/project/b" && cp $right "$out/project/a/" && cp $wrong "$out/project/b/sequential.c" &&
        sh tests/platforms/grade.sh sequential prairielearn "$out/project" >"$out/said" && "$valid" prairielearn 0 <"$out/said" && grep -q 'which differ' "$out/said"
}
check 'grades neither of two different files, and the document says so' several
refuses() { # FORMAT DOCUMENT
    ! echo "$2" | "$valid" "$1"
}
check 'a score above 1 is invalid for PrairieLearn' refuses prairielearn '{"gradable":true,"score":2}'
check "an unknown visibility is invalid for Gradescope" refuses json '{"score":0,"execution_time":1,"visibility":"seen","stdout_visibility":"hidden","tests":[]}'
finish
