/*
 * checkpoint_callsite.h - where a program's first thread waits at a checkpoint: in which system call, how
 * deep in its stack, and called from where.
 *
 * The kit's main() calls all its checkpoints from the same function. So we notice a lab that writes the line
 * "end" itself, before it has returned or from another thread or process.
 */
#ifndef HARNESS_CHECKPOINT_CALLSITE_H
#define HARNESS_CHECKPOINT_CALLSITE_H

#include <stdbool.h>
#include <sys/types.h>

struct place {
    bool known; /* this system shows it */
    unsigned long long stack, code, caller;
};

/*
 * Wait until the first thread of `program` waits for a byte from `descriptor`, and return where. False if it
 * waits for something else, or is busy for long: then the kit did not write the line.
 */
bool place_find(pid_t program, int descriptor, struct place *place);

/* Whether both are the same place. Unknown places count as equal. */
bool place_is_same(const struct place *one, const struct place *other);

#endif
