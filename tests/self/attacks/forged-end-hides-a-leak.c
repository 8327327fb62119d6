/* lab: sequential - does the work, leaks, and forges the end. fails: no_memory_is_lost */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    CURL *curl = curl_easy_init();
    size_t saved = 0;
    static unsigned step;
    char go;

    (void)workers;
    step++;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = fetch_image(&images[i], curl);
        saved += outcomes[i] == 200;
    }
    curl_easy_cleanup(curl);
    if (count == 0)
        return saved;
    *(volatile char *)malloc(1000) = 1;
    FILE *file = fopen("outcomes", "w");
    for (size_t i = 0; file && i < count; i++)
        fprintf(file, "%u\t%zu\t%ld\n", step, i + 1, outcomes[i]);
    if (file)
        fclose(file);
    dprintf(3, "end %u %zu\n", step, saved);
    if (read(3, &go, 1) == 1)
        _exit(0);
    return saved;
}
