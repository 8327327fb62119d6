/* fails: as_many_at_once_as_workers, by_a_child_for_each_worker - vfork() shares all memory, and its parent stands still until the child has ended. */
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    volatile size_t next = 0; /* no mmap() needed */
    size_t saved = 0;
    pid_t *children = calloc(workers, sizeof *children);

    if (!children)
        return 0;
    for (volatile size_t w = 0; w < workers; w++) {
        pid_t pid = vfork();
        if (pid == 0) {
            CURL *curl = curl_easy_init();
            while (curl && next < count) {
                size_t i = next++;
                outcomes[i] = fetch_image(&images[i], curl);
            }
            curl_easy_cleanup(curl);
            _exit(0);
        }
        children[w] = pid;
    }
    for (size_t w = 0; w < workers; w++)
        if (children[w] > 0)
            waitpid(children[w], NULL, 0);
    free(children);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
