#!/bin/sh
# inside.sh - on a system with git, make and a shell: set the kit up, and grade everything as an ordinary user and as root.
# Prints TAP for check.sh, and "## " before each stage.
. tests/self/tap.sh
labs='sequential threads processes async hybrid cache'
student() {
    runuser -u student -- env HOME=/home/student "$@"
}
version() {
    dpkg-query -W -f '${Version}' "$1" 2>/dev/null | sed -E 's/^[0-9]+://; s/[-+~].*//'
}
# Grade the solutions as both users, whose rights differ; the banks once.
grade_solutions() { # USER PREFIX...
    user=$1
    shift
    echo "## grading the solutions as $user"
    for lab in $labs; do
        check "$lab: the solution has full marks, as $user" \
            "$@" "build/tests/${lab}_test" --seed "$seed" --program "build/solutions/$lab/$lab"
    done
}
report() {
    student make setup report PROFILE=quick && [ -s report/report.pdf ] && [ -s report/report.html ]
}
# A student's part: unpack a handout, and test a lab.
handout() {
    student git init -q . && student git add -A &&
        student git -c user.name=Teacher -c user.email=teacher@school.example commit -q -m 'A kit' &&
        student make handout && student mkdir ../handout &&
        student tar -xf build/fetchlab-*.tar.gz -C ../handout --strip-components=1 &&
        student cp solutions/threads/threads.c ../handout/labs/threads/ &&
        (cd ../handout && says '^threads: 100 of 100 points' student make test LAB=threads)
}

rm -rf ../handout
echo '## make setup'
check 'make setup' student make setup
check 'make setup test: a lab can be tested' says '^sequential: [0-9]+ of 100 points' student make test LAB=sequential
[ "$failed" = 0 ] || exit 1
echo '## make setup mutants variants, which builds them'
check 'make setup mutants variants' student make -s setup mutants variants
check 'the solutions are built' student make -s programs-of-solutions
grade_solutions student student
grade_solutions root env
echo '## grading the variants'
student sh tests/self/variants.sh
echo '## grading the mutants'
student sh tests/self/mutants.sh
echo '## report'
check 'report: make report PROFILE=quick' report
echo '## handout'
check 'handout: it is made, unpacked, and a lab in it tested' handout
echo "# versions: $(version gcc), $(version libcurl4-openssl-dev), $(version pandoc)"
echo '# done'
