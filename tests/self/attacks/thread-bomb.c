/* lab: threads - an accident: starts threads without end. fails: every_image_is_asked_for_once */
#include <pthread.h>
#include <unistd.h>

#include "kit/image.h"

static void *sleep_on(void *nothing)
{
    pause();
    return nothing;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    pthread_t thread;

    (void)images, (void)workers, (void)outcomes;
    for (;;)
        pthread_create(&thread, NULL, sleep_on, NULL);
    return count;
}
