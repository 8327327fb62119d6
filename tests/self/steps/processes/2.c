/*
 * Step 2: shared memory, for the outcomes of one child.
 */
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t size = (count + 1) * sizeof(long), saved = 0; /* mmap() refuses 0 bytes */
    long *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    (void)workers;
    if (shared == MAP_FAILED)
        return 0;
    pid_t child = fork();
    if (child == 0) {
        CURL *curl = curl_easy_init();
        for (size_t i = 0; i < count; i++)
            shared[i] = fetch_image(&images[i], curl);
        curl_easy_cleanup(curl);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shared[i];
        if (outcomes[i] == 200)
            saved++;
    }
    munmap(shared, size);
    return saved;
}
