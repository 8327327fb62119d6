/*
 * interleaving.c - the picture of a schedule: one column for each thread, and one row for each step that
 * matters, in the order of the steps.
 */
#include <stdlib.h>
#include <string.h>

#include "interleaving.h"

#define WIDTH        80
#define MOST_ROWS    30
#define MOST_COLUMN  20
#define LEAST        9  /* characters of a thread's column */
#define LEAST_SOURCE 24 /* characters of the source; with less room it stands below */

void picture_thread_name(int thread, char name[16])
{
    snprintf(name, 16, thread == 0 ? "caller" : "thread %d", thread);
}

/* Whether more than one thread uses it. */
static bool is_shared(const struct exploration *e, const struct exploration_step *step)
{
    for (size_t i = 0; i < e->step_count; i++)
        if (e->steps[i].object == step->object && e->steps[i].thread != step->thread)
            return true;
    return false;
}

static bool begins_with(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* Starting and ending threads matters only for threads with other rows. */
static bool is_of_life(const char *text)
{
    static const char *const words[] = {"starts thread", "joins thread", "ends", "destroys",
                                        "asks for the end"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (begins_with(text, words[i]))
            return true;
    return false;
}

/* Steps before the first step of another thread cannot be noticed by others. */
static bool is_alone(const struct exploration *e, const struct exploration_step *step)
{
    for (const struct exploration_step *earlier = e->steps; earlier < step; earlier++)
        if (earlier->thread != e->steps[0].thread)
            return false;
    return step->thread == e->steps[0].thread;
}

static bool matters(const struct exploration *e, const struct exploration_step *step)
{
    if (step->wrong)
        return true;
    if (step->object != 0 && is_alone(e, step))
        return false;
    if (is_of_life(step->text))
        return strcmp(e->kind ? e->kind : "", "misuse") == 0 && !begins_with(step->text, "ends");
    return step->object == 0 || is_shared(e, step);
}

static void add_thread(struct picture *picture, int thread)
{
    int at = 0;

    while (at < picture->thread_count && picture->threads[at] < thread)
        at++;
    if (at < picture->thread_count && picture->threads[at] == thread)
        return;
    memmove(&picture->threads[at + 1], &picture->threads[at],
            (size_t)(picture->thread_count - at) * sizeof picture->threads[0]);
    picture->threads[at] = thread;
    picture->thread_count++;
}

struct picture picture_of(const struct exploration *e, size_t most_rows)
{
    struct picture picture = {0};
    size_t all = 0, skipped = 0;

    for (size_t i = 0; i < e->step_count; i++)
        all += matters(e, &e->steps[i]);
    picture.left_out = all > most_rows ? all - most_rows : 0;
    for (size_t i = 0; i < e->step_count; i++) {
        if (!matters(e, &e->steps[i]) || skipped++ < picture.left_out)
            continue;
        picture.rows[picture.row_count++] = i;
        add_thread(&picture, e->steps[i].thread);
    }
    return picture;
}

/* --- As text --- */

/* The longest text in a column, and the blanks after it. */
static int column_width(const struct exploration *e, const struct picture *picture)
{
    size_t longest = LEAST;
    int room = (WIDTH - 8) / picture->thread_count;

    for (size_t i = 0; i < picture->row_count; i++)
        if (strlen(e->steps[picture->rows[i]].text) > longest)
            longest = strlen(e->steps[picture->rows[i]].text);
    int width = (int)longest < MOST_COLUMN ? (int)longest + 2 : MOST_COLUMN + 2;
    return width < room ? width : room;
}

/* The number of characters left for the source next to the columns. */
static int room_for_source(const struct picture *picture, int width)
{
    return WIDTH - 8 - width * picture->thread_count;
}

static void draw_head(const struct picture *picture, int width, FILE *out)
{
    char name[16];

    fprintf(out, "  line  ");
    for (int t = 0; t < picture->thread_count; t++) {
        picture_thread_name(picture->threads[t], name);
        fprintf(out, "%-*.*s", width, width - 1, name);
    }
    fprintf(out, "\n");
    if (picture->left_out > 0)
        fprintf(out, "        (%zu steps before)\n", picture->left_out);
}

static void draw_row(const struct exploration_step *step, const struct exploration_step *last,
                     const struct picture *picture, int width, FILE *out)
{
    int room = room_for_source(picture, width);
    bool same = last && last->line == step->line && last->thread == step->thread;
    char line[80];

    if (step->line > 0)
        snprintf(line, sizeof line, "%s%5d  ", step->wrong ? ">" : " ", step->line);
    else
        snprintf(line, sizeof line, "%s       ", step->wrong ? ">" : " ");
    fprintf(out, "%s", line);
    for (int t = 0; t < picture->thread_count; t++)
        fprintf(out, "%-*.*s", width, width - 1, picture->threads[t] == step->thread ? step->text : "");
    if (step->source && !same && room >= LEAST_SOURCE)
        fprintf(out, "%.*s", room, step->source);
    fputc('\n', out);
}

/* Each line once, in order. */
static void draw_sources(const struct exploration *e, const struct picture *picture, FILE *out)
{
    const struct exploration_step *next;

    fputc('\n', out);
    for (int last = 0;; last = next->line) {
        next = NULL;
        for (size_t i = 0; i < picture->row_count; i++) {
            const struct exploration_step *step = &e->steps[picture->rows[i]];
            if (step->source && step->line > last && (!next || step->line < next->line))
                next = step;
        }
        if (!next)
            return;
        fprintf(out, "  %4d  %.*s\n", next->line, WIDTH - 8, next->source);
    }
}

void exploration_draw(const struct exploration *e, FILE *out)
{
    struct picture picture = picture_of(e, MOST_ROWS);
    const struct exploration_step *last = NULL;

    if (picture.row_count == 0)
        return;
    int width = column_width(e, &picture);
    draw_head(&picture, width, out);
    for (size_t i = 0; i < picture.row_count; i++) {
        draw_row(&e->steps[picture.rows[i]], last, &picture, width, out);
        last = &e->steps[picture.rows[i]];
    }
    if (room_for_source(&picture, width) < LEAST_SOURCE)
        draw_sources(e, &picture, out);
}

/* --- As SVG --- */

#define ROW_HEIGHT   22
#define COLUMN_WIDTH 170
#define LEFT         60
#define TOP          70

static void escape(const char *text, FILE *out)
{
    for (; *text; text++)
        if (*text == '<')
            fputs("&lt;", out);
        else if (*text == '&')
            fputs("&amp;", out);
        else if (*text == '>')
            fputs("&gt;", out);
        else
            fputc(*text, out);
}

static void draw_svg_row(const struct exploration_step *step, const struct picture *picture, int y, FILE *out)
{
    int column = 0, right = LEFT + picture->thread_count * COLUMN_WIDTH;

    while (picture->threads[column] != step->thread)
        column++;
    if (step->wrong)
        fprintf(out, "<rect x=\"0\" y=\"%d\" width=\"100%%\" height=\"%d\" fill=\"#ffe3e3\"/>\n", y - 15,
                ROW_HEIGHT);
    if (step->line > 0)
        fprintf(out, "<text x=\"40\" y=\"%d\" text-anchor=\"end\" fill=\"#666\">%d</text>\n", y, step->line);
    fprintf(
        out,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"18\" rx=\"3\" fill=\"%s\"/>\n<text x=\"%d\" y=\"%d\">",
        LEFT + column * COLUMN_WIDTH, y - 13, COLUMN_WIDTH - 12, step->wrong ? "#ff9c9c" : "#dbe9f6",
        LEFT + column * COLUMN_WIDTH + 6, y);
    escape(step->text, out);
    fprintf(out, "</text>\n<text x=\"%d\" y=\"%d\" fill=\"#333\">", right, y);
    escape(step->source ? step->source : "", out);
    fprintf(out, "</text>\n");
}

void exploration_draw_svg(const struct exploration *e, const char *title, FILE *out)
{
    struct picture picture = picture_of(e, sizeof picture.rows / sizeof picture.rows[0]);
    int width = LEFT + picture.thread_count * COLUMN_WIDTH + 560;
    int height = TOP + (int)picture.row_count * ROW_HEIGHT + 20;
    char name[16];

    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"monospace\" "
            "font-size=\"13\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n"
            "<text x=\"10\" y=\"22\" font-size=\"15\" font-weight=\"bold\">",
            width, height);
    escape(title, out);
    fprintf(out, "</text>\n");
    for (int t = 0; t < picture.thread_count; t++) {
        picture_thread_name(picture.threads[t], name);
        fprintf(out,
                "<text x=\"%d\" y=\"50\" font-weight=\"bold\">%s</text>\n<line x1=\"%d\" y1=\"58\" x2=\"%d\" "
                "y2=\"%d\" "
                "stroke=\"#ccc\"/>\n",
                LEFT + t * COLUMN_WIDTH + 6, name, LEFT + t * COLUMN_WIDTH - 4, LEFT + t * COLUMN_WIDTH - 4,
                height - 10);
    }
    for (size_t i = 0; i < picture.row_count; i++)
        draw_svg_row(&e->steps[picture.rows[i]], &picture, TOP + (int)i * ROW_HEIGHT + 8, out);
    fprintf(out, "</svg>\n");
}
