#!/bin/sh
# messages.sh - check the messages of failed tests, for mutants of several kinds: they show what a student needs, and no more.
. tests/self/tap.sh

# said LAB MUTANT TEST - the message of the test, without the lines that follow every failure.
said() {
    "build/tests/${1}_test" --program "build/$2/$1" --only "$3" --seed "$seed" | sed -n '/^    /{/^    read: \|^    hint: /d;p}'
}
# The picture has a column for each of two threads, and marks the row of the fault.
shows_schedule() {
    message=$(said threads mutants/threads/no-lock every_schedule_gives_the_same_result)
    printf '%s\n' "$message"
    [ "$(printf '%s\n' "$message" | grep -cE '^ +[0-9]+  reads 0|^ +[0-9]+ {10,}reads 0')" = 2 ] &&
        [ "$(printf '%s\n' "$message" | grep -cE '^ +> +[0-9]+ .*fetches image')" = 1 ] &&
        [ "$(printf '%s\n' "$message" | grep -E '^ +>? *[0-9]+ ' | awk 'length > 84' | wc -l)" = 0 ]
}
# The statuses of the waterfall's rows.
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

check 'a missing lock shows both threads reading the same number, and marks the fault' shows_schedule
check 'a use after free names both places' \
    says 'freed by thread T0: .*/async\.c:[0-9]+, in finish_ended' said async mutants/async/message-read-too-late no_memory_is_lost
check 'a message of a removed handle names the call that ended its life' \
    says 'freed by thread T0: .*/hybrid\.c:[0-9]+, in finish_ended, which calls curl_multi_remove_handle$' \
    said hybrid mutants/hybrid/message-of-a-removed-handle no_memory_is_lost
check 'a message of a removed handle names the read, even with two reports' \
    says 'READ of size 4: .*/hybrid\.c:[0-9]+, in finish_ended$' said hybrid mutants/hybrid/message-of-a-removed-handle no_memory_is_lost
check 'prints no address' fails_with 1 says '0x[0-9a-f]|pid=' said async mutants/async/message-read-too-late no_memory_is_lost
check 'a wrong number of images shows the rows of those that failed' \
    shows_rows '404 500 ' sequential mutants/sequential/returns-the-count an_error_page_is_no_image
check 'an image without a request shows the last requests before it' \
    shows_rows '404 ' sequential mutants/sequential/an-error-page-ends-it an_error_page_is_no_image
check 'leaked descriptors show no rows' \
    shows_rows '' threads mutants/threads/leaves-a-descriptor nothing_is_left_behind
check 'reports an HTML page instead of an image' says 'got: +the file is an HTML page' \
    said threads mutants/threads/keeps-error-pages an_error_page_is_no_image
check 'an ignored error shows in the table of calls' says '^ +got: +miss$' \
    said cache mutants/cache/swallows-errors errors_are_returned_and_never_held
check 'uses the singular for one' says 'got: +1 process waiting for replies$' \
    said hybrid mutants/hybrid/one-process by_a_few_loops_side_by_side
check 'got does not repeat the reason of expected' says 'got: +[0-9]+ requests$' \
    said threads mutants/threads/hears-ctrl-c-and-goes-on interrupted_it_finishes_what_it_has_begun
check 'SIGINT without a handler is not a crash' says 'got: +SIGINT ended the program' \
    said threads variants/threads/core interrupted_it_finishes_what_it_has_begun
check 'reports a crashed child first, with its signal' \
    says '^ +1 child crashed at labs/processes/processes.c:[0-9]+, in [a-z_]+ .signal 11, Segmentation fault., in a run of [0-9]+ images with [0-9]+ workers$' \
    said processes mutants/processes/child-crashes every_image_is_saved
check 'then reports the consequence' says 'got: +0, as it was at the start' \
    said processes mutants/processes/child-crashes every_image_is_saved
check 'reports children that were not waited for' says 'got: +it returned, but [0-9]+ child' \
    said processes mutants/processes/only-one-is-waited-for nothing_is_left_behind
check 'reports threads that were not joined' says 'it has waited for each thread that it started$' said threads mutants/threads/not-joined nothing_is_left_behind
check 'reports a double request before its consequence' says 'got: +.*(twice|[0-9]+ times)' \
    said processes mutants/processes/number-not-atomic delays_change_nothing
check 'reports the number of workers' says 'expected: ([0-9]+) requests in flight, with \1 workers$' \
    said threads mutants/threads/the-main-thread-does-it-all as_many_at_once_as_workers
check 'counts omitted calls' says '^ +\.\.\. 15[0-9]+ calls before$' \
    said cache mutants/cache/room-for-a-hundred many_results_are_held
check 'shows how the function was made' says '^ +f = cache 5000 \(arguments: 12 bytes, result: 20 bytes\)$' said cache mutants/cache/room-for-a-hundred many_results_are_held
again() {
    "build/tests/${1}_test" --program "build/$2/$1" --only "$3" --seed 7
}
check 'prints how to repeat the run' says '^  the same run again: make test LAB=threads T=nothing_is_left_behind SEED=7$' \
    again threads mutants/threads/not-joined nothing_is_left_behind
check 'a cause leads to the classic mistakes' says '^    read: labs/threads/README.md, Classic mistakes$' \
    again threads mutants/threads/not-joined nothing_is_left_behind
check 'a failure without a cause leads to the test'"'"'s section' says '^    read: labs/threads/README.md, ' \
    again threads mutants/threads/leaves-a-descriptor nothing_is_left_behind
# A terminal of 50 columns.
narrow() {
    script --quiet --return --command "stty columns 50; NO_COLOR=1 build/tests/${1}_test --program build/$2/$1 --only $3 --seed $seed" /dev/null </dev/null | tr -d '\r' |
        sed -n '/^    expected:/,/^    read:/p'
}
nothing_wider() {
    narrow "$@" | tee /dev/stderr | sed '/|/d;/read:/d' | awk 'length > 50 { exit 1 } END { exit NR < 3 }'
}
check 'breaks lines at the width of the terminal' nothing_wider sequential mutants/sequential/skips-the-last every_image_is_saved
check 'reports a decorated function of another kind' says 'args_size 0 and result_size 0; .* has 16' \
    said cache mutants/cache/no-sizes-of-its-own a_decorated_function_can_be_decorated
check 'names a limit that was exceeded' says 'met a limit: .*larger than 256 MiB' \
    said processes mutants/processes/memory-for-a-billion every_image_is_saved
finish
