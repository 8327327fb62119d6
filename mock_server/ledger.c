#include "ledger.h"

#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void ledger_add(struct ledger *ledger, struct request *request)
{
    if (ledger->count == ledger->room) {
        ledger->room = ledger->room == 0 ? 256 : 2 * ledger->room;
        ledger->rows = reallocarray(ledger->rows, ledger->room, sizeof(struct request *));
        if (!ledger->rows)
            errx(1, "no memory for the ledger");
    }
    ledger->rows[ledger->count++] = request;
    request->in_ledger = true;
}

void ledger_clear(struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->count; i++) {
        struct request *request = ledger->rows[i];

        request->in_ledger = false;
        if (!request->connection)
            request_free(request);
    }
    ledger->count = 0;
}

static void print_time(const struct ledger *ledger, int64_t time, FILE *out)
{
    if (time == 0)
        fputs("\tnan", out);
    else
        fprintf(out, "\t%.9f", (double)(time - ledger->epoch) / (double)NANOSECONDS_A_SECOND);
}

static void print_row(const struct ledger *ledger, const struct request *row, FILE *out)
{
    fprintf(out, "%u\t%d\t%u\t%u\t%u\t%u\t%hu", row->number, row->image == 0 ? -1 : (int)row->image,
            row->attempt, row->status, row->connection_number, row->place, row->port);
    print_time(ledger, row->connected, out);
    print_time(ledger, row->accepted, out);
    print_time(ledger, row->admitted, out);
    print_time(ledger, row->first_byte, out);
    print_time(ledger, row->end, out);
    fprintf(out, "\t%zu\t%.9f\t%s\t%d\t", row->bytes, (double)row->delay / (double)NANOSECONDS_A_SECOND,
            fault_name(row->fault.kind), row->gone);
    for (const char *letter = row->path; *letter != '\0'; letter++)
        fputc(iscntrl((unsigned char)*letter) ? '?' : *letter, out); /* a tab would add a column */
    fputc('\n', out);
}

void ledger_print(const struct ledger *ledger, FILE *out)
{
    fputs("request\timage\tattempt\tstatus\tconnection\tplace\tport\tconnected\taccepted\tadmitted\tfirst_"
          "byte\t"
          "end\tbytes\tdelay\tfault\tgone\tpath\n",
          out);
    for (size_t i = 0; i < ledger->count; i++)
        print_row(ledger, ledger->rows[i], out);
}

int ledger_write(const struct ledger *ledger, const char *path, struct refusal *refusal)
{
    char temporary[PATH_MAX];
    FILE *out;
    bool failed;

    snprintf(temporary, sizeof temporary, "%s.tmp", path);
    out = fopen(temporary, "we");
    if (!out)
        return refuse(refusal, "ledger: cannot write %s: %s", temporary, strerror(errno));
    ledger_print(ledger, out);
    failed = ferror(out) != 0;
    if (fclose(out) != 0 || failed || rename(temporary, path) != 0) {
        int error = errno;

        unlink(temporary);
        return refuse(refusal, "ledger: cannot write %s: %s", path, strerror(error));
    }
    return 0;
}

int ledger_check(const char *path, struct refusal *refusal)
{
    char temporary[PATH_MAX];
    struct stat found;
    int file;

    if (stat(path, &found) == 0 && S_ISDIR(found.st_mode))
        return refuse(refusal, "ledger: cannot write %s: %s", path, strerror(EISDIR));
    snprintf(temporary, sizeof temporary, "%s.tmp", path);
    file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file >= 0)
        unlink(temporary);
    else if (errno == EEXIST)
        file = open(temporary, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return refuse(refusal, "ledger: cannot write %s: %s", temporary, strerror(errno));
    close(file);
    return 0;
}

void ledger_free(struct ledger *ledger)
{
    ledger_clear(ledger);
    free(ledger->rows);
}
