/*
 * A pipe full of tokens, as make has for its jobs: who reads one may start a thread, and the thread writes it
 * back.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

/* What a token stands for. The token is its number. */
struct job {
    CURL *curl;
    pthread_t thread;
    bool started; /* and not yet joined */
    size_t token;
    int tokens; /* the end to write to */
    const struct image *image;
    long *outcome;
};

struct tokens {
    int read, write;
};

static void *fetch_one(void *argument)
{
    struct job *job = argument;

    *job->outcome = fetch_image(job->image, job->curl);
    if (write(job->tokens, &job->token, sizeof job->token) < 0)
        abort(); /* it has room for all of them */
    return NULL;
}

static void start(struct job *job, const struct image *image, long *outcome)
{
    job->image = image;
    job->outcome = outcome;
    job->started = pthread_create(&job->thread, NULL, fetch_one, job) == 0;
    if (!job->started)
        fetch_one(job);
}

/* Wait for a token, and for the thread that has written it. */
static struct job *wait_for_token(struct job jobs[], const struct tokens *tokens)
{
    size_t token;

    while (read(tokens->read, &token, sizeof token) != (ssize_t)sizeof token)
        continue; /* interrupted */
    if (jobs[token].started)
        pthread_join(jobs[token].thread, NULL);
    jobs[token].started = false;
    return &jobs[token];
}

/* A pipe with room for all tokens, and a handle for each. How many there are. */
static size_t make_tokens(struct job jobs[], size_t wanted, const struct tokens *tokens)
{
    size_t made = 0;

    fcntl(tokens->write, F_SETPIPE_SZ, (int)(wanted * sizeof(size_t)));
    while (made < wanted && (jobs[made].curl = curl_easy_init())) {
        jobs[made].token = made;
        jobs[made].tokens = tokens->write;
        if (write(tokens->write, &made, sizeof made) != (ssize_t)sizeof made)
            break;
        made++;
    }
    return made;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, saved = 0, made = 0;
    struct job *jobs = calloc(wanted + 1, sizeof *jobs);
    int ends[2];

    if (!jobs || pipe2(ends, O_CLOEXEC) != 0) {
        free(jobs);
        return 0;
    }
    const struct tokens tokens = {ends[0], ends[1]};
    made = make_tokens(jobs, wanted, &tokens);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = 0;
        if (made > 0)
            start(wait_for_token(jobs, &tokens), &images[i], &outcomes[i]);
    }
    for (size_t j = 0; j < made; j++)
        wait_for_token(jobs, &tokens);
    for (size_t j = 0; j < wanted; j++)
        curl_easy_cleanup(jobs[j].curl);
    close(tokens.read);
    close(tokens.write);
    free(jobs);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
