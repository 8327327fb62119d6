/*
 * The queue is a file in memory that is read, written and locked; the kernel unlocks what a dead child held.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

/* The file: how many images have been taken, then the outcome of each. */
static off_t place_of(size_t i)
{
    return (off_t)(sizeof(size_t) + i * sizeof(long));
}

/* Lock or unlock the number at the file's beginning. The lock is the process's, and ends with it. */
static void lock(int file, short kind)
{
    struct flock part = {.l_type = kind, .l_whence = SEEK_SET, .l_start = 0, .l_len = sizeof(size_t)};

    while (fcntl(file, F_SETLKW, &part) != 0 && errno == EINTR)
        continue;
}

/* Take images from the end of the list. */
static bool take(int file, size_t count, size_t *i)
{
    size_t taken;
    bool found = false;

    lock(file, F_WRLCK);
    if (pread(file, &taken, sizeof taken, 0) == (ssize_t)sizeof taken && taken < count) {
        *i = count - ++taken;
        found = pwrite(file, &taken, sizeof taken, 0) == (ssize_t)sizeof taken;
    }
    lock(file, F_UNLCK);
    return found;
}

static void work(int file, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && take(file, count, &i)) {
        long outcome = fetch_image(&images[i], curl);
        if (pwrite(file, &outcome, sizeof outcome, place_of(i)) != (ssize_t)sizeof outcome)
            break;
    }
    curl_easy_cleanup(curl);
}

static size_t collect(int file, const struct image images[], size_t count, long outcomes[])
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++) {
        if (pread(file, &outcomes[i], sizeof outcomes[i], place_of(i)) != (ssize_t)sizeof outcomes[i])
            outcomes[i] = 0;
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, started = 0;
    pid_t *children = calloc(wanted + 1, sizeof *children);
    int file = memfd_create("queue", MFD_CLOEXEC);

    if (children && file >= 0 && ftruncate(file, place_of(count)) == 0)
        while (started < wanted && (children[started] = fork()) >= 0) {
            if (children[started] == 0) {
                free(children);
                work(file, images, count);
                _exit(0);
            }
            started++;
        }
    for (size_t c = 0; c < started; c++)
        waitpid(children[c], NULL, 0);
    size_t saved = collect(file, images, count, outcomes);
    if (file >= 0)
        close(file);
    free(children);
    return saved;
}
