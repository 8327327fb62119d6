/*
 * yours.c - the student's programs beside the reference: verdicts and sentences.
 */
#include <ctype.h>
#include <string.h>

#include "../experiments/students.h"
#include "../writing/number_text.h"
#include "findings.h"

struct yours_finding find_yours(const struct analysis *analysis, const struct strategy *strategy)
{
    struct yours_finding finding = {.verdict = YOURS_NOT_MEASURED};

    for (const size_t *workers = strategy->workers; *workers > 0; workers++) {
        size_t yours = find_summary(analysis, strategy->name, *workers);
        size_t reference = find_summary(analysis, reference_of(strategy)->name, *workers);
        if (yours == NOWHERE || reference == NOWHERE)
            continue;
        const struct summary *above = &analysis->summaries[yours], *below = &analysis->summaries[reference];
        struct interval ratio = ratio_interval(wall_sample(above), wall_sample(below), analysis->seed);
        finding.compared++;
        finding.slower += find_ratio(ratio) == RATIO_LARGER;
        finding.faster += find_ratio(ratio) == RATIO_SMALLER;
        if (finding.compared == 1 || above->median / below->median > finding.worst) {
            finding.worst = above->median / below->median;
            finding.worst_interval = ratio;
            finding.worst_workers = *workers;
        }
    }
    if (finding.compared == 0)
        return finding;
    if (finding.slower > 0)
        finding.verdict = finding.faster > 0 ? YOURS_MIXED : YOURS_SLOWER;
    else
        finding.verdict = finding.faster > 0 ? YOURS_FASTER : YOURS_NO_DIFFERENCE;
    return finding;
}

void write_yours_headline(FILE *out, const struct analysis *analysis)
{
    size_t compared = 0, slower = 0, faster = 0;

    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (strategy->role != ROLE_YOURS)
            continue;
        struct yours_finding finding = find_yours(analysis, strategy);
        compared += finding.compared;
        slower += finding.slower;
        faster += finding.faster;
    }
    if (compared == 0)
        fprintf(out, "Your programs, with nothing to hold them against");
    else if (slower + faster == 0)
        fprintf(out, "Yours: no clear difference from the reference in any of %zu configurations", compared);
    else
        fprintf(out, "Yours: slower than the reference in %zu of %zu configurations, faster in %zu", slower,
                compared, faster);
}

static void write_verdict(FILE *out, const struct yours_finding *finding)
{
    switch (finding->verdict) {
    case YOURS_NOT_MEASURED:
        fprintf(out, "Green, but no cycle of it could be measured beside the reference");
        break;
    case YOURS_NO_DIFFERENCE:
        fprintf(out, "No clear difference from the reference at any number of workers");
        break;
    case YOURS_SLOWER:
        fprintf(out, "Slower than the reference at %zu of %zu numbers of workers", finding->slower,
                finding->compared);
        break;
    case YOURS_FASTER:
        fprintf(out, "Faster than the reference at %zu of %zu numbers of workers, and never clearly slower",
                finding->faster, finding->compared);
        break;
    case YOURS_MIXED:
        fprintf(out, "Of %zu numbers of workers, slower than the reference at %zu and faster at %zu",
                finding->compared, finding->slower, finding->faster);
        break;
    }
}

static void write_comparison(FILE *out, const struct analysis *analysis, const struct strategy *strategy)
{
    static const char *const alone[] = {"Not measured", "No clear difference from the reference",
                                        "Slower than the reference", "Faster than the reference"};
    struct yours_finding finding = find_yours(analysis, strategy);

    fprintf(out, "- **%c%s.** ", toupper((unsigned char)strategy->lab[0]), strategy->lab + 1);
    if (is_single(strategy))
        fprintf(out, "%s", alone[finding.verdict]);
    else
        write_verdict(out, &finding);
    if (finding.compared == 1)
        fprintf(out, ": %s times its time (%s)", factor_text(finding.worst).text,
                factor_interval_text(finding.worst_interval).text);
    else if (finding.compared > 1)
        fprintf(out, "; at worst, with %zu, %s times its time (%s)", finding.worst_workers,
                factor_text(finding.worst).text, factor_interval_text(finding.worst_interval).text);
    putc('.', out);
    if (finding.slower > 0) {
        size_t yours = find_summary(analysis, strategy->name, finding.worst_workers);
        size_t reference = find_summary(analysis, reference_of(strategy)->name, finding.worst_workers);
        putc(' ', out);
        write_look(out, analysis, &analysis->summaries[yours], &analysis->summaries[reference]);
    }
    putc('\n', out);
}

/* "processes (red: 12 of 100 points) and hybrid (not begun)"; returns how many there are. */
static size_t write_left_out(FILE *out, const struct facts *facts)
{
    const struct strategy *waiting = NULL;
    size_t count = 0;

    for (const struct strategy *strategy = strategies;; strategy++) {
        bool last = !strategy->name;
        if (!last && (strategy->role != ROLE_YOURS || student_is_green(facts, strategy->lab)))
            continue;
        if (waiting)
            fprintf(out, "%s%s (%s)",
                    count == 0 ? ""
                    : last     ? " and "
                               : ", ",
                    waiting->lab, student_standing(facts, waiting->lab));
        count += waiting != NULL;
        waiting = strategy;
        if (last)
            return count;
    }
}

static void count_labs(const struct facts *facts, size_t *green, size_t *begun)
{
    *green = *begun = 0;
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (strategy->role != ROLE_YOURS)
            continue;
        *green += student_is_green(facts, strategy->lab);
        *begun += strcmp(student_standing(facts, strategy->lab), "not begun") != 0;
    }
}

static bool is_any_left_out(const struct facts *facts)
{
    for (const struct strategy *strategy = strategies; strategy->name; strategy++)
        if (strategy->role == ROLE_YOURS && !student_is_green(facts, strategy->lab))
            return true;
    return false;
}

void write_whose(FILE *out, const struct facts *facts)
{
    if (!student_is_reference(facts))
        return;
    fprintf(out, "Measured are your own programs, as a handout holds no others");
    if (is_any_left_out(facts)) {
        fprintf(out, ", and of these what is green; without ");
        write_left_out(out, facts);
    }
    fprintf(out, ". ");
}

/* In a handout there is nothing to compare with. */
static void write_stand_in(FILE *out, const struct facts *facts)
{
    fprintf(out, "This report was made from a handout, which is without the kit's solutions. So there is no "
                 "reference to hold your programs against: what this report measures and names as a strategy "
                 "is your own program for that lab.");
    if (is_any_left_out(facts)) {
        fprintf(out, " Left out, for only what is green is measured: ");
        write_left_out(out, facts);
        putc('.', out);
        if (!student_is_green(facts, "sequential"))
            fprintf(out,
                    " The sequential lab is worth being the next: it is what all others are held against.");
    }
    putc('\n', out);
}

void write_yours(FILE *out, const struct facts *facts, const struct analysis *analysis)
{
    size_t green, begun;

    if (student_is_reference(facts)) {
        write_stand_in(out, facts);
        return;
    }
    count_labs(facts, &green, &begun);
    if (begun == 0) {
        fprintf(out,
                "No lab is begun yet, so all that is measured is the reference; a lab whose suite is green"
                " has rows of its own beside it.\n");
        return;
    }
    if (green > 0)
        fprintf(out, "A lab whose suite is green is measured like the reference and has rows of its own "
                     "beside it.\n\n");
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (strategy->role == ROLE_YOURS && student_is_green(facts, strategy->lab))
            write_comparison(out, analysis, strategy);
    }
    if (is_any_left_out(facts)) {
        fprintf(out, "\nLeft out, for only what is green is measured: ");
        write_left_out(out, facts);
        fprintf(out, ".\n");
    }
}
