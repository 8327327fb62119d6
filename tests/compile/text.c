/*
 * text.c - split preprocessed C into tokens, as the compiler does.
 *
 * The rules are those of gcc's lexer for a preprocessed file: a backslash at the end of a line joins it with
 * the next one, a quote that is not closed ends with its line, raw strings are known.
 */
#include "text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define NOTHING (-1) /* after the end of the text */

struct reader {
    const char *at, *end;
    bool line_begins; /* nothing of this line has been read */
    bool in_pragma;
    char *memory; /* where the next token's text goes */
    struct tokens *tokens;
};

/* Skip every line end after a backslash. gcc allows blanks between the two. */
static void join_lines(struct reader *reader)
{
    while (reader->at < reader->end && *reader->at == '\\') {
        const char *next = reader->at + 1;
        while (next < reader->end && strchr(" \t\v\f\r", *next) && *next != '\0')
            next++;
        if (next == reader->end || *next != '\n')
            return;
        reader->at = next + 1;
    }
}

static int peek(struct reader *reader)
{
    join_lines(reader);
    return reader->at < reader->end ? (unsigned char)*reader->at : NOTHING;
}

static void skip(struct reader *reader)
{
    reader->at++;
}

/* The character after the next one. */
static int peek_second(struct reader *reader)
{
    const char *kept = reader->at;
    int second = NOTHING;

    if (peek(reader) != NOTHING) {
        skip(reader);
        second = peek(reader);
    }
    reader->at = kept;
    return second;
}

static bool is_word(int character)
{
    return character != NOTHING &&
           (isalnum(character) || character == '_' || character == '$' || character >= 0x80);
}

/* A token whose text was written to the reader's memory since `text`. */
static void add(struct reader *reader, enum token_kind kind, const char *text, bool raw)
{
    reader->tokens->tokens[reader->tokens->count++] =
        (struct token){.kind = kind,
                       .mark = kind == TOKEN_MARK ? *text : '\0',
                       .raw = raw,
                       .in_pragma = reader->in_pragma,
                       .text = text,
                       .length = (size_t)(reader->memory - text)};
    *reader->memory++ = '\0';
}

static void take(struct reader *reader)
{
    *reader->memory++ = (char)peek(reader);
    skip(reader);
}

/* Up to the closing quote, or the end of the line. */
static void read_quoted(struct reader *reader)
{
    int quote = peek(reader), character;
    const char *text = reader->memory;

    skip(reader);
    while ((character = peek(reader)) != NOTHING && character != quote && character != '\n') {
        take(reader);
        if (character == '\\' && peek(reader) != NOTHING && peek(reader) != '\n')
            take(reader);
    }
    if (character == quote)
        skip(reader);
    add(reader, quote == '"' ? TOKEN_STRING : TOKEN_OTHER, text, false);
}

/* R"delimiter( ... )delimiter": lines are not joined in it. Returns false if it is not a raw string. */
static bool read_raw(struct reader *reader)
{
    const char *text = reader->memory, *begin = reader->at + 1;
    size_t delimiter = 0;
    char close[20] = ")";

    while (delimiter < 17 && begin + delimiter < reader->end && begin[delimiter] &&
           !strchr("() \\\t\v\f\n", begin[delimiter]))
        delimiter++;
    if (delimiter > 16 || begin + delimiter == reader->end || begin[delimiter] != '(')
        return false;
    memcpy(close + 1, begin, delimiter);
    close[1 + delimiter] = '"';
    begin += delimiter + 1;
    const char *found = memmem(begin, (size_t)(reader->end - begin), close, delimiter + 2);
    if (!found)
        return false;
    memcpy(reader->memory, begin, (size_t)(found - begin));
    reader->memory += found - begin;
    reader->at = found + delimiter + 2;
    add(reader, TOKEN_STRING, text, true);
    return true;
}

static bool is_one_of(const char *word, const char *const words[])
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

/* A word; or a string or a character constant that begins with one. */
static void read_word(struct reader *reader)
{
    static const char *const prefixes[] = {"L", "u", "U", "u8", NULL};
    static const char *const raw_prefixes[] = {"R", "LR", "uR", "UR", "u8R", NULL};
    char *text = reader->memory;

    while (is_word(peek(reader)))
        take(reader);
    *reader->memory = '\0';
    int next = peek(reader);
    bool is_raw = next == '"' && is_one_of(text, raw_prefixes);
    if (is_raw || ((next == '"' || next == '\'') && is_one_of(text, prefixes))) {
        reader->memory = text;
        if (!is_raw || !read_raw(reader))
            read_quoted(reader);
        return;
    }
    add(reader, TOKEN_WORD, text, false);
}

/* A preprocessor's number, which includes 1e+x. */
static void read_number(struct reader *reader)
{
    const char *text = reader->memory;
    int before = 0, character;

    while ((character = peek(reader)),
           is_word(character) || character == '.' ||
               ((character == '+' || character == '-') && before && strchr("eEpP", before))) {
        take(reader);
        before = character;
    }
    add(reader, TOKEN_OTHER, text, false);
}

static void skip_line(struct reader *reader)
{
    int character;

    while ((character = peek(reader)) != NOTHING && character != '\n')
        skip(reader);
}

/* False if no comment begins here. */
static bool skip_comment(struct reader *reader)
{
    int second = peek(reader) == '/' ? peek_second(reader) : NOTHING;

    if (second == '/') {
        skip_line(reader);
        return true;
    }
    if (second != '*')
        return false;
    peek(reader);
    skip(reader);
    peek(reader);
    skip(reader);
    while (peek(reader) != NOTHING && !(peek(reader) == '*' && peek_second(reader) == '/'))
        skip(reader);
    for (int i = 0; i < 2 && peek(reader) != NOTHING; i++)
        skip(reader);
    return true;
}

static void read_mark(struct reader *reader)
{
    static const char digraphs[][4] = {"<%{", "%>}", "<:[", ":>]", "%:#"};
    const char *text = reader->memory;
    int first = peek(reader), second = peek_second(reader);

    take(reader);
    for (size_t i = 0; i < sizeof digraphs / sizeof digraphs[0]; i++)
        if (digraphs[i][0] == first && digraphs[i][1] == second) {
            peek(reader);
            skip(reader);
            reader->memory[-1] = digraphs[i][2];
            break;
        }
    add(reader, TOKEN_MARK, text, false);
}

/* # 12 "name" 1: this name reaches the assembler's text, so it must be only a name. An octal number is a byte
 * of a character that is not ASCII. */
static void read_marker(struct reader *reader)
{
    const char *line = reader->at;

    skip_line(reader);
    for (; line < reader->at; line++)
        if ((unsigned char)*line < ' ' || *line == 0x7f)
            reader->tokens->bad_marker = true;
        else if (*line == '\\' && line + 3 < reader->at && line[1] >= '2' && line[1] <= '3' &&
                 isdigit(line[2]) && isdigit(line[3]))
            line += 3;
        else if (*line == '\\')
            reader->tokens->bad_marker = true;
}

/* A line that begins with #. Lines that the compiler ignores in a preprocessed text are read like others. */
static bool read_directive(struct reader *reader)
{
    const char *kept = reader->at;
    char name[16];
    size_t length = 0;

    skip(reader);
    while (peek(reader) == ' ' || peek(reader) == '\t')
        skip(reader);
    if (isdigit(peek(reader))) {
        read_marker(reader);
        return true;
    }
    while (is_word(peek(reader)) && length + 1 < sizeof name) {
        name[length++] = (char)peek(reader);
        skip(reader);
    }
    name[length] = '\0';
    if (strcmp(name, "define") == 0 || strcmp(name, "undef") == 0) {
        skip_line(reader); /* written for a debugger; the preprocessor has obeyed it */
        return true;
    }
    if (strcmp(name, "pragma") != 0)
        reader->at = kept;
    else
        reader->in_pragma = true;
    return strcmp(name, "pragma") == 0;
}

/* One token, or the space between two. */
static void read_next(struct reader *reader)
{
    int character = peek(reader);
    bool line_begins = reader->line_begins;

    reader->line_begins = false;
    if (character == '\n') {
        skip(reader);
        reader->line_begins = true;
        reader->in_pragma = false;
    } else if (character == '#' && line_begins && read_directive(reader))
        ;
    else if (character == '\0' || isspace(character))
        skip(reader);
    else if (skip_comment(reader))
        ;
    else if (isdigit(character) || (character == '.' && isdigit(peek_second(reader))))
        read_number(reader);
    else if (is_word(character))
        read_word(reader);
    else if (character == '"' || character == '\'')
        read_quoted(reader);
    else
        read_mark(reader);
}

int tokens_read(struct tokens *tokens, const char *text, size_t size)
{
    struct reader reader = {.at = text, .end = text + size, .line_begins = true, .tokens = tokens};

    /* Every token has at least one character, plus a zero byte after its text. */
    *tokens = (struct tokens){.tokens = malloc((size + 1) * sizeof *tokens->tokens),
                              .memory = malloc(2 * size + 2)};
    if (!tokens->tokens || !tokens->memory) {
        tokens_free(tokens);
        return -1;
    }
    reader.memory = tokens->memory;
    while (peek(&reader) != NOTHING)
        read_next(&reader);
    tokens->tokens[tokens->count] = (struct token){.kind = TOKEN_END, .text = ""};
    return 0;
}

void tokens_free(struct tokens *tokens)
{
    free(tokens->tokens);
    free(tokens->memory);
    *tokens = (struct tokens){0};
}

bool token_is(const struct token *token, const char *word)
{
    return token->kind == TOKEN_WORD && strlen(word) == token->length &&
           memcmp(token->text, word, token->length) == 0;
}
