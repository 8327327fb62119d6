/* fails: as_many_at_once_as_workers - curl_easy_perform() blocks, so the "loop" does one image after the other. */
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct task {
    const struct image *image;
    CURL *curl;
    long *outcome;
    int done;
};

/* One step of a task. */
static void step(struct task *task)
{
    *task->outcome = fetch_image(task->image, task->curl);
    task->done = 1;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct task *tasks = calloc(workers, sizeof *tasks);
    CURL **handles = calloc(workers, sizeof *handles);
    size_t next = 0, running = 0, saved = 0;

    for (size_t w = 0; w < workers; w++)
        handles[w] = curl_easy_init();
    do {
        for (size_t w = 0; w < workers; w++) {
            if (!tasks[w].image && next < count) {
                tasks[w] = (struct task){&images[next], handles[w], &outcomes[next], 0};
                next++;
                running++;
            }
            if (tasks[w].image) {
                step(&tasks[w]);
                if (tasks[w].done) {
                    tasks[w].image = NULL;
                    running--;
                }
            }
        }
    } while (running > 0 || next < count);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    for (size_t w = 0; w < workers; w++)
        curl_easy_cleanup(handles[w]);
    free(handles);
    free(tasks);
    return saved;
}
