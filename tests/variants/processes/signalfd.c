/*
 * The parent sends image numbers through a POSIX message queue. A signalfd tells it when children have
 * ended.
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define NO_MORE ((size_t)-1)

static void child(mqd_t queue, const struct image images[], _Atomic long results[])
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl) {
        ssize_t got = mq_receive(queue, (char *)&i, sizeof i, NULL);
        if (got < 0 && errno == EINTR)
            continue;
        if (got != sizeof i || i == NO_MORE)
            break;
        results[i] = fetch_image(&images[i], curl);
    }
    curl_easy_cleanup(curl);
    mq_close(queue);
    _exit(0);
}

/* Reap all that have ended. Returns how many. */
static size_t reap(void)
{
    size_t reaped = 0;

    while (waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
    return reaped;
}

/* Hand out jobs, sleeping until the queue has room or a child has ended. */
static void hand_out(mqd_t queue, int ended, size_t jobs, size_t children)
{
    size_t given = 0, alive = children;

    while (alive > 0) {
        size_t job = given < jobs ? given : NO_MORE;
        struct pollfd ready[2] = {{.fd = ended, .events = POLLIN}, {.fd = (int)queue, .events = POLLOUT}};
        struct signalfd_siginfo note;
        /* A note for each child, too; more than that nobody reads. */
        if (poll(ready, given < jobs + children ? 2 : 1, -1) < 0)
            continue;
        if (ready[0].revents && read(ended, &note, sizeof note) > 0)
            alive -= reap();
        if (ready[1].revents & POLLOUT && mq_send(queue, (const char *)&job, sizeof job, 0) == 0)
            given++;
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct mq_attr attributes = {.mq_maxmsg = 8, .mq_msgsize = sizeof(size_t)};
    size_t bytes = (count + 1) * sizeof(long), started = 0, saved = 0;
    _Atomic long *results = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    mqd_t queue = mq_open("/jobs", O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK | O_CLOEXEC, 0600, &attributes);
    mqd_t reading = mq_open("/jobs", O_RDONLY | O_CLOEXEC);
    sigset_t set, before;

    mq_unlink("/jobs");
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, &before);
    int ended = signalfd(-1, &set, SFD_CLOEXEC);
    if (results != MAP_FAILED && queue != (mqd_t)-1 && reading != (mqd_t)-1 && ended >= 0) {
        while (started < workers && started < count) {
            pid_t pid = fork();
            if (pid == 0) {
                close(ended);
                mq_close(queue);
                child(reading, images, results);
            }
            if (pid < 0)
                break;
            started++;
        }
        hand_out(queue, ended, count, started);
        for (size_t i = 0; i < count; i++) {
            outcomes[i] = results[i];
            if (outcomes[i] == 200)
                saved++;
            else if (outcomes[i] == 0)
                transfer_abandon(&images[i]);
        }
    }
    if (ended >= 0)
        close(ended);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (queue != (mqd_t)-1)
        mq_close(queue);
    if (reading != (mqd_t)-1)
        mq_close(reading);
    if (results != MAP_FAILED)
        munmap((void *)results, bytes);
    return saved;
}
