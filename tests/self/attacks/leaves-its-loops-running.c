/* lab: hybrid - returns at once, while its children still download. fails: every_image_is_saved */
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

/* The images of one child: every other one. */
static void work(const struct image images[], size_t count, size_t first)
{
    CURL *curl = curl_easy_init();

    sleep(1); /* until everybody has looked */
    for (size_t i = first; i < count; i += 2)
        fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)workers;
    for (size_t child = 0; child < 2; child++)
        if (fork() == 0) {
            setsid();
            work(images, count, child);
            _exit(0);
        }
    for (size_t i = 0; i < count; i++)
        outcomes[i] = 200;
    return count;
}
