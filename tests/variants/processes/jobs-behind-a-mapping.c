/*
 * The jobs are the parent's, allocated one by one, and only memory that is mapped leads to them.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct shared {
    struct job {
        size_t image;
    } * *jobs; /* the parent's, found by way of mapped memory alone */
    atomic_size_t next;
    long outcomes[];
};

static size_t take(struct shared *s, size_t count)
{
    size_t i = atomic_fetch_add(&s->next, 1);

    return i < count && s->jobs && s->jobs[i] ? s->jobs[i]->image : i < count ? i : count;
}

static void work(struct shared *s, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = take(s, count)) < count)
        s->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
    _exit(0);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct shared) + count * sizeof(long), n = workers < count ? workers : count,
           started = 0, saved = 0;
    struct shared *s = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        return 0;
    s->jobs = calloc(count + 1, sizeof *s->jobs);
    for (size_t i = 0; s->jobs && i < count; i++)
        if ((s->jobs[i] = malloc(sizeof *s->jobs[i])))
            s->jobs[i]->image = i;

    for (; started < n; started++) {
        pid_t child = fork();
        if (child < 0)
            break;
        if (child == 0)
            work(s, images, count);
    }
    while (wait(NULL) > 0 || errno == EINTR)
        continue;
    for (size_t i = 0; s->jobs && i < count; i++)
        free(s->jobs[i]);
    free(s->jobs);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = s->outcomes[i];
        saved += outcomes[i] == 200;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    munmap(s, bytes);
    return saved;
}
