/*
 * A memfd of a fixed generous size (room for 500,000 outcomes, 4 MB, of which little is ever touched).
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define MOST 500000

struct shared {
    atomic_size_t next;
    _Atomic long outcomes[MOST];
};

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t saved = 0;
    int fd = memfd_create("shared", MFD_CLOEXEC);

    if (count > MOST || fd < 0 || ftruncate(fd, sizeof(struct shared)) != 0)
        return 0;
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (shared == MAP_FAILED)
        return 0;
    for (size_t w = 0; w < workers && w < count; w++)
        if (fork() == 0) {
            CURL *curl = curl_easy_init();
            for (size_t i; curl && (i = shared->next++) < count;)
                shared->outcomes[i] = fetch_image(&images[i], curl);
            curl_easy_cleanup(curl);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shared->outcomes[i];
        saved += outcomes[i] == 200;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    munmap(shared, sizeof *shared);
    return saved;
}
