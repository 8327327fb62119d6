/* flags: -fopenmp */
/*
 * One thread of a team makes a task of each image, and all threads of the team do the tasks.
 */
#include <omp.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t saved = 0;
    int threads = (int)(workers < count ? workers : count);
    CURL **curls;

    if (count == 0 || !(curls = calloc((size_t)threads, sizeof *curls)))
        return 0;
#pragma omp parallel num_threads(threads)
    {
        curls[omp_get_thread_num()] = curl_easy_init();
#pragma omp barrier
#pragma omp single
        for (size_t i = 0; i < count; i++) {
#pragma omp task firstprivate(i)
            if (curls[omp_get_thread_num()])
                outcomes[i] = fetch_image(&images[i], curls[omp_get_thread_num()]);
        }
    }
    for (int t = 0; t < threads; t++)
        curl_easy_cleanup(curls[t]);
    free(curls);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    omp_pause_resource_all(omp_pause_hard);
    return saved;
}
