/*
 * progress.c - a progress bar, if standard error is a terminal.
 *
 * The count is in memory shared with child processes, so that their steps also count. Each drawing is a
 * single write(), so the lines of threads and processes do not mix.
 */
#include "progress.h"

#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define BAR_WIDTH 40

static struct {
    const char *title;
    size_t count;
    atomic_size_t *done; /* shared with children; NULL while there is no bar */
} bar;

static void draw(size_t done)
{
    char line[256];
    /* A retried image counts again. */
    size_t shown = done < bar.count ? done : bar.count;
    int filled = (int)(bar.count ? shown * BAR_WIDTH / bar.count : BAR_WIDTH);
    int length =
        snprintf(line, sizeof line, "\r%.80s [%.*s%*s] %zu/%zu", bar.title, filled,
                 "########################################", BAR_WIDTH - filled, "", shown, bar.count);

    /* If the terminal accepts no more output, continue downloading. */
    ssize_t ignored = write(STDERR_FILENO, line, (size_t)length);
    (void)ignored;
}

void progress_begin(const char *title, size_t count)
{
    if (!isatty(STDERR_FILENO))
        return;
    bar.title = title;
    bar.count = count;
    if (!bar.done) {
        void *memory =
            mmap(NULL, sizeof *bar.done, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            return;
        bar.done = memory;
    }
    atomic_store(bar.done, 0);
    draw(0);
}

void progress_step(void)
{
    if (bar.done)
        draw(atomic_fetch_add(bar.done, 1) + 1);
}

void progress_end(void)
{
    if (!bar.done)
        return;
    munmap(bar.done, sizeof *bar.done);
    bar.done = NULL;
    fputs("\r\033[K", stderr);
}
