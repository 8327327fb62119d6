/*
 * Each thread has a mailbox with its own mutex and condition. The caller sends the next image to a thread
 * that is free.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

#define EMPTY ((size_t)-1)
#define LAST  ((size_t)-2)

struct box;

/* The list where free threads register. */
struct desk {
    pthread_mutex_t mutex;
    pthread_cond_t someone;
    struct box *free_ones;
    const struct image *images;
    long *outcomes;
};

struct box {
    struct desk *desk;
    struct box *next_free;
    pthread_mutex_t mutex;
    pthread_cond_t mail;
    size_t letter;
    pthread_t thread;
};

static void put_down(struct box *box)
{
    pthread_mutex_lock(&box->desk->mutex);
    box->next_free = box->desk->free_ones;
    box->desk->free_ones = box;
    pthread_cond_signal(&box->desk->someone);
    pthread_mutex_unlock(&box->desk->mutex);
}

static size_t open_letter(struct box *box)
{
    pthread_mutex_lock(&box->mutex);
    while (box->letter == EMPTY)
        pthread_cond_wait(&box->mail, &box->mutex);
    size_t letter = box->letter;
    box->letter = EMPTY;
    pthread_mutex_unlock(&box->mutex);
    return letter;
}

static void *live(void *argument)
{
    struct box *box = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    put_down(box);
    while ((i = open_letter(box)) != LAST) {
        box->desk->outcomes[i] = curl ? fetch_image(&box->desk->images[i], curl) : -CURLE_FAILED_INIT;
        put_down(box);
    }
    curl_easy_cleanup(curl);
    return NULL;
}

static void post(struct box *box, size_t letter)
{
    pthread_mutex_lock(&box->mutex);
    box->letter = letter;
    pthread_cond_signal(&box->mail);
    pthread_mutex_unlock(&box->mutex);
}

static struct box *free_one(struct desk *desk)
{
    pthread_mutex_lock(&desk->mutex);
    while (!desk->free_ones)
        pthread_cond_wait(&desk->someone, &desk->mutex);
    struct box *box = desk->free_ones;
    desk->free_ones = box->next_free;
    pthread_mutex_unlock(&desk->mutex);
    return box;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct desk desk = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, images, outcomes};
    size_t n = workers < count ? workers : count, started = 0;
    struct box *boxes = calloc(n + 1, sizeof *boxes);

    while (boxes && started < n) {
        struct box *box = &boxes[started];
        *box = (struct box){.desk = &desk, .letter = EMPTY};
        pthread_mutex_init(&box->mutex, NULL);
        pthread_cond_init(&box->mail, NULL);
        if (pthread_create(&box->thread, NULL, live, box) != 0)
            break;
        started++;
    }
    for (size_t i = 0; started > 0 && i < count; i++)
        post(free_one(&desk), i);
    for (size_t t = 0; t < started; t++)
        post(free_one(&desk), LAST);
    for (size_t t = 0; t < started; t++)
        pthread_join(boxes[t].thread, NULL);
    for (size_t t = 0; t < started; t++) {
        pthread_cond_destroy(&boxes[t].mail);
        pthread_mutex_destroy(&boxes[t].mutex);
    }
    pthread_cond_destroy(&desk.someone);
    pthread_mutex_destroy(&desk.mutex);
    free(boxes);
    return count_saved(outcomes, count);
}
