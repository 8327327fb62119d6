#!/bin/sh
# messages.sh - what a failed test says: on wrong answers of several kinds, whether it shows what a student needs, and no more.
. tests/self/tap.sh

# said LAB ANSWER TEST - the message of the test, without what is said of every failure.
said() {
    "build/tests/${1}_test" --program "build/$2/$1" --only "$3" --seed "$seed" | sed -n '/^    /{/^    read: \|^    hint: /d;p}'
}
# A column for each of two threads, and the row where it goes wrong.
shows_schedule() {
    message=$(said threads mutants/threads/no-lock every_schedule_gives_the_same_result)
    printf '%s\n' "$message"
    [ "$(printf '%s\n' "$message" | grep -cE '^ +[0-9]+  reads 0|^ +[0-9]+ {10,}reads 0')" = 2 ] &&
        [ "$(printf '%s\n' "$message" | grep -cE '^ +> +[0-9]+ .*fetches image')" = 1 ] &&
        [ "$(printf '%s\n' "$message" | grep -E '^ +>? *[0-9]+ ' | awk 'length > 84' | wc -l)" = 0 ]
}
# The rows of a waterfall, by their status.
rows() {
    printf '%s\n' "$1" | sed -nE 's/^ +-?[0-9]+ +[0-9]+ +([0-9]+) +\|.*/\1/p' | sort | tr '\n' ' '
}
shows_rows() {
    due=$1
    shift
    message=$(said "$@")
    printf '%s\n' "$message"
    [ "$(rows "$message")" = "$due" ]
}

check 'a missing lock: both threads read the same number, and the row where it goes wrong is marked' shows_schedule
check 'memory used too late: by whom, and who gave it back' \
    says 'freed by thread T0: .*/async\.c:[0-9]+, in finish_ended' said async mutants/async/message-read-too-late no_memory_is_lost
check 'a message of a handle that was removed: by which call its life has ended' \
    says 'freed by thread T0: .*/hybrid\.c:[0-9]+, in finish_ended, which calls curl_multi_remove_handle$' \
    said hybrid mutants/hybrid/message-of-a-removed-handle no_memory_is_lost
check 'and where it was read, though two children report at once' \
    says 'READ of size 4: .*/hybrid\.c:[0-9]+, in finish_ended$' said hybrid mutants/hybrid/message-of-a-removed-handle no_memory_is_lost
check 'no address is told' fails_with 1 says '0x[0-9a-f]|pid=' said async mutants/async/message-read-too-late no_memory_is_lost
check 'a wrong number of images shows the rows of those that failed' \
    shows_rows '404 500 ' sequential mutants/sequential/returns-the-count an_error_page_is_no_image
check 'an image that was never asked for shows those at which it ended' \
    shows_rows '404 ' sequential mutants/sequential/an-error-page-ends-it an_error_page_is_no_image
check 'descriptors that are left show no rows' \
    shows_rows '' threads mutants/threads/leaves-a-descriptor nothing_is_left_behind
check 'a page in the place of an image is called one' says 'got: +the file is an HTML page' \
    said threads mutants/threads/keeps-error-pages an_error_page_is_no_image
check 'an error that is swallowed shows in the table of calls' says '^ +got: +miss$' \
    said cache mutants/cache/swallows-errors errors_are_returned_and_never_held
check 'one thing is told of as one' says 'got: +1 process waiting for replies$' \
    said hybrid mutants/hybrid/one-process by_a_few_loops_side_by_side
check 'what was seen does not repeat why something else was due' says 'got: +[0-9]+ requests$' \
    said threads mutants/threads/hears-ctrl-c-and-goes-on interrupted_it_finishes_what_it_has_begun
check 'who does not ask to be told of SIGINT has not crashed' says 'got: +SIGINT ended the program' \
    said threads variants/threads/core interrupted_it_finishes_what_it_has_begun
check 'a child that crashes is told of first, by its signal' \
    says '^ +1 child crashed at labs/processes/processes.c:[0-9]+, in [a-z_]+ .signal 11, Segmentation fault., in a run of [0-9]+ images with [0-9]+ workers$' \
    said processes mutants/processes/child-crashes every_image_is_saved
check 'and then what came of it' says 'got: +0, as it was at the start' \
    said processes mutants/processes/child-crashes every_image_is_saved
check 'children that nobody has waited for are told of' says 'got: +it returned, but [0-9]+ child' \
    said processes mutants/processes/only-one-is-waited-for nothing_is_left_behind
check 'so are threads' says 'it has waited for each thread that it started$' said threads mutants/threads/not-joined nothing_is_left_behind
check 'that two have taken one image is told before what came of it' says 'got: +.*(twice|[0-9]+ times)' \
    said processes mutants/processes/number-not-atomic delays_change_nothing
check 'how many workers there were is told' says 'expected: ([0-9]+) requests in flight, with \1 workers$' \
    said threads mutants/threads/the-main-thread-does-it-all as_many_at_once_as_workers
check 'of calls that are cut off it is told how many they are' says '^ +\.\.\. 15[0-9]+ calls before$' \
    said cache mutants/cache/room-for-a-hundred many_results_are_held
check 'and how their function was made' says '^ +f = cache 5000 \(arguments: 12 bytes, result: 20 bytes\)$' said cache mutants/cache/room-for-a-hundred many_results_are_held
again() {
    "build/tests/${1}_test" --program "build/$2/$1" --only "$3" --seed 7
}
check 'how to have the same run again' says '^  the same run again: make test LAB=threads T=nothing_is_left_behind SEED=7$' \
    again threads mutants/threads/not-joined nothing_is_left_behind
check 'a cause leads to the classic mistakes, and not to the test'"'"'s section' says '^    read: labs/threads/README.md, Classic mistakes$' \
    again threads mutants/threads/not-joined nothing_is_left_behind
check 'what is no cause has one' says '^    read: labs/threads/README.md, ' \
    again threads mutants/threads/leaves-a-descriptor nothing_is_left_behind
# A terminal of 50 columns.
narrow() {
    script --quiet --return --command "stty columns 50; NO_COLOR=1 build/tests/${1}_test --program build/$2/$1 --only $3 --seed $seed" /dev/null </dev/null | tr -d '\r' |
        sed -n '/^    expected:/,/^    read:/p'
}
nothing_wider() {
    narrow "$@" | tee /dev/stderr | sed '/|/d;/read:/d' | awk 'length > 50 { exit 1 } END { exit NR < 3 }'
}
check 'lines are broken where the terminal ends' nothing_wider sequential mutants/sequential/skips-the-last every_image_is_saved
check 'a decorator that is of another kind is told as such' says 'returned a function of args_size 0 and result_size 0; the wrapped function has 16' \
    said cache mutants/cache/no-sizes-of-its-own a_decorated_function_can_be_decorated
check 'a limit that is met is named' says 'met a limit: a file, a memfd or named shared memory larger than 256 MiB' \
    said processes mutants/processes/memory-for-a-billion every_image_is_saved
finish
