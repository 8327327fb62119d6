/* fails: every_schedule_gives_the_same_result; flavours: explored - the lock on a record (F_SETLKW) belongs to the process: it keeps no thread out. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    int file;
    size_t next;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static void set_lock(int file, short type)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};

    while (fcntl(file, F_SETLKW, &lock) != 0)
        continue;
}

static size_t take(struct queue *q)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/self/fd/%d", q->file);
    int own = open(path, O_RDWR | O_CLOEXEC);
    set_lock(own, F_WRLCK);
    size_t i = q->next < q->count ? q->next++ : q->count;
    set_lock(own, F_UNLCK);
    close(own);
    return i;
}

static void *work(void *argument)
{
    struct queue *q = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = take(q)) < q->count)
        q->outcomes[i] = fetch_image(&q->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue q = {.count = count, .images = images, .outcomes = outcomes};
    size_t n = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(n + 1, sizeof *threads);

    q.file = memfd_create("lock", MFD_CLOEXEC);
    while (threads && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    close(q.file);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
