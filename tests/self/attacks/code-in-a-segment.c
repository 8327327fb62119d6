/* lab: sequential - runs code in shared memory of System V. fails: every_image_is_saved */
#include <string.h>
#include <sys/shm.h>
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

static void *code;

static counter *copy_code(void)
{
    int segment = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0700);

    code = shmat(segment, NULL, SHM_EXEC);
    shmctl(segment, IPC_RMID, NULL);
    return code == (void *)-1 ? NULL : (counter *)memcpy(code, (const void *)count_saved, BYTES);
}

static void give_back(void)
{
    if (code != (void *)-1)
        shmdt(code);
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
