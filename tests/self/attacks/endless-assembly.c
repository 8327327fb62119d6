/* lab: sequential - lets the assembler repeat a line a million million times. refused: sequential.c */
#include "kit/image.h"

__asm__(".rept 1000000\n.rept 1000000\n.quad 1\n.endr\n.endr\n");

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    return count;
}
