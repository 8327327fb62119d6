/* lab: sequential - sets its own limits so low that whoever looks at it stumbles, and then raises them. fails: every_image_is_asked_for_once */
#include <sys/resource.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    static const int kinds[] = {RLIMIT_FSIZE, RLIMIT_NOFILE, RLIMIT_AS,
                                RLIMIT_NPROC, RLIMIT_CPU,    RLIMIT_STACK};
    const struct rlimit none = {0, RLIM_INFINITY}, least = {0, 0};
    CURL *curl = curl_easy_init();

    (void)workers;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (setrlimit((__rlimit_resource_t)kinds[i], &none) != 0)
            setrlimit((__rlimit_resource_t)kinds[i], &least);
    for (size_t i = 0; i < count; i++)
        outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
    return count;
}
