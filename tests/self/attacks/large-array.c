/* lab: sequential - an array that makes a file of many gigabytes. refused: sequential.c */
#include "kit/image.h"

char all_of_it[6000000000] = {1};

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    return count + (size_t)all_of_it[count];
}
