#!/bin/sh
# new_lab.sh - check that make new-lab adds a lab that passes the fast tests, and whose mutant and variant are judged right.
. tests/self/tap.sh
. tests/self/copy.sh
copy_tree
copy_build

check 'make new-lab NAME=pipeline' make new-lab NAME=pipeline
check 'its programs are built' make -s build/tests/pipeline_test build/mock_server/mock_server \
    build/solutions/pipeline/pipeline build/solutions/pipeline/pipeline-address \
    build/skeletons/pipeline/pipeline build/skeletons/pipeline/pipeline-address
for script in skeletons guides solutions; do
    check "a new lab passes $script.sh" sh tests/self/$script.sh pipeline
done
check 'a student can test it' says '^pipeline: 0 of 100 points' make test LAB=pipeline
patch -s -o labs/pipeline/pipeline.c tests/variants/pipeline/core.c tests/mutants/pipeline/returns-the-count.patch
check 'its mutant fails' says '^FAIL .* 0/9$' make test LAB=pipeline T=an_error_page_is_no_image
cp tests/variants/pipeline/core.c labs/pipeline/pipeline.c
check 'its variant has full marks' says '^pipeline: 100 of 100 points' make test LAB=pipeline
check 'refuses a name that is taken' fails_with 1 make new-lab NAME=pipeline
check 'refuses an invalid name' fails_with 1 make new-lab NAME=Pipe-line
finish
