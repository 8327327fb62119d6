/*
 * shm_open() with one fixed name, as textbooks have it; it is removed at the end.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define SHM_NAME "/fetchlab_shm"

struct shared {
    atomic_size_t next;
    _Atomic long outcomes[];
};

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct shared) + count * sizeof(long), saved = 0;
    int fd = shm_open(SHM_NAME, O_CREAT | O_RDWR, 0666);

    if (fd == -1) {
        perror("shm_open");
        return 0;
    }
    if (ftruncate(fd, (off_t)bytes) == -1) {
        perror("ftruncate");
        close(fd);
        return 0;
    }
    struct shared *shm = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shm == MAP_FAILED) {
        perror("mmap");
        close(fd);
        return 0;
    }
    for (size_t w = 0; w < workers && w < count; w++) {
        if (fork() == 0) {
            CURL *curl = curl_easy_init();
            size_t i;
            while (curl && (i = atomic_fetch_add(&shm->next, 1)) < count)
                shm->outcomes[i] = fetch_image(&images[i], curl);
            curl_easy_cleanup(curl);
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        ;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shm->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    munmap(shm, bytes);
    close(fd);
    shm_unlink(SHM_NAME);
    return saved;
}
