/* lab: async - makes files and directories without end, each in the one before, until none can be made. fails: every_image_is_asked_for_once */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    char name[200];

    (void)images, (void)workers, (void)outcomes;
    memset(name, 'x', sizeof name);
    for (unsigned number = 0; number < 1000000; number++) {
        snprintf(name + 150, 50, "%u", number);
        int file = open(name, O_WRONLY | O_CREAT, 0);
        if (file < 0)
            break;
        close(file);
        name[0] = 'd';
        if (mkdir(name, 0700) != 0 || chdir(name) != 0)
            break;
        name[0] = 'x';
    }
    return count;
}
