/*
 * threads.c - a pool of threads that take images from one shared queue.
 *
 * A thread that waits for a reply does not delay the others. The queue is just the array and a number: which
 * image comes next. A free thread takes it. So a slow image delays only one thread, and no image has to wait
 * for a busy thread.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"

/* BEGIN SOLUTION */
/* The threads share this. The mutex protects `next`. outcomes[i] belongs to the thread that took image i. */
struct queue {
    const struct image *images;
    size_t count;
    long *outcomes;
    pthread_mutex_t mutex;
    size_t next;
};

/* Take the next image off the queue. Returns false if none is left, or after SIGINT. */
static bool take(struct queue *queue, size_t *i)
{
    bool taken = false;

    pthread_mutex_lock(&queue->mutex);
    if (queue->next < queue->count && !interrupted()) {
        *i = queue->next++;
        taken = true;
    }
    pthread_mutex_unlock(&queue->mutex);
    return taken;
}

/* A worker: it makes one handle and uses it for all images that it takes. */
static void *work(void *argument)
{
    struct queue *queue = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    if (!curl)
        return NULL;
    while (take(queue, &i))
        queue->outcomes[i] = fetch_image(&queue->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
    return saved;
}
/* END SOLUTION */
//~ /*
//~  * YOUR CODE. Follow the steps of the handout. Run `make test LAB=threads` after each:
//~  *
//~  * 1. One thread: define a struct with all that it must know (the images, their count, the outcomes).
//~  *    Write a worker, static void *work(void *argument). It makes a handle with curl_easy_init(), calls
//~  *    fetch_image() for all images, keeps their outcomes, and cleans up the handle. Start it in
//~  *    download_all().
//~  * 2. A queue: add the number of the next image to the struct. Write a function that takes it, or
//~  *    reports that none is left. The worker takes images until then.
//~  * 3. A lock: add a mutex to the struct. Hold it while you look at the number and change it, but not
//~  *    while you download.
//~  */

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    /* BEGIN SOLUTION */
    struct queue queue = {.images = images, .count = count, .outcomes = outcomes};
    size_t wanted = workers < count ? workers : count, started = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    for (size_t i = 0; i < count; i++)
        outcomes[i] = 0; /* not tried yet */
    if (!threads)
        return 0;
    interrupt_watch();
    pthread_mutex_init(&queue.mutex, NULL);

    /* If some threads cannot start, the others do all the work. */
    while (started < wanted && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);

    pthread_mutex_destroy(&queue.mutex);
    free(threads);
    return count_saved(outcomes, count);
    /* END SOLUTION */
    //~ /*
    //~  * YOUR CODE, after you have written the worker:
    //~  *
    //~  * 1. Start one thread with pthread_create(), and wait for it with pthread_join(). Count the
    //~  *    outcomes that are 200, and return that number.
    //~  * 2. Start `workers` threads, all with the same struct. Then join every one of them.
    //~  * 4. If pthread_create() fails, the threads that did start do all the work.
    //~  *
    //~  * Stretch: call interrupt_watch() first. Once interrupted() is true, begin nothing new, but finish
    //~  * what has begun.
    //~  */
    //~ (void)images;
    //~ (void)count;
    //~ (void)workers;
    //~ (void)outcomes;
    //~ return 0;
}
