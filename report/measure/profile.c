/*
 * profile.c - the table of profiles.
 */
#include "profile.h"

#include <string.h>

/* Six cycles are the fewest whose range holds the median with a confidence above 95 %. */
/* clang-format off */
const struct profile profiles[] = {
    {"standard", 200, 20480, 20, 10, {40, 5, 10}, {16, {1, 8, 64}},
     "a near server, many cycles; about five minutes"},
    {"quick", 200, 20480, 2, 6, {30, 3, 6}, {16, {1, 8, 32}},
     "a very near server, few cycles; about a minute"},
    {"original", 200, 20480, 130, 10, {40, 130, 260}, {24, {4, 16, 64}},
     "the latency of the original course work; three quarters of an hour"},
    {"scale", 200, 20480, 2, 6, {30, 3, 6}, {16, {1, 8, 32}},
     "like quick, then up to 100,000 images and 1,000 workers; about ten minutes"},
    {"rehearsal", 20, 20480, 1, 2, {10, 1, 2}, {10, {1, 4}},
     "a few images, to check that everything works; the times mean little"},
    {0},
};
/* clang-format on */

const struct profile *profile_named(const char *name)
{
    for (const struct profile *profile = profiles; profile->name; profile++) {
        if (strcmp(profile->name, name) == 0)
            return profile;
    }
    return NULL;
}
