/*
 * Step 1: one child.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers;
    (void)outcomes;
    pid_t child = fork();
    if (child == 0) {
        CURL *curl = curl_easy_init();
        for (size_t i = 0; i < count; i++)
            fetch_image(&images[i], curl);
        curl_easy_cleanup(curl);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    return 0;
}
