/* flags: -fopenmp */
/*
 * OpenMP starts the threads and deals the images out, one at a time to the next free thread.
 */
#include <omp.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, saved = 0;

    if (count == 0)
        return 0;
#pragma omp parallel num_threads((int)wanted) reduction(+ : saved)
    {
        CURL *curl = curl_easy_init();
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < count; i++) {
            outcomes[i] = curl ? fetch_image(&images[i], curl) : -CURLE_OUT_OF_MEMORY;
            saved += outcomes[i] == 200;
        }
        curl_easy_cleanup(curl);
    }
    /* OpenMP keeps its threads for the next time; nobody is to be left when we return. */
    omp_pause_resource_all(omp_pause_hard);
    return saved;
}
