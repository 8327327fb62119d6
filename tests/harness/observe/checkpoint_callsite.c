/*
 * checkpoint_callsite.c - where a program's first thread waits at a checkpoint, as /proc/PID/syscall shows
 * it.
 */
#include "checkpoint_callsite.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "snapshot.h"

#define MOST_PROCESSOR_TIME 0.5 /* seconds from the line to the wait, which takes microseconds */
#define MOST_LOOKS_ASLEEP   50 /* checks that find it asleep outside a system call, such as in a page fault */

static void pause_a_little(void)
{
    struct timespec time = {0, 2000000};

    nanosleep(&time, NULL);
}

/* What /proc shows: "running"; "-1" and addresses for a thread asleep outside a system call; or a call. */
static bool read_call(pid_t program, char line[256])
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/syscall", program);
    FILE *file = fopen(path, "re");
    bool whole = file && fgets(line, 256, file);
    if (file)
        fclose(file);
    return whole;
}

/* On this machine a return address is on top of the stack; 0 on machines that keep it elsewhere. */
static unsigned long long read_caller(pid_t program, unsigned long long stack)
{
    unsigned long long caller = 0;
#ifdef __x86_64__
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/mem", program);
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    if (memory < 0 || pread(memory, &caller, sizeof caller, (off_t)stack) != (ssize_t)sizeof caller)
        caller = 0;
    if (memory >= 0)
        close(memory);
#else
    (void)program, (void)stack;
#endif
    return caller;
}

bool place_find(pid_t program, int descriptor, struct place *place)
{
    char line[256];
    double begun = snapshot_process(program).processor_time;
    unsigned asleep = 0;

    *place = (struct place){0};
    while (read_call(program, line)) {
        long call;
        unsigned long long first;
        if (sscanf(line, "%ld %llx %*x %*x %*x %*x %*x %llx %llx", &call, &first, &place->stack,
                   &place->code) == 4) {
            place->known = true;
            place->caller = read_caller(program, place->stack);
            return call == SYS_read && first == (unsigned long long)descriptor;
        }
        asleep += strncmp(line, "running", 7) != 0;
        if (asleep > MOST_LOOKS_ASLEEP ||
            snapshot_process(program).processor_time - begun > MOST_PROCESSOR_TIME)
            return false;
        pause_a_little();
    }
    return true;
}

bool place_is_same(const struct place *one, const struct place *other)
{
    return !one->known || (other->known && one->stack == other->stack && one->code == other->code &&
                           one->caller == other->caller);
}
