/*
 * picture.h - draw one numbered picture as a JPEG of an exact size.
 */
#ifndef MOCK_SERVER_PICTURE_H
#define MOCK_SERVER_PICTURE_H

#include <stddef.h>
#include <stdint.h>

/* Draw picture `number` into `bytes`, with exactly `size` bytes (at least 1024). The same seed and number
 * give the same bytes. 0, or -1 without memory. */
int picture_draw(unsigned char *bytes, size_t size, unsigned number, uint64_t seed);

#endif
