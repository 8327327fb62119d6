/*
 * scenario.c - what a scenario has in store for an image.
 */
#include "scenario.h"

bool scenario_blocks(const struct scenario *scenario, size_t image)
{
    for (size_t i = 0; i < sizeof scenario->unsavable / sizeof scenario->unsavable[0]; i++)
        if (scenario->unsavable[i] == image)
            return true;
    return false;
}

bool scenario_spoils(const struct scenario *scenario, size_t image)
{
    size_t most = sizeof scenario->faults / sizeof scenario->faults[0];

    for (size_t i = 0; i < most && scenario->faults[i].kind; i++)
        if (scenario->faults[i].image == image)
            return true;
    return scenario->refused == image || scenario_blocks(scenario, image);
}
