/*
 * A POSIX message queue hands the numbers to the children; an empty message sends one of them home.
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_QUEUE 8   /* messages; what every user may have */
#define PATIENCE      100 /* milliseconds between two looks at whether anybody is left to send to */

struct child {
    pid_t pid;
    bool ended;
};

struct team {
    struct child *children;
    size_t size;
};

/* A queue without a name once it is open: only those who are forked know it. */
static mqd_t open_queue(void)
{
    struct mq_attr attributes = {.mq_maxmsg = LONGEST_QUEUE, .mq_msgsize = sizeof(size_t)};
    char name[64];

    snprintf(name, sizeof name, "/images-%d", (int)getpid());
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
    if (queue != (mqd_t)-1)
        mq_unlink(name);
    return queue;
}

static void work(mqd_t queue, const struct image images[], _Atomic long outcomes[])
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && mq_receive(queue, (char *)&i, sizeof i, NULL) == (ssize_t)sizeof i)
        outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

static size_t still_running(struct team *team)
{
    size_t running = 0;

    for (size_t c = 0; c < team->size; c++) {
        struct child *child = &team->children[c];
        child->ended = child->ended || waitpid(child->pid, NULL, WNOHANG) == child->pid;
        running += !child->ended;
    }
    return running;
}

/* False if no child is left and the queue is full. */
static bool put(mqd_t queue, struct team *team, const void *message, size_t size)
{
    struct timespec now;

    for (;;) {
        clock_gettime(CLOCK_REALTIME, &now);
        now.tv_nsec += PATIENCE * 1000000L;
        now.tv_sec += now.tv_nsec / 1000000000L;
        now.tv_nsec %= 1000000000L;
        if (mq_timedsend(queue, message, size, 0, &now) == 0)
            return true;
        if (errno != EINTR && errno != ETIMEDOUT)
            return false;
        if (still_running(team) == 0)
            return false;
    }
}

static void run(mqd_t queue, struct team *team, size_t wanted, const struct image images[], size_t count,
                _Atomic long outcomes[])
{
    while (team->size < wanted && (team->children[team->size].pid = fork()) >= 0) {
        if (team->children[team->size].pid == 0) {
            free(team->children);
            work(queue, images, outcomes);
            mq_close(queue);
            _exit(0);
        }
        team->size++;
    }
    for (size_t i = 0; team->size > 0 && i < count; i++)
        if (!put(queue, team, &i, sizeof i))
            break;
    for (size_t c = 0; c < team->size; c++)
        put(queue, team, "", 0);
    for (size_t c = 0; c < team->size; c++)
        if (!team->children[c].ended)
            waitpid(team->children[c].pid, NULL, 0);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, saved = 0, size = (count + 1) * sizeof(_Atomic long);
    struct team team = {.children = calloc(wanted + 1, sizeof *team.children)};
    _Atomic long *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    mqd_t queue = open_queue();

    if (team.children && shared != MAP_FAILED && queue != (mqd_t)-1)
        run(queue, &team, wanted, images, count, shared);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shared != MAP_FAILED ? shared[i] : 0;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
        saved += outcomes[i] == 200;
    }
    if (queue != (mqd_t)-1)
        mq_close(queue);
    if (shared != MAP_FAILED)
        munmap((void *)shared, size);
    free(team.children);
    return saved;
}
