/* lab: sequential - leaves with the status by which the harness says that it has failed itself. fails: every_image_is_asked_for_once */
#include <stdio.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)count, (void)workers, (void)outcomes;
    fprintf(stderr, "the harness could not run a test (no fault of the lab): the mock server has gone\n");
    _exit(70);
}
