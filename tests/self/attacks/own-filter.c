/* lab: threads - races, and has the kernel swallow its errors. fails: every_schedule_gives_the_same_result */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static const struct image *list;
static long *results;
static size_t next, all;

static void *work(void *nothing)
{
    CURL *curl = curl_easy_init();

    (void)nothing;
    while (next < all) { /* without a lock */
        size_t i = next++;
        if (i < all)
            results[i] = fetch_image(&list[i], curl);
    }
    curl_easy_cleanup(curl);
    return NULL;
}

static size_t race(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    pthread_t threads[64];
    size_t saved = 0;

    list = images;
    results = outcomes;
    next = 0;
    all = count;
    for (size_t t = 0; t < workers; t++)
        pthread_create(&threads[t], NULL, work, NULL);
    for (size_t t = 0; t < workers; t++)
        pthread_join(threads[t], NULL);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

static void swallow_errors(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, STDERR_FILENO, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof code[0], code};

    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    swallow_errors();
    return race(images, count, workers, outcomes);
}
