/*
 * decode.c - decode a picture with libjpeg.
 */
#include "server_tests.h"

#include <jpeglib.h>

struct pixels decode(const unsigned char *bytes, size_t size)
{
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct pixels pixels = {.sum = 1};
    JSAMPLE line[3 * 2048];
    JSAMPROW lines[] = {line};
    size_t dot = 0;

    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, bytes, size);
    ck_assert_int_eq(jpeg_read_header(&jpeg, TRUE), JPEG_HEADER_OK);
    jpeg_start_decompress(&jpeg);
    pixels.width = jpeg.output_width;
    pixels.height = jpeg.output_height;
    ck_assert_uint_le(pixels.width, 2048);
    while (jpeg.output_scanline < jpeg.output_height) {
        jpeg_read_scanlines(&jpeg, lines, 1);
        for (size_t i = 0; i < (size_t)3 * pixels.width; i++)
            pixels.sum = (pixels.sum ^ line[i]) * UINT64_C(0x100000001b3);
        for (unsigned x = 0; x < pixels.width; x++, dot++)
            if (dot < 8 * sizeof(pixels.white) && line[3 * x] > 190 && line[3 * x + 1] > 190 &&
                line[3 * x + 2] > 190)
                pixels.white[dot / 8] |= (unsigned char)(1 << dot % 8);
    }
    jpeg_finish_decompress(&jpeg);
    ck_assert_int_eq(errors.num_warnings, 0);
    jpeg_destroy_decompress(&jpeg);
    return pixels;
}
