/*
 * sanitize_text.c - make a program's output safe to print in messages and reports.
 */
#include "sanitize_text.h"

#include <stddef.h>
#include <string.h>

/* A UTF-8 sequence: its number of bytes, and the smallest character that needs so many. */
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

/* The first character of a text, and its length; -1 if the text begins with none. */
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

/* Characters not to print: control codes, other line ends, marks that change the direction of text,
 * surrogates and non-characters. */
static int is_shown(long character)
{
    static const struct {
        long first, last;
    } hidden[] = {{0, 0x1f},        {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},
                  {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f},
                  {0xd800, 0xdfff}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe0fff}};

    if (character == '\n' || character == '\t')
        return 1;
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        if (character >= hidden[i].first && character <= hidden[i].last)
            return 0;
    return character >= 0 && (character & 0xfffe) != 0xfffe;
}

/* Build servers obey lines that begin with "::", and "##word[" anywhere. */
static void make_harmless(char *text)
{
    for (char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        char *first = line + strspn(line, " \t");
        if (first[0] == ':' && first[1] == ':')
            *first = '?';
    }
    for (char *at = text; (at = strstr(at, "##")); at++) {
        size_t word = strspn(at + 2, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
        if (at[2 + word] == '[')
            *at = '?';
    }
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
    make_harmless(text);
}
