/*
 * Queue and outcomes are in a memfd. Each child opens it again and locks it with flock().
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct notebook {
    int file;
    size_t count;
};

static off_t line(size_t i)
{
    return (off_t)((i + 1) * sizeof(long));
}

static bool take(const struct notebook *book, size_t *i)
{
    bool taken = false;
    size_t number;

    while (flock(book->file, LOCK_EX) != 0)
        if (errno != EINTR)
            return false;
    if (pread(book->file, &number, sizeof number, 0) == sizeof number && number < book->count) {
        size_t following = number + 1;
        taken = pwrite(book->file, &following, sizeof following, 0) == sizeof following;
        *i = number;
    }
    flock(book->file, LOCK_UN);
    return taken;
}

static void note(const struct notebook *book, size_t i, long outcome)
{
    if (pwrite(book->file, &outcome, sizeof outcome, line(i)) != sizeof outcome)
        perror("pwrite");
}

struct seat {
    CURL *curl;
    struct transfer transfer;
};

static size_t sit_down(const struct notebook *book, CURLM *multi, struct seat *seat,
                       const struct image images[])
{
    size_t i;

    while (seat->curl && take(book, &i)) {
        long refused = transfer_begin(&seat->transfer, &images[i], seat->curl);
        if (refused == 0) {
            curl_multi_add_handle(multi, seat->curl);
            return 1;
        }
        note(book, i, refused);
    }
    return 0;
}

static void run_loop(const struct notebook *book, size_t places, const struct image images[])
{
    struct seat *seats = calloc(places, sizeof *seats);
    CURLM *multi = curl_multi_init();
    size_t busy = 0;
    CURLMsg *message;
    int n;

    for (size_t p = 0; multi && seats && p < places; p++) {
        seats[p].curl = curl_easy_init();
        busy += sit_down(book, multi, &seats[p], images);
    }
    while (busy > 0) {
        curl_multi_perform(multi, &n);
        while ((message = curl_multi_info_read(multi, &n))) {
            CURLcode code = message->data.result;
            struct transfer *transfer;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
            struct seat *seat = (struct seat *)((char *)transfer - offsetof(struct seat, transfer));
            curl_multi_remove_handle(multi, seat->curl);
            note(book, transfer->image - images, transfer_end(transfer, code));
            busy += sit_down(book, multi, seat, images);
            busy--;
        }
        if (busy > 0)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    for (size_t p = 0; seats && p < places; p++)
        curl_easy_cleanup(seats[p].curl);
    curl_multi_cleanup(multi);
    free(seats);
}

static size_t count_loops(size_t workers)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = processors > 2 ? (size_t)processors : 2, half = workers / 2;
    size_t loops = half < most ? half : most;

    return loops ? loops : 1;
}

/* A child's own way to the file: a lock belongs to an open file, not to a process. */
static void live(int file, size_t count, size_t places, const struct image images[])
{
    struct notebook book = {-1, count};
    char name[40];

    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    book.file = open(name, O_RDWR | O_CLOEXEC);
    close(file);
    if (book.file < 0)
        return;
    run_loop(&book, places, images);
    close(book.file);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t loops = count_loops(workers), saved = 0;
    int file = memfd_create("notebook", MFD_CLOEXEC);

    if (file < 0 || ftruncate(file, line(count)) != 0) {
        if (file >= 0)
            close(file);
        return 0;
    }
    for (size_t l = 0; l < loops; l++) {
        pid_t pid = fork();
        if (pid == 0) {
            live(file, count, workers / loops + (l < workers % loops), images);
            _exit(0);
        }
        if (pid < 0)
            break;
    }
    while (wait(NULL) > 0 || errno == EINTR)
        continue;
    for (size_t i = 0; i < count; i++) {
        if (pread(file, &outcomes[i], sizeof outcomes[i], line(i)) != sizeof outcomes[i])
            outcomes[i] = 0;
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    close(file);
    return saved;
}
