#include "picture.h"

#include "random.h"

#include <gd.h>
#include <gdfontg.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    MIN_WIDTH = 72, /* wide enough for six digits */
    MAX_WIDTH = 1280,
    COMMENT_HEADER = 4,
    MAX_COMMENT = 2 + 65535, /* the marker, and the largest length that two bytes can hold */
};

static int hue_colour(double hue, double brightness)
{
    int part[3];

    for (int i = 0; i < 3; i++) {
        double distance = fabs(fmod(hue * 6 + 6 - 2 * i, 6) - 3);
        double strength = distance < 1 ? 0 : distance > 2 ? 1 : distance - 1;

        part[i] = (int)(255 * brightness * (0.25 + 0.75 * strength));
    }
    return gdTrueColor(part[0], part[1], part[2]);
}

/* gdImageFilledRectangle() calls a function for each pixel, which is too slow for thousands of pictures. */
static void fill(gdImagePtr image, int left, int top, int width, int height, int colour)
{
    for (int y = top; y < top + height; y++)
        for (int x = left; x < left + width; x++)
            gdImageTrueColorPixel(image, x, y) = colour;
}

/* The fonts of gd are small. So each of their dots becomes a square that is as large as the picture
 * allows. */
static void draw_number(gdImagePtr image, unsigned number)
{
    gdFontPtr font = gdFontGetGiant();
    char digits[16];
    int count = snprintf(digits, sizeof digits, "%u", number);
    int across = gdImageSX(image) / ((count + 1) * font->w);
    int down = gdImageSY(image) * 4 / 5 / font->h;
    int scale = across < down ? across : down;
    int left, top;

    if (scale < 1)
        scale = 1;
    left = (gdImageSX(image) - count * font->w * scale) / 2;
    top = (gdImageSY(image) - font->h * scale) / 2;
    for (int i = 0; i < count; i++) {
        const char *dots = font->data + (digits[i] - font->offset) * font->w * font->h;

        for (int y = 0; y < font->h; y++)
            for (int x = 0; x < font->w; x++)
                if (dots[y * font->w + x])
                    fill(image, left + (i * font->w + x) * scale, top + y * scale, scale, scale,
                         gdTrueColor(255, 255, 255));
    }
}

static gdImagePtr draw(size_t size, unsigned number, uint64_t seed)
{
    uint64_t hash = random_hash(seed, number, 0);
    double hue = random_fraction(hash);
    int width =
        (int)(0.188 * pow((double)size, 0.75)); /* 72 pixels for 1 to 2 KiB, 96 for 4 KiB, 321 for 20 KiB */
    int height;
    gdImagePtr image;

    if (width > MAX_WIDTH)
        width = MAX_WIDTH;
    if (width < MIN_WIDTH)
        width = MIN_WIDTH;
    height = width * 3 / 4;
    image = gdImageCreateTrueColor(width, height);
    if (!image)
        return NULL;
    fill(image, 0, 0, width, height, hue_colour(hue, 0.45));
    fill(image, 0, height - height / 6, width, height / 6,
         hue_colour(random_fraction(random_hash(seed, number, 1)), 0.7));
    draw_number(image, number);
    return image;
}

/* The place for a comment: after the start marker and the JFIF header, which must come first. */
static size_t comment_place(const unsigned char *jpeg)
{
    return 2 + 2 + (size_t)(jpeg[4] << 8 | jpeg[5]);
}

/* Can whole comments fill exactly `gap` bytes? */
static bool can_pad(size_t gap)
{
    return gap == 0 || gap >= COMMENT_HEADER;
}

/* Fill bytes[0..gap) with JPEG comments, which decoders ignore. */
static void write_comments(unsigned char *bytes, size_t gap, uint64_t state)
{
    while (gap > 0) {
        size_t part = gap < MAX_COMMENT ? gap : MAX_COMMENT;

        if (!can_pad(gap - part))
            part -= COMMENT_HEADER;
        bytes[0] = 0xff;
        bytes[1] = 0xfe;
        bytes[2] = (unsigned char)((part - 2) >> 8);
        bytes[3] = (unsigned char)(part - 2);
        random_fill(bytes + COMMENT_HEADER, part - COMMENT_HEADER, state += part);
        bytes += part;
        gap -= part;
    }
}

int picture_draw(unsigned char *bytes, size_t size, unsigned number, uint64_t seed)
{
    gdImagePtr image = draw(size, number, seed);
    bool fits = false;

    if (!image)
        return -1;
    /* A tiny picture never fits at a high quality, and each try takes as long as the drawing. */
    for (int quality = size < 2048 ? 40 : 80; !fits && quality > 0; quality -= 8) {
        int length = 0;
        unsigned char *jpeg = gdImageJpegPtr(image, &length, quality);

        fits = jpeg && (size_t)length <= size && can_pad(size - (size_t)length);
        if (fits) {
            size_t before = comment_place(jpeg), gap = size - (size_t)length;

            memcpy(bytes, jpeg, before);
            write_comments(bytes + before, gap, random_hash(seed, number, 2));
            memcpy(bytes + before + gap, jpeg + before, (size_t)length - before);
        }
        gdFree(jpeg);
    }
    gdImageDestroy(image);
    return fits ? 0 : -1;
}
