/* fails: delays_change_nothing (varies); flavours: perturbed - a SIGCHLD that comes between the look and pause() is missed. */
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static volatile sig_atomic_t children_left;

static void on_child(int number)
{
    (void)number;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        children_left--;
}

struct table {
    atomic_size_t next;
    _Atomic long outcomes[];
};

static void child(struct table *table, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    signal(SIGCHLD, SIG_DFL);
    while (curl && (i = atomic_fetch_add(&table->next, 1)) < count)
        table->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
    _exit(0);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct table) + count * sizeof(_Atomic long), saved = 0;
    struct table *table = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (table == MAP_FAILED)
        return 0;
    signal(SIGCHLD, on_child);
    children_left = (sig_atomic_t)(workers < count ? workers : count);
    for (size_t w = 0; w < workers && w < count; w++)
        if (fork() == 0)
            child(table, images, count);
    while (children_left > 0)
        pause();
    signal(SIGCHLD, SIG_DFL);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = table->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    munmap(table, bytes);
    return saved;
}
