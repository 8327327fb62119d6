/* fails: every_schedule_gives_the_same_result; flavours: explored - a stack without a lock: between the look at its top and the
 * exchange another thread takes two images and puts the first one back (ABA). */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define NONE (-1)

/* The images that are left, as a list: top, next[top], ... */
struct stack {
    const struct image *images;
    long *outcomes;
    atomic_long top;
    atomic_long *next;
};

static long pop(struct stack *stack)
{
    long top = atomic_load(&stack->top);

    while (top != NONE && !atomic_compare_exchange_strong(&stack->top, &top, atomic_load(&stack->next[top])))
        continue;
    return top;
}

static void push(struct stack *stack, long i)
{
    long top = atomic_load(&stack->top);

    do
        atomic_store(&stack->next[i], top);
    while (!atomic_compare_exchange_strong(&stack->top, &top, i));
}

/* Of two images it takes the second, and gives the first one back. */
static long take(struct stack *stack)
{
    long first = pop(stack), second = first == NONE ? NONE : pop(stack);

    if (second == NONE)
        return first;
    push(stack, first);
    return second;
}

static void *work(void *argument)
{
    struct stack *stack = argument;
    CURL *curl = curl_easy_init();
    long i;

    while (curl && (i = take(stack)) != NONE)
        stack->outcomes[i] = fetch_image(&stack->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, started = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);
    atomic_long *next = calloc(count + 1, sizeof *next);
    struct stack stack = {.images = images, .outcomes = outcomes, .next = next};

    if (threads && next) {
        for (size_t i = 0; i < count; i++)
            atomic_init(&next[i], i + 1 < count ? (long)i + 1 : NONE);
        atomic_init(&stack.top, count > 0 ? 0 : NONE);
        while (started < wanted && pthread_create(&threads[started], NULL, work, &stack) == 0)
            started++;
        for (size_t t = 0; t < started; t++)
            pthread_join(threads[t], NULL);
    }
    free(next);
    free(threads);
    return count_saved(outcomes, count);
}
