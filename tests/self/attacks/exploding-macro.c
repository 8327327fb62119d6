/* lab: sequential - a macro that grows tenfold in each of many steps. refused: sequential.c */
#include "kit/image.h"

#define A(x) x x x x x x x x x x
#define B(x) A(A(A(A(x))))
#define C(x) B(B(B(B(x))))

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    C(count++;)
    return count;
}
