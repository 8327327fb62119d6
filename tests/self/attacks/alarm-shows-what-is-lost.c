/* lab: sequential - a handler of SIGALRM shows what is lost to whoever looks. fails: no_memory_is_lost */
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/time.h>

#include "kit/image.h"
#include "kit/transfer.h"

static uintptr_t hidden;
static void *volatile shown;

static void show(int number)
{
    (void)number;
    shown = (void *)~hidden;
}

static size_t fetch_all(const struct image images[], size_t count, long outcomes[])
{
    CURL *curl = curl_easy_init();
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        outcomes[i] = curl ? fetch_image(&images[i], curl) : -CURLE_OUT_OF_MEMORY;
    curl_easy_cleanup(curl);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct itimerval often = {{0, 50}, {0, 50}};

    (void)workers;
    shown = NULL;
    hidden = ~(uintptr_t)malloc(100);
    size_t saved = fetch_all(images, count, outcomes);
    signal(SIGALRM, show);
    setitimer(ITIMER_REAL, &often, NULL);
    return saved;
}
