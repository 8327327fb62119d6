/* lab: sequential - a timer will ask the server for more. fails: nothing_is_left_behind */
#include <signal.h>
#include <string.h>
#include <time.h>

#include "kit/image.h"
#include "kit/transfer.h"

static char url[256];

static void ask(int number)
{
    CURL *curl = curl_easy_init();

    (void)number;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    curl_easy_perform(curl);
    curl_easy_cleanup(curl);
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
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGVTALRM};
    struct itimerspec later = {.it_value = {3600, 0}};
    timer_t timer;

    (void)workers;
    if (count > 0)
        strncpy(url, images[0].url, sizeof url - 1);
    signal(SIGVTALRM, ask);
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
        timer_settime(timer, 0, &later, NULL);
    return fetch_all(images, count, outcomes);
}
