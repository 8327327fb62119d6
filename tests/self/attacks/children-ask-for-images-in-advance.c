/* lab: processes - most ask, and throw it away. fails: as_many_at_once_as_workers */
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static size_t ignore(char *bytes, size_t size, size_t count, void *nothing)
{
    (void)bytes, (void)nothing;
    return size * count;
}

static void show(const char *url)
{
    CURL *curl = curl_easy_init();

    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    _exit(0);
}

static void work(const struct image images[], size_t count, long outcomes[])
{
    CURL *curl = curl_easy_init();

    for (size_t i = 0; curl && i < count; i++)
        outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
    _exit(0);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t places = workers < count ? workers : count, saved = 0, bytes = (count + 1) * sizeof(long);
    long *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (shared == MAP_FAILED)
        return 0;
    for (size_t w = 0; w < places; w++)
        if (fork() == 0) {
            if (w == 0)
                work(images, count, shared);
            show(images[count - w].url);
        }
    while (wait(NULL) > 0)
        continue;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shared[i];
        saved += outcomes[i] == 200;
    }
    munmap(shared, bytes);
    return saved;
}
