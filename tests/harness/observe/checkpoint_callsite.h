/*
 * checkpoint_callsite.h - where a program's first thread stands while it waits at a checkpoint: in which
 * system call, how deep in its stack, and called from where.
 *
 * The kit's main() calls its checkpoints from one and the same function. A lab that writes the line "end" by
 * itself, before it has returned or from another thread or process, cannot do so from there.
 */
#ifndef HARNESS_CHECKPOINT_CALLSITE_H
#define HARNESS_CHECKPOINT_CALLSITE_H

#include <stdbool.h>
#include <sys/types.h>

struct place {
    bool known; /* this system lets us see it */
    unsigned long long stack, code, caller;
};

/*
 * Wait until the first thread of `program` waits for a byte from `descriptor`, and tell where. False where it
 * waits for something else, or does something else for long: then the line was not written by the kit.
 */
bool place_find(pid_t program, int descriptor, struct place *place);

/* Are both the same place? Unknown ones are. */
bool place_is_same(const struct place *one, const struct place *other);

#endif
