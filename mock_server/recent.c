#include "recent.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>

void recent_prepare(struct recent *recent)
{
    recent->rows = calloc(RECENT_ROOM, sizeof *recent->rows);
    if (!recent->rows)
        errx(1, "no memory for the requests that are over");
}

void recent_add(struct recent *recent, const struct request *request, int64_t finished)
{
    struct recent_row *row;

    if (!recent->rows || request->number == 0)
        return;
    row = &recent->rows[++recent->count % RECENT_ROOM];
    row->request = *request;
    row->finished = finished;
    snprintf(row->path, sizeof row->path, "%s", request->path);
}

const struct recent_row *recent_row(const struct recent *recent, uint64_t number)
{
    return &recent->rows[number % RECENT_ROOM];
}

uint64_t recent_first(const struct recent *recent)
{
    return recent->count < RECENT_ROOM ? 1 : recent->count - RECENT_ROOM + 1;
}

void recent_clear(struct recent *recent)
{
    recent->count = 0;
}

void recent_free(struct recent *recent)
{
    free(recent->rows);
}
