/*
 * inspect_text.c - check the text that a submission passes to the compiler.
 *
 * The text may contain assembly, because system headers define some that no lab calls: inspect_assembly.c
 * checks the compiler's output for it. Here we refuse only names and templates that would add lines to the
 * assembler's text.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inspect.h"
#include "text.h"

#define ASSEMBLY \
    "assembly has no place in a lab, since no sanitizer sees what it does: <stdatomic.h> has what you need"
#define SWITCHED_OFF "it switches a sanitizer off, which is the examiner here"
#define SPEAKS       "it speaks to a sanitizer, which is the examiner here"
#define MOST_STRING  4096

const char *refuse(const char *format, ...)
{
    static char words[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    return words;
}

static bool is_any(const struct token *token, const char *const words[])
{
    for (; *words; words++)
        if (token_is(token, *words))
            return true;
    return false;
}

static bool is_mark(const struct token *token, char mark)
{
    return token->kind == TOKEN_MARK && token->mark == mark;
}

bool is_sanitizer_name(const char *name, size_t length)
{
    static const char *const kinds[] = {"asan_", "lsan_",   "tsan_",      "ubsan_",
                                        "msan_", "hwasan_", "sanitizer_", "interceptor_"};

    for (size_t at = 0; at + 2 < length; at++)
        for (size_t i = 0; name[at] == '_' && name[at + 1] == '_' && i < sizeof kinds / sizeof kinds[0]; i++)
            if (strlen(kinds[i]) <= length - at - 2 && memcmp(name + at + 2, kinds[i], strlen(kinds[i])) == 0)
                return true;
    return false;
}

static bool has(const struct token *token, const char *part)
{
    return memmem(token->text, token->length, part, strlen(part)) != NULL;
}

static const char *inspect_word(const struct token *token)
{
    if (has(token, "no_sanitize") || has(token, "no_instrument") || has(token, "disable_sanitizer") ||
        has(token, "no_address_safety"))
        return SWITCHED_OFF;
    if (is_sanitizer_name(token->text, token->length))
        return SPEAKS;
    if (token_is(token, "pch_preprocess"))
        return "a precompiled header has no place in a lab";
    return NULL;
}

/* Adjacent strings are one. Join the strings from token `at` on, without escape sequences. `odd` is set if
 * one contains another character than a plain one, or if the result is too long. Returns the index after
 * them. */
static size_t join_strings(const struct tokens *tokens, size_t at, char text[MOST_STRING], bool *odd)
{
    size_t length = 0;

    *odd = false;
    for (; tokens->tokens[at].kind == TOKEN_STRING; at++) {
        const struct token *token = &tokens->tokens[at];
        for (size_t i = 0; i < token->length; i++) {
            char character = token->text[i];
            if (character == '\\' && !token->raw) {
                const char *escape =
                    i + 1 < token->length ? strchr("n\nt\tv\vf\fr\r\\\\\"\"''", token->text[++i]) : NULL;
                *odd |= !escape || !*escape;
                character = escape && *escape ? escape[1] : ' ';
            }
            *odd |= character == '\0' || length + 1 == MOST_STRING;
            if (length + 1 < MOST_STRING)
                text[length++] = character;
        }
    }
    text[length] = '\0';
    return at;
}

/* A name that the assembler reads as only a name. */
static bool is_plain_name(const char *text, const char *further)
{
    for (; *text; text++)
        if (!isalnum((unsigned char)*text) && !strchr("_.$", *text) && !strchr(further, *text))
            return false;
    return true;
}

/* For each closing bracket, the index of its opening bracket; else 0. */
static size_t *match_brackets(const struct tokens *tokens)
{
    size_t *opens = calloc(tokens->count + 1, sizeof *opens), *open = calloc(tokens->count + 1, sizeof *open),
           depth = 0;

    for (size_t i = 0; opens && open && i < tokens->count; i++) {
        const struct token *token = &tokens->tokens[i];
        if (token->kind != TOKEN_MARK || token->in_pragma)
            continue;
        if (strchr("([{", token->mark))
            open[depth++] = i;
        else if (strchr(")]}", token->mark) && depth > 0)
            opens[i] = open[--depth];
    }
    free(open);
    return opens;
}

/* Whether the word asm at `at` gives a name in a declaration, or begins a statement. If unsure, say that it
 * is a name, for which the rules are stricter. */
static bool gives_name(const struct tokens *tokens, const size_t opens[], size_t at)
{
    static const char *const begin_statements[] = {"else", "do", "__extension__", NULL};
    static const char *const have_conditions[] = {"if", "while", "for", "switch", NULL};
    size_t before = at;

    do {
        if (before == 0)
            return false;
        before--;
    } while (tokens->tokens[before].in_pragma);
    const struct token *token = &tokens->tokens[before];
    if (token->kind == TOKEN_WORD)
        return !is_any(token, begin_statements);
    if (is_mark(token, ')'))
        return opens[before] == 0 || !is_any(&tokens->tokens[opens[before] - 1], have_conditions);
    return is_mark(token, ']');
}

static const char *inspect_asm(const struct tokens *tokens, const size_t opens[], size_t at)
{
    static const char *const qualifiers[] = {"volatile", "__volatile", "__volatile__", "goto",    "inline",
                                             "__inline", "__inline__", "const",        "__const", NULL};
    char text[MOST_STRING];
    size_t next = at + 1;
    bool odd;

    while (is_any(&tokens->tokens[next], qualifiers))
        next++;
    if (!is_mark(&tokens->tokens[next], '('))
        return ASSEMBLY;
    size_t after = join_strings(tokens, next + 1, text, &odd);
    if (odd)
        return ASSEMBLY;
    if (next == at + 1 && !tokens->tokens[at].in_pragma && gives_name(tokens, opens, at)) {
        if (!*text || *text == '.' || !is_plain_name(*text == '%' ? text + 1 : text, "") ||
            !is_mark(&tokens->tokens[after], ')'))
            return ASSEMBLY;
        return is_sanitizer_name(text, strlen(text)) ? SPEAKS : NULL;
    }
    /* With these it could fake the compiler's end mark. */
    return strchr(text, '#') || strstr(text, "//") ? ASSEMBLY : NULL;
}

/* The index where an attribute's brackets close; they open at `at`. */
static size_t end_of_attribute(const struct tokens *tokens, size_t at)
{
    size_t depth = 0;

    for (; at < tokens->count; at++) {
        const struct token *token = &tokens->tokens[at];
        if (token->kind == TOKEN_MARK && strchr("([", token->mark))
            depth++;
        else if (token->kind == TOKEN_MARK && strchr(")]", token->mark) && --depth == 0)
            break;
    }
    return at;
}

/* Strings of attributes go to the assembler unchanged, except those that are text for people. */
static const char *inspect_attribute(const struct tokens *tokens, size_t at, size_t end)
{
    static const char *const for_people[] = {
        "deprecated",  "__deprecated__",  "warning",   "__warning__",        "error", "__error__",
        "unavailable", "__unavailable__", "nodiscard", "warn_unused_result", NULL};
    char text[MOST_STRING];
    bool odd;

    for (; at < end; at++) {
        if (tokens->tokens[at].kind != TOKEN_STRING)
            continue;
        bool is_for_people = at >= 2 && is_any(&tokens->tokens[at - 2], for_people);
        size_t after = join_strings(tokens, at, text, &odd);
        if (!is_for_people && (odd || !is_plain_name(text, "-+=,:@ ")))
            return "an attribute has a name with characters that a name does not have";
        if (is_sanitizer_name(text, strlen(text)))
            return SPEAKS;
        at = after - 1;
    }
    return NULL;
}

/* `*inspected` is the end of the last attribute, so that nested attributes are checked only once. */
static const char *inspect_token(const struct tokens *tokens, const size_t opens[], size_t at,
                                 size_t *inspected)
{
    static const char *const assembles[] = {"asm", "__asm", "__asm__", NULL};
    static const char *const attributes[] = {"__attribute__", "__attribute", NULL};
    const struct token *token = &tokens->tokens[at];
    bool begins = (is_any(token, attributes) && is_mark(token + 1, '(')) ||
                  (is_mark(token, '[') && is_mark(token + 1, '['));
    const char *why = NULL;

    if (token->kind == TOKEN_WORD)
        why = inspect_word(token);
    if (!why && is_any(token, assembles))
        why = inspect_asm(tokens, opens, at);
    if (!why && begins && at >= *inspected) {
        size_t bracket = at + (token->kind == TOKEN_WORD);
        *inspected = end_of_attribute(tokens, bracket);
        why = inspect_attribute(tokens, bracket, *inspected);
    }
    return why;
}

const char *inspect_text(const char *text, size_t size)
{
    struct tokens tokens;
    const char *why = NULL;
    size_t inspected = 0;

    if (tokens_read(&tokens, text, size) != 0)
        return "not enough memory to read it";
    size_t *opens = match_brackets(&tokens);
    if (!opens)
        why = "not enough memory to read it";
    else if (tokens.bad_marker)
        why = "the name of an included file must have plain characters only";
    for (size_t i = 0; !why && i < tokens.count; i++)
        why = inspect_token(&tokens, opens, i, &inspected);
    free(opens);
    tokens_free(&tokens);
    return why;
}
