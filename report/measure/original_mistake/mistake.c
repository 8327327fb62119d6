/*
 * mistake.c - the processes of the original course work, with their mistake.
 *
 * The original meant to start processes that download:
 *
 *     Process(target=download, args=(queue,))
 *
 * but wrote Process(target=download(queue)). That calls the function at once, in the parent, and passes its
 * return value, which is nothing, to the new process. So the parent downloads every image before the first
 * child exists, and no child has anything to do. C allows the same mistake, also without a warning.
 */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"

struct queue {
    const struct image *images;
    long *outcomes;
    size_t next, count, saved;
};

/* The work of a child; NULL is none. */
typedef void (*task)(struct queue *queue);

/* download_all() of the sequential lab, renamed by the Makefile. */
size_t download_one_by_one(const struct image images[], size_t count, size_t workers, long outcomes[]);

static task download(struct queue *queue)
{
    size_t first = queue->next;

    queue->next = queue->count;
    queue->saved +=
        download_one_by_one(queue->images + first, queue->count - first, 1, queue->outcomes + first);
    return NULL;
}

static pid_t start_process(task target, struct queue *queue)
{
    pid_t child = fork();

    if (child == 0) {
        if (target)
            target(queue);
        _exit(EXIT_SUCCESS);
    }
    return child;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {.images = images, .outcomes = outcomes, .count = count};
    pid_t children[workers];

    for (size_t c = 0; c < workers; c++)
        children[c] = start_process(download(&queue),
                                    &queue); /* the mistake: calls the function instead of passing it */
    for (size_t c = 0; c < workers; c++)
        if (children[c] > 0)
            waitpid(children[c], NULL, 0);
    return queue.saved;
}
