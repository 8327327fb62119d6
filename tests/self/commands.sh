#!/bin/sh
# commands.sh - run the commands of the README and of `make` as a new user would, in a copy of the tree.
. tests/self/tap.sh
. tests/self/copy.sh
copy_tree

# Every command that the README shows, and what it must do.
run_command() {
    case $1 in
    'make test LAB=threads') fails_with 1 make test LAB=threads ;;
    'make test LAB=sequential') says 'Begin in .*labs/sequential/sequential.c' make test LAB=sequential ;;
    'make setup') says 'is installed' make setup && grep -q '"labs/threads/threads.c"' compile_commands.json ;;
    'make packages') says libcurl4-openssl-dev make packages ;;
    'make run LAB=sequential CYCLES=2') make run LAB=sequential CYCLES=2 || [ -d pics/sequential/step_2 ] ;;
    'make report') grep -q '^report:' mk/*.mk ;; # report.sh makes one
    'make hint LAB=sequential' | 'make debug LAB=sequential' | 'make trace LAB=threads' | 'make trace LAB=sequential' | 'make explain LAB=sequential' | 'make explore LAB=threads' | 'make status') return 0 ;; # loop.sh tries these
    'make serve') serve_and_ask ;;
    'make handout' | 'make handout HIDE='* | 'make handout STUDENT='*) grep -q '^handout:' mk/*.mk ;; # handout.sh makes one
    'make test LAB=threads SANDBOX=1') says '^threads: 0 of 100 points' make test LAB=threads SANDBOX=1 ;;
    'make setup-peers report') grep -q '^setup-peers:' mk/*.mk && grep -q '^report:' mk/*.mk ;;
    'make test') grep -q '^test:' mk/*.mk ;; # it grades all labs
    'make setup grade' | 'make grade' | 'make grade SUBMISSIONS=dir') grep -q '^grade:' mk/*.mk ;; # grade.sh grades a class
    'make platform '*) grep -q '^platform:' mk/*.mk ;; # platforms.sh packs them
    'make check') grep -q '^check:' mk/*.mk ;; # this is part of it
    'make check-systems') grep -q '^check-systems:' mk/*.mk ;; # it takes an hour
    *) echo "this command has no test"; return 1 ;;
    esac
}

# Serve, fetch the page and a picture, and stop it. Not with SIGINT, which a shell's background commands ignore.
serve_and_ask() {
    mkfifo ready
    make serve PORT=0 >ready 2>&1 &
    served=$!
    read -r line <ready
    address=${line##* }
    curl -sf "$address" | grep -q '<html' && curl -sf "${address}image/7.jpg" | head -c 2 | od -An -tx1 | grep -q 'ff d8'
    fetched=$?
    pkill -TERM -P $served
    wait $served
    rm -f ready
    return $fetched
}

# The solution's program, in place of a skeleton that does nothing.
run_cache() {
    cp labs/cache/cache.c skeleton.c
    cp solutions/cache/cache.c labs/cache/ && make run LAB=cache
    status=$?
    cp skeleton.c labs/cache/cache.c # not mv: make looks at its age
    return $status
}

# The container's recipe gets only this part of the Makefile.
container_packages() {
    mkdir -p alone && cp -R Makefile mk alone/ &&
        sed -n 's,^ *\$(\(make .*\)/tmp/kit\(.*\)) && .*,\1alone\2,p' Containerfile >recipe && sh recipe >packages &&
        grep -qw libcurl4-openssl-dev packages && grep -qw pandoc packages && ! grep -q ':\|chromium\|aria2' packages ||
        { cat recipe packages; return 1; }
}

grep -oE '^make [^#]*|`make [^`]+`' README.md | tr -d '`' | sed -e 's/  .*//' -e 's/ *$//' | sort -u >commands
while read -r command; do
    check "README: $command" run_command "$command" </dev/null
done <commands

check 'installs in the container what a student needs' container_packages
check 'make without a goal prints help' says 'make test LAB=threads' make
check 'lists the labs for an unknown LAB' says 'no lab "xyz".*sequential threads processes async hybrid cache' make test LAB=xyz
check 'lists the tests for an unknown T' says 'every_schedule_gives_the_same_result' make test LAB=threads T=no_such
check 'refuses a SEED that is not a number' says '^SEED: expected a whole number' make test LAB=threads SEED=x
check 'refuses T without LAB' says 'Say which lab: make test LAB=threads T=every' make test T=every_image_is_saved
check 'make run asks for LAB' says 'Say which lab' make run
check 'reports an unreachable address in one line' \
    says '^cannot read the list of images at http://127.0.0.1:9/manifest' make run LAB=threads IMAGES=http://127.0.0.1:9/

check "the cache program prints the original's transcript" says '^Function called 4 times' run_cache
check 'make test without LAB prints a row for each lab' says '^cache .* 0/100 points' make test

cp solutions/threads/threads.c labs/threads/threads.c
check 'gives the copied solution full marks' says '^threads: 100 of 100 points' make test LAB=threads
check 'make run saves the images of every cycle' make run LAB=threads WORKERS=20 CYCLES=3
check 'make run names images by step and number' test -s pics/threads/step_3/image_200.jpg
check 'prints the working time of each cycle' says '^Step 3. Working time: [0-9]+\.[0-9]+$' make run LAB=threads CYCLES=3
printf 'http://127.0.0.1:9/a.jpg\n' >list
check 'accepts a file of URLs as IMAGES, and reports a failure' \
    says 'image_1.jpg \(http://127.0.0.1:9/a.jpg\)' make run LAB=threads IMAGES=list
finish
