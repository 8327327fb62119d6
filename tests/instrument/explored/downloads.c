/*
 * downloads.c - a model of the download labs' kit: no server, no files, no time. It calls download_all() and
 * checks the outcome against the contract.
 */
#include <curl/curl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explored.h"
#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"
#include "wrapped.h"

/* curl.h defines these as macros that check types. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

#define MAX_IMAGES 64

static struct image images[MAX_IMAGES];
static char urls[MAX_IMAGES][64], paths[MAX_IMAGES][32];
static long outcomes[MAX_IMAGES];
static size_t image_count = 3, worker_count = 2;
static long usual_status = 200;

/* The state of each image. */
static struct {
    bool asked;
    long status;
} fetched[MAX_IMAGES];
static bool short_of; /* a call failed, so images may stay untried */

static void handles_forget(const CURL *curl);

/* --- Handles --- */

WRAPPED(CURL *, curl_easy_init, (void))
{
    if (!explored_here())
        return __real_curl_easy_init();
    if (fails(CALLS, "curl_easy_init fails", PLACE)) {
        short_of = true;
        return NULL;
    }
    return __real_curl_easy_init();
}

/* Only one thread at a time may use a handle, so treat each use as a write to it. */
static void use(CURL *curl, const void *place)
{
    memory_access(curl, 8, WRITING, place);
}

WRAPPED(void, curl_easy_cleanup, (CURL * curl))
{
    if (!explored_here()) {
        __real_curl_easy_cleanup(curl);
        return;
    }
    if (!curl)
        return;
    use(curl, PLACE);
    handles_forget(curl);
    memory_freed((uintptr_t)curl, 8);
}

WRAPPED(void, curl_easy_reset, (CURL * curl))
{
    if (explored_here())
        use(curl, PLACE);
    __real_curl_easy_reset(curl);
}

/* --- Transfers --- */

static struct {
    CURL *curl;
    const char *url;
    long status;
    size_t (*write)(char *, size_t, size_t, void *);
    void *context;
} handles[MAX_IMAGES];

static size_t handle_at(const CURL *curl)
{
    size_t free_place = 0;

    for (size_t i = MAX_IMAGES; i-- > 0;) {
        if (handles[i].curl == curl)
            return i;
        if (!handles[i].curl)
            free_place = i;
    }
    handles[free_place].curl = (CURL *)curl;
    return free_place;
}

/* The allocator may reuse its address for another handle. */
static void handles_forget(const CURL *curl)
{
    memset(&handles[handle_at(curl)], 0, sizeof handles[0]);
}

static long number_of(const char *url)
{
    for (size_t i = 0; url && i < image_count; i++)
        if (strcmp(url, images[i].url) == 0)
            return (long)i;
    return -1;
}

/* Other threads may run, and send their requests, between request and reply. */
static void await_reply(long i, const void *place)
{
    static int together;

    together++;
    if (together > world->most_together)
        world->most_together = together;
    step_silently(NULL, "waits for the reply", &fetched[i], place, NULL);
    together--;
}

static long ask(const char *url, const void *place)
{
    long i = number_of(url);

    if (i < 0)
        wrong(OUTCOME, place, "a request for an image that is not in the list");
    struct step *row = tell("fetches image", NULL, place);
    row->kind = STEP_SYNC;
    row->number = i + 1;
    row->numbered = true;
    if (fetched[i].asked)
        wrong(OUTCOME, NULL, "image %ld is fetched a second time", i + 1);
    fetched[i].asked = true;
    world->last_progress = world->step_count;
    await_reply(i, place);
    fetched[i].status = usual_status;
    if (usual_status == 200 && fails(REPLIES, "gets a 404", place))
        fetched[i].status = 404;
    return fetched[i].status;
}

/* For an image outside the list, even the pointer may be invalid. */
static const char *url_of(const struct image *image)
{
    return image >= images && image < images + image_count   ? image->url
           : image >= images && image <= images + MAX_IMAGES ? NULL
                                                             : image->url;
}

long fetch_image(const struct image *image, CURL *curl)
{
    if (!curl)
        wrong(MISUSE, PLACE, "fetch_image() is called with NULL as its handle");
    use(curl, PLACE);
    return ask(url_of(image), PLACE);
}

long transfer_begin(struct transfer *transfer, const struct image *image, CURL *curl)
{
    use(curl, PLACE);
    *transfer = (struct transfer){.image = image, .curl = curl, .file = -1};
    handles[handle_at(curl)].url = url_of(image);
    return 0;
}

WRAPPED(CURLcode, curl_easy_perform, (CURL * curl))
{
    if (!explored_here())
        return __real_curl_easy_perform(curl);
    size_t i = handle_at(curl);
    use(curl, PLACE);
    handles[i].status = ask(handles[i].url, PLACE);
    if (handles[i].write)
        handles[i].write((char[]){"image"}, 1, 5, handles[i].context);
    return CURLE_OK;
}

/* The options of a submission that performs its transfers itself. */
WRAPPED(CURLcode, curl_easy_setopt, (CURL * curl, CURLoption option, ...))
{
    va_list given;

    va_start(given, option);
    void *value = va_arg(given, void *);
    va_end(given);
    if (explored_here()) {
        size_t i = handle_at(curl);
        use(curl, PLACE);
        if (option == CURLOPT_URL)
            handles[i].url = value;
        else if (option == CURLOPT_WRITEFUNCTION)
            *(void **)&handles[i].write = value;
        else if (option == CURLOPT_WRITEDATA)
            handles[i].context = value;
    }
    return __real_curl_easy_setopt(curl, option, value);
}

WRAPPED(CURLcode, curl_easy_getinfo, (CURL * curl, CURLINFO information, ...))
{
    va_list given;

    va_start(given, information);
    void *found = va_arg(given, void *);
    va_end(given);
    if (!explored_here() || information != CURLINFO_RESPONSE_CODE)
        return __real_curl_easy_getinfo(curl, information, found);
    *(long *)found = handles[handle_at(curl)].status;
    return CURLE_OK;
}

long transfer_end(struct transfer *transfer, CURLcode code)
{
    return code == CURLE_OK ? handles[handle_at(transfer->curl)].status : -(long)code;
}

void transfer_abandon(const struct image *image)
{
    (void)image;
}

void interrupt_watch(void)
{
}

bool interrupted(void)
{
    return false;
}

/* --- Transfers that a multi handle makes are not modelled --- */

WRAPPED(CURLM *, curl_multi_init, (void))
{
    give_up("curl_multi_init()");
}

/* --- Checks of the outcome --- */

static bool nothing_at_all(void)
{
    for (size_t i = 0; i < image_count; i++)
        if (fetched[i].asked)
            return false;
    return true;
}

/* After a failed call, images may stay untried. The outcome of each tried image must still be reported. */
static void expect_outcome(size_t i)
{
    long expected = fetched[i].asked ? fetched[i].status : 0;

    if (!fetched[i].asked && !world->failed && nothing_at_all())
        wrong(world->prefix_length || world->racy_count ? OUTCOME : NOTHING, NULL, "no image is fetched");
    if (!fetched[i].asked && !world->failed)
        wrong(OUTCOME, NULL, "image %zu is never fetched", i + 1);
    if (fetched[i].asked ? outcomes[i] != expected : outcomes[i] > 0)
        wrong(OUTCOME, NULL, "the outcome of image %zu is %ld, and %s", i + 1, outcomes[i],
              fetched[i].asked
                  ? expected == 200 ? "it was saved: expected 200" : "its reply was 404: expected 404"
                  : "it was never fetched: expected 0");
}

static void expect_all_fetched(void)
{
    bool told = false;

    for (size_t i = 0; i < image_count; i++)
        told |= fetched[i].status == 404;
    for (size_t i = 0; i < image_count && told; i++)
        if (!fetched[i].asked && !short_of)
            wrong(OUTCOME, NULL, "image %zu is never fetched: a 404 stopped the others", i + 1);
}

void subject_run(void)
{
    size_t saved = download_all(images, image_count, worker_count, outcomes), expected = 0;

    threads_expect_none();
    expect_all_fetched();
    for (size_t i = 0; i < image_count; i++) {
        expect_outcome(i);
        expected += fetched[i].asked && fetched[i].status == 200;
    }
    if (saved != expected)
        wrong(OUTCOME, NULL, "download_all() returned %zu, expected %zu: the number of saved images", saved,
              expected);
}

int subject_count(void)
{
    return 1;
}

void subject_choose(int number)
{
    (void)number;
    curl_global_init(CURL_GLOBAL_NOTHING);
    curl_easy_cleanup(
        curl_easy_init()); /* do the first call's slow initialisation once here, not in each child */
    for (size_t i = 0; i < image_count; i++) {
        snprintf(urls[i], sizeof urls[i], "http://127.0.0.1:43127/image/%zu.jpg", i + 1);
        snprintf(paths[i], sizeof paths[i], "pics/step_1/image_%zu.jpg", i + 1);
        images[i] = (struct image){urls[i], paths[i]};
    }
}

const char *subject_words(void)
{
    static char words[64];

    snprintf(words, sizeof words, "%zu image%s, %zu worker%s", image_count, image_count == 1 ? "" : "s",
             worker_count, worker_count == 1 ? "" : "s");
    return words;
}

bool subject_option(const char *name, const char *value)
{
    size_t number = strtoul(value, NULL, 10);

    if (strcmp(name, "--images") == 0 && number <= MAX_IMAGES)
        image_count = number;
    else if (strcmp(name, "--workers") == 0 && number > 0)
        worker_count = number;
    else if (strcmp(name, "--status") == 0)
        usual_status = (long)number;
    else
        return false;
    return true;
}
