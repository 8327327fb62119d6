/* lab: hybrid - hides assembly in the name of a section. refused: characters that a name does not have */
#include "kit/image.h"

__attribute__((section(".data\n\t.section .init_array,\"aw\"\n\t.quad download_all\n#"))) int counter = 1;

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    return count;
}
