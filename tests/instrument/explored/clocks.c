/*
 * clocks.c - happens-before by vector clocks: which steps of every other thread a thread knows about.
 */
#include <string.h>

#include "explored.h"

struct object *object_at(const volatile void *address)
{
    size_t i = ((uintptr_t)address >> 2) * 0x9e3779b97f4a7c15 >> 50;

    for (int tries = 0; tries < MAX_OBJECTS; tries++) {
        struct object *object = &world->objects[(i + (size_t)tries) % MAX_OBJECTS];
        if (object->address == address)
            return object;
        if (object->address)
            continue;
        object->address = address;
        object->owner = NOBODY;
        object->history = (uintptr_t)address;
        return object;
    }
    give_up("so many locks and atomic variables");
}

void clocks_join(clocks into, const clocks from)
{
    for (int t = 0; t < MAX_THREADS; t++)
        if (from[t] > into[t])
            into[t] = from[t];
}

void acquire(const struct object *object)
{
    if (explored_here())
        clocks_join(ME->seen, object->released);
}

void release(struct object *object)
{
    if (!explored_here())
        return;
    clocks_join(object->released, ME->seen);
    ME->seen[explored_self]++;
}

void release_anew(struct object *object)
{
    if (!explored_here())
        return;
    memcpy(object->released, ME->seen, sizeof object->released);
    ME->seen[explored_self]++;
}
