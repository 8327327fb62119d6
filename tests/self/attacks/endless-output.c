/* lab: threads - an accident: prints without end. fails: every_image_is_asked_for_once */
#include <pthread.h>
#include <unistd.h>

#include "kit/image.h"

static void *print(void *descriptor)
{
    static const char words[65536] = "more";

    while (write(*(int *)descriptor, words, sizeof words) != 0)
        continue;
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    static int output = STDOUT_FILENO, errors = STDERR_FILENO;
    pthread_t thread;

    (void)images, (void)workers, (void)outcomes;
    pthread_create(&thread, NULL, print, &output);
    print(&errors);
    return count;
}
