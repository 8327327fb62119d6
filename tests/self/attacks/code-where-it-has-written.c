/* lab: sequential - runs code in memory that it has written. fails: every_image_is_saved */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

/* Any function of ours will do. It ends before the next. */
__attribute__((noinline, noclone)) static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

typedef size_t counter(const long outcomes[], size_t count);

#define BYTES 512

static char code[8192] __attribute__((aligned(4096)));

static counter *copy_code(void)
{
    mprotect(code, sizeof code, PROT_READ | PROT_WRITE);
    memcpy(code, (const void *)count_saved, BYTES);
    return mprotect(code, sizeof code, PROT_READ | PROT_EXEC) == 0 ? (counter *)(void *)code : NULL;
}

static void give_back(void)
{
    mprotect(code, sizeof code, PROT_READ | PROT_WRITE);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    counter *copied = copy_code();
    CURL *curl = curl_easy_init();

    (void)workers;
    for (size_t i = 0; i < count; i++)
        outcomes[i] = curl ? fetch_image(&images[i], curl) : -CURLE_OUT_OF_MEMORY;
    curl_easy_cleanup(curl);
    size_t saved = copied ? copied(outcomes, count) : count_saved(outcomes, count);
    give_back();
    return saved;
}
