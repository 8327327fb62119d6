/*
 * programs.c - small programs whose schedules can be counted by hand; tests/self/explored_test.c has the
 * numbers. Each takes the place of a submission; `workers` chooses one.
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "kit/image.h"
#include "programs.h"

typedef void *body(void *);

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER, other = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static atomic_int shared, flag;
static int plain, slots[2];

static void run(body *first, body *second, body *third)
{
    body *bodies[] = {first, second, third};
    pthread_t threads[3];
    int count = third ? 3 : 2;

    for (int t = 0; t < count; t++)
        pthread_create(&threads[t], NULL, bodies[t], NULL);
    for (int t = 0; t < count; t++)
        pthread_join(threads[t], NULL);
}

static void *add_once(void *none)
{
    atomic_fetch_add(&shared, 1);
    return none;
}

static void *add_twice(void *none)
{
    atomic_fetch_add(&shared, 1);
    atomic_fetch_add(&shared, 1);
    return none;
}

static void *look(void *none)
{
    return atomic_load(&shared) < 0 ? &shared : none;
}

static void *lock_once(void *none)
{
    pthread_mutex_lock(&one);
    plain++;
    pthread_mutex_unlock(&one);
    return none;
}

static void *write_first(void *none)
{
    slots[0] = 1;
    return none;
}

static void *write_second(void *none)
{
    slots[1] = 1;
    return none;
}

static void *write_plain(void *none)
{
    plain = 1;
    return none;
}

static void *lock_in_order(void *none)
{
    pthread_mutex_lock(&one);
    pthread_mutex_lock(&other);
    pthread_mutex_unlock(&other);
    pthread_mutex_unlock(&one);
    return none;
}

static void *lock_in_reverse(void *none)
{
    pthread_mutex_lock(&other);
    pthread_mutex_lock(&one);
    pthread_mutex_unlock(&one);
    pthread_mutex_unlock(&other);
    return none;
}

static void *publish(void *none)
{
    plain = 1;
    atomic_store_explicit(&flag, 1, memory_order_release);
    return none;
}

static void *read_published(void *none)
{
    if (atomic_load_explicit(&flag, memory_order_acquire))
        plain++;
    return none;
}

static void *publish_relaxed(void *none)
{
    plain = 1;
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
    return none;
}

static void *publish_by_fence(void *none)
{
    plain = 1;
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
    return none;
}

static void *read_by_fence(void *none)
{
    if (atomic_load_explicit(&flag, memory_order_relaxed)) {
        atomic_thread_fence(memory_order_acquire);
        plain++;
    }
    return none;
}

static void *wait_in_a_loop(void *none)
{
    pthread_mutex_lock(&one);
    while (!plain)
        pthread_cond_wait(&condition, &one);
    pthread_mutex_unlock(&one);
    return none;
}

static void *wake(void *none)
{
    pthread_mutex_lock(&one);
    plain = 1;
    pthread_cond_signal(&condition);
    pthread_mutex_unlock(&one);
    return none;
}

/* The other thread signals between the check and the wait. */
static void *wait_too_late(void *none)
{
    if (!atomic_load(&flag)) {
        pthread_mutex_lock(&one);
        pthread_cond_wait(&condition, &one);
        pthread_mutex_unlock(&one);
    }
    return none;
}

static void *wake_without_lock(void *none)
{
    atomic_store(&flag, 1);
    pthread_cond_signal(&condition);
    return none;
}

static void *spin(void *none)
{
    while (!atomic_load(&flag))
        ;
    return none;
}

static void *spin_politely(void *none)
{
    while (!atomic_load(&flag))
        sched_yield();
    return none;
}

static void *set_flag(void *none)
{
    atomic_store(&flag, 1);
    return none;
}

static void *unlock_only(void *none)
{
    pthread_mutex_unlock(&one);
    return none;
}

static void *destroy_a_held_one(void *none)
{
    pthread_mutex_lock(&one);
    pthread_mutex_destroy(&one);
    return none;
}

static void *sleep_instead(void *none)
{
    usleep(1000000);
    plain++;
    return none;
}

static void *wait_for_an_hour(void *none)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 3600;
    pthread_mutex_lock(&one);
    while (!plain && pthread_cond_timedwait(&condition, &one, &until) != ETIMEDOUT)
        continue;
    pthread_mutex_unlock(&one);
    return none;
}

/* The address of a variable of a function that has returned. */
static int *kept;

__attribute__((noinline)) static void keep(void)
{
    int here = 1;

    kept = &here;
}

static void *use_kept(void *none)
{
    *kept = 2;
    return none;
}

static void use_after_return(void)
{
    pthread_t thread;

    keep();
    pthread_create(&thread, NULL, use_kept, NULL);
    pthread_join(thread, NULL);
}

static void leave_one_behind(void)
{
    pthread_t thread;

    pthread_create(&thread, NULL, add_once, NULL);
}

static void free_too_early(void)
{
    pthread_t thread;

    kept = malloc(sizeof *kept);
    pthread_create(&thread, NULL, use_kept, NULL);
    free(kept);
    pthread_join(thread, NULL);
}

/* --- Right, and unusual
 * ------------------------------------------------------------------------------------- */

static void *start_one(void *none)
{
    pthread_t thread;

    pthread_create(&thread, NULL, add_once, NULL);
    pthread_join(thread, NULL);
    return none;
}

static void *lock_a_stream(void *none)
{
    flockfile(stdin);
    flockfile(stdin);
    plain++;
    funlockfile(stdin);
    plain++;
    funlockfile(stdin);
    return none;
}

/* The kernel gives the second thread the page that the first one has freed. */
static void *map_a_page(void *none)
{
    char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    *page = 1;
    munmap(page, 4096);
    return none;
}

static void *need_much_memory(void *none)
{
    for (int i = 0; i < 12; i++) {
        char *memory = malloc(1 << 20);
        if (!memory)
            abort();
        *memory = 1;
        free(memory);
    }
    return none;
}

static int ends[2];

static void *send_a_datagram(void *none)
{
    plain = 1;
    sendto(ends[0], "x", 1, 0, NULL, 0);
    return none;
}

static void *receive_a_datagram(void *none)
{
    char byte;

    recvfrom(ends[1], &byte, 1, 0, NULL, NULL);
    plain++;
    return none;
}

static sem_t nothing;

static void do_nothing(int number)
{
    (void)number;
}

static void *wait_until_broken(void *none)
{
    while (!atomic_load(&flag))
        sem_wait(&nothing);
    atomic_store(&shared, 1);
    return none;
}

static void break_a_wait(void)
{
    struct sigaction action = {.sa_handler = do_nothing};
    pthread_t thread;

    sem_init(&nothing, 0, 0);
    sigaction(SIGUSR1, &action, NULL);
    pthread_create(&thread, NULL, wait_until_broken, NULL);
    atomic_store(&flag, 1);
    while (!atomic_load(&shared)) {
        pthread_kill(thread, SIGUSR1);
        usleep(1000);
    }
    pthread_join(thread, NULL);
}

static void *wait_for_a_timer(void *none)
{
    struct itimerspec soon = {.it_value = {0, 1000000}};
    uint64_t times;
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);

    timerfd_settime(timer, 0, &soon, NULL);
    if (read(timer, &times, sizeof times) < 0)
        abort();
    close(timer);
    return none;
}

static void *add_often(void *none)
{
    for (int i = 0; i < 250; i++)
        atomic_fetch_add(&shared, 1);
    return none;
}

static void take_many_steps(void)
{
    pthread_t thread;

    for (int t = 0; t < 20; t++) {
        pthread_create(&thread, NULL, add_often, NULL);
        pthread_join(thread, NULL);
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)count, (void)outcomes;
    switch ((enum program)workers) {
    case TWO_ADD_ONCE:
        run(add_once, add_once, NULL);
        break;
    case TWO_ADD_TWICE:
        run(add_twice, add_twice, NULL);
        break;
    case THREE_ADD_ONCE:
        run(add_once, add_once, add_once);
        break;
    case TWO_LOOK:
        run(look, look, NULL);
        break;
    case ONE_LOOKS:
        run(look, add_once, NULL);
        break;
    case TWO_LOCK:
        run(lock_once, lock_once, NULL);
        break;
    case THREE_LOCK:
        run(lock_once, lock_once, lock_once);
        break;
    case APART:
        run(write_first, write_second, NULL);
        break;
    case RACE_FOR_ONE:
        run(write_plain, write_plain, NULL);
        break;
    case LOCKED_BY_ONE:
        run(lock_once, write_plain, NULL);
        break;
    case LOCKS_IN_ORDER:
        run(lock_in_order, lock_in_order, NULL);
        break;
    case LOCKS_IN_REVERSE:
        run(lock_in_order, lock_in_reverse, NULL);
        break;
    case PUBLISHED:
        run(publish, read_published, NULL);
        break;
    case PUBLISHED_RELAXED:
        run(publish_relaxed, read_published, NULL);
        break;
    case PUBLISHED_BY_FENCES:
        run(publish_by_fence, read_by_fence, NULL);
        break;
    case FENCE_OF_ONE:
        run(publish_relaxed, read_by_fence, NULL);
        break;
    case WAITS_IN_A_LOOP:
        run(wait_in_a_loop, wake, NULL);
        break;
    case LOST_WAKE_UP:
        run(wait_too_late, wake_without_lock, NULL);
        break;
    case SPINS:
        run(spin, set_flag, NULL);
        break;
    case SPINS_POLITELY:
        run(spin_politely, set_flag, NULL);
        break;
    case SPINS_FOR_EVER:
        run(spin_politely, look, NULL);
        break;
    case UNLOCKS_ONLY:
        run(unlock_only, look, NULL);
        break;
    case DESTROYS_A_HELD_ONE:
        run(destroy_a_held_one, look, NULL);
        break;
    case SLEEPS_INSTEAD:
        run(sleep_instead, write_plain, NULL);
        break;
    case WAITS_FOR_AN_HOUR:
        run(wait_for_an_hour, look, NULL);
        break;
    case USE_AFTER_RETURN:
        use_after_return();
        break;
    case LEAVES_ONE_BEHIND:
        leave_one_behind();
        break;
    case FREES_TOO_EARLY:
        free_too_early();
        break;
    case START_AT_ONCE:
        run(start_one, start_one, NULL);
        break;
    case LOCK_A_STREAM:
        run(lock_a_stream, lock_a_stream, NULL);
        break;
    case MAP_THE_SAME_PAGE:
        run(map_a_page, map_a_page, NULL);
        break;
    case NEED_MUCH_MEMORY:
        run(need_much_memory, need_much_memory, NULL);
        break;
    case SEND_A_DATAGRAM:
        socketpair(AF_UNIX, SOCK_DGRAM, 0, ends);
        run(send_a_datagram, receive_a_datagram, NULL);
        close(ends[0]);
        close(ends[1]);
        break;
    case BREAK_A_WAIT:
        break_a_wait();
        break;
    case RING:
        run(wait_for_a_timer, look, NULL);
        break;
    case TAKE_MANY_STEPS:
        take_many_steps();
        break;
    }
    return 0;
}
