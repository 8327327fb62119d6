/* fails: nothing_is_left_behind - jobs go through a message queue with a name, which is closed and never unlinked. */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define STOP ((size_t)-1)

static void child(mqd_t queue, const struct image images[], _Atomic long results[])
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && mq_receive(queue, (char *)&i, sizeof i, NULL) == sizeof i && i != STOP)
        results[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
    mq_close(queue);
    _exit(0);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct mq_attr attributes = {.mq_maxmsg = 10, .mq_msgsize = sizeof(size_t)};
    size_t bytes = (count + 1) * sizeof(_Atomic long), saved = 0, started = 0;
    _Atomic long *results = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char name[32];

    if (results == MAP_FAILED)
        return 0;
    snprintf(name, sizeof name, "/wrong1.%d", (int)getpid());
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT, 0600, &attributes);
    if (queue == (mqd_t)-1) {
        perror("mq_open");
        munmap((void *)results, bytes);
        return 0;
    }
    for (; started < workers; started++) {
        pid_t pid = fork();
        if (pid == 0)
            child(queue, images, results);
        if (pid < 0)
            break;
    }
    for (size_t i = 0; i < count && started > 0; i++)
        mq_send(queue, (const char *)&i, sizeof i, 0);
    for (size_t c = 0; c < started; c++) {
        size_t stop = STOP;
        mq_send(queue, (const char *)&stop, sizeof stop, 0);
    }
    for (size_t c = 0; c < started; c++)
        wait(NULL);
    mq_close(queue);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = results[i];
        saved += outcomes[i] == 200;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    munmap((void *)results, bytes);
    return saved;
}
