/*
 * plain.c - what a program wrote comes into messages, and by them to terminals and into reports.
 */
#include "plain.h"

#include <stddef.h>

/* Of a sequence of bytes in UTF-8: how many there are, and the least number that needs so many. */
static const struct form {
    unsigned char mask, lead;
    size_t length;
    unsigned long least;
} forms[] = {
    {0x80, 0x00, 1, 0},
    {0xe0, 0xc0, 2, 0x80},
    {0xf0, 0xe0, 3, 0x800},
    {0xf8, 0xf0, 4, 0x10000},
};

/* The character that text begins with, and its length; -1 where it begins with none. */
static long decode(const unsigned char *text, size_t *length)
{
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
        const struct form *form = &forms[f];
        if ((text[0] & form->mask) != form->lead)
            continue;
        unsigned long character = text[0] & (unsigned char)~form->mask;
        for (size_t i = 1; i < form->length; i++) {
            if ((text[i] & 0xc0) != 0x80)
                return -1;
            character = character << 6 | (text[i] & 0x3f);
        }
        *length = form->length;
        return character < form->least || character > 0x10ffff ? -1 : (long)character;
    }
    return -1;
}

/* Two sets of characters that control terminals, halves of characters, and two that are none. */
static int is_shown(long character)
{
    return character == '\n' || character == '\t' ||
           (character >= ' ' && !(character >= 0x7f && character < 0xa0) &&
            !(character >= 0xd800 && character < 0xe000) && character != 0xfffe && character != 0xffff);
}

void make_plain(char *text)
{
    size_t length = 1;

    for (unsigned char *at = (unsigned char *)text; *at; at += length) {
        long character = decode(at, &length);
        if (is_shown(character))
            continue;
        if (character < 0)
            length = 1;
        for (size_t i = 0; i < length; i++)
            at[i] = '?';
    }
}
