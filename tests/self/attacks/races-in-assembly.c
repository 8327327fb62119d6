/* lab: threads - races in assembly, which no sanitizer sees. refused: assembly has no place in a lab */
#include <pthread.h>

#include "kit/image.h"
#include "kit/transfer.h"

static const struct image *list;
static size_t length, next;
static long *results;

/* Two instructions, between which another thread may come. */
static size_t take(void)
{
    size_t taken;

#if defined __x86_64__
    __asm__ volatile("mov %1, %0\n\tincq %1" : "=&r"(taken), "+m"(next));
#elif defined __aarch64__
    size_t following;
    __asm__ volatile("ldr %0, %2\n\tadd %1, %0, 1\n\tstr %1, %2"
                     : "=&r"(taken), "=&r"(following), "+m"(next));
#endif
    return taken;
}

static void *work(void *unused)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = take()) < length)
        results[i] = fetch_image(&list[i], curl);
    curl_easy_cleanup(curl);
    return unused;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    pthread_t threads[workers];
    size_t started = 0, saved = 0;

    list = images, length = count, results = outcomes, next = 0;
    while (started < workers && started < count && pthread_create(&threads[started], NULL, work, NULL) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
