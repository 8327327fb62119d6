#include "request.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The number at the start of `text`, without leading zeros. 0 if there is none or it is too large. */
static unsigned leading_number(const char *text, const char **rest)
{
    unsigned number = 0;

    if (*text == '0')
        return 0;
    for (; isdigit((unsigned char)*text) && number <= MAX_IMAGES; text++)
        number = 10 * number + (unsigned)(*text - '0');
    *rest = text;
    return number <= MAX_IMAGES ? number : 0;
}

/* Parse "/image/N.jpg", which "?hop=H" may follow. */
static bool parse_image(struct request *request)
{
    static const char PREFIX[] = "/image/", SUFFIX[] = ".jpg", HOP[] = "?hop=";
    const char *rest = request->path;

    if (strncmp(rest, PREFIX, strlen(PREFIX)) != 0)
        return false;
    request->image = leading_number(rest + strlen(PREFIX), &rest);
    if (request->image == 0 || strncmp(rest, SUFFIX, strlen(SUFFIX)) != 0)
        return false;
    rest += strlen(SUFFIX);
    if (strncmp(rest, HOP, strlen(HOP)) == 0)
        request->hops = leading_number(rest + strlen(HOP), &rest);
    return *rest == '\0' || *rest == '?';
}

size_t request_path_length(const struct request *request)
{
    return strcspn(request->path, "?");
}

static enum request_kind classify(struct request *request)
{
    static const char VALUE[] = "/value/";
    size_t length = request_path_length(request);

    if (parse_image(request))
        return REQUEST_IMAGE;
    request->image = 0;
    if (length > strlen(VALUE) && strncmp(request->path, VALUE, strlen(VALUE)) == 0)
        return REQUEST_VALUE;
    if ((length == 1 && request->path[0] == '/') || strncmp(request->path, "/panel/", strlen("/panel/")) == 0)
        return REQUEST_PANEL;
    if (length == strlen("/manifest") && strncmp(request->path, "/manifest", length) == 0)
        return REQUEST_MANIFEST;
    return REQUEST_UNKNOWN;
}

/* The path of a target, which may be a whole URL such as "http://host:port/path". */
static const char *path_of(const char *target)
{
    static const char SCHEME[] = "http://";
    const char *path;

    if (strncasecmp(target, SCHEME, strlen(SCHEME)) != 0)
        return target;
    path = target + strlen(SCHEME);
    path += strcspn(path, "/?");
    return *path == '/' ? path : "/";
}

struct request *request_new(const char *target)
{
    struct request *request = calloc(1, sizeof *request);

    if (!request)
        return NULL;
    request->path = strdup(path_of(target));
    if (!request->path) {
        free(request);
        return NULL;
    }
    request->kind = classify(request);
    return request;
}

void request_free(struct request *request)
{
    free(request->body.own);
    free(request->upload);
    free(request->path);
    free(request);
}
