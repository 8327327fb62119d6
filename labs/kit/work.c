/*
 * work.c - decode and shrink a JPEG picture, with libjpeg.
 */
#include "work.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

/* libjpeg ends the process on bad data unless its error handler jumps away. */
struct careful_error {
    struct jpeg_error_mgr manager;
    jmp_buf back;
};

static void jump_back(j_common_ptr common)
{
    struct careful_error *error = (struct careful_error *)common->err;

    longjmp(error->back, 1);
}

static void say_nothing(j_common_ptr common)
{
    (void)common;
}

/* Average each square of four pixels of two rows, in place. The result is in `upper`. */
static void shrink_rows(JSAMPLE *upper, const JSAMPLE *lower, unsigned width, int components)
{
    for (unsigned x = 0; x + 1 < width; x += 2)
        for (int c = 0; c < components; c++) {
            unsigned left = x * components + c, right = left + components;
            upper[x / 2 * components + c] = (upper[left] + upper[right] + lower[left] + lower[right]) / 4;
        }
}

static void decode_and_shrink(FILE *file)
{
    struct jpeg_decompress_struct picture;
    struct careful_error error;

    picture.err = jpeg_std_error(&error.manager);
    error.manager.error_exit = jump_back;
    error.manager.output_message = say_nothing;
    jpeg_create_decompress(&picture);
    if (setjmp(error.back) == 0) {
        jpeg_stdio_src(&picture, file);
        jpeg_read_header(&picture, TRUE);
        jpeg_start_decompress(&picture);
        JSAMPARRAY rows = picture.mem->alloc_sarray((j_common_ptr)&picture, JPOOL_IMAGE,
                                                    picture.output_width * picture.output_components, 2);
        while (picture.output_scanline < picture.output_height) {
            unsigned odd = picture.output_scanline % 2;
            jpeg_read_scanlines(&picture, &rows[odd], 1);
            if (odd)
                shrink_rows(rows[0], rows[1], picture.output_width, picture.output_components);
        }
        jpeg_finish_decompress(&picture);
    }
    jpeg_destroy_decompress(&picture);
}

void work_on_image(const char *path, unsigned long times)
{
    if (times == 0)
        return;
    FILE *file = fopen(path, "rbe");
    if (!file)
        return;
    for (unsigned long i = 0; i < times; i++) {
        rewind(file);
        decode_and_shrink(file);
    }
    fclose(file);
}
