/*
 * text.h - split preprocessed C into tokens, as the compiler does.
 */
#ifndef COMPILE_TEXT_H
#define COMPILE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

enum token_kind {
    TOKEN_END,
    TOKEN_WORD,   /* an identifier or a keyword */
    TOKEN_STRING, /* its text is without prefix and quotes, with its escape sequences */
    TOKEN_OTHER,  /* a number or a character constant; ignored */
    TOKEN_MARK,   /* one character of punctuation; a digraph is converted */
};

struct token {
    enum token_kind kind;
    char mark;        /* of TOKEN_MARK */
    bool raw;         /* a string whose backslashes are backslashes */
    bool in_pragma;   /* in a line that begins with #pragma */
    const char *text; /* in the reader's memory */
    size_t length;
};

struct tokens {
    struct token *tokens; /* the last is a TOKEN_END */
    size_t count;         /* without that */
    char *memory;
    bool bad_marker; /* a line marker's file name has a character that the assembler may interpret */
};

/* Read `text`, which ends with a zero byte at text[size]. Returns -1 if memory runs out. */
int tokens_read(struct tokens *tokens, const char *text, size_t size);
void tokens_free(struct tokens *tokens);

bool token_is(const struct token *token, const char *word);

#endif
