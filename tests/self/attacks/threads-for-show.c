/* lab: threads - all but one wait at a condition. fails: by_threads_of_one_process */
#include "for_show.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void *show(void *nothing)
{
    pthread_mutex_lock(&lock);
    while (!atomic_load(&over))
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    return nothing;
}

static void wake(void)
{
    pthread_mutex_lock(&lock);
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void wait_a_while(CURLM *multi)
{
    curl_multi_poll(multi, NULL, 0, 1000, NULL);
}
