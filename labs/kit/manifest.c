/*
 * manifest.c - the list of images, from a server or from a file.
 */
#include "manifest.h"

#include <ctype.h>
#include <curl/curl.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http_only.h"

#define LONGEST_WAIT 30L /* seconds, for a server to send its list */

static bool is_address(const char *source)
{
    return strncasecmp(source, "http://", 7) == 0 || strncasecmp(source, "https://", 8) == 0;
}

/* Fetch `source` into `text`, an open memory stream. */
static int fetch_text(const char *source, FILE *text)
{
    char *address = NULL, why[CURL_ERROR_SIZE] = "";
    bool whole_server = source[strlen(source) - 1] == '/';
    long status = 0;
    CURL *curl = curl_easy_init();

    if (!curl || asprintf(&address, "%s%s", source, whole_server ? "manifest" : "") < 0) {
        fprintf(stderr, "out of memory\n");
        curl_easy_cleanup(curl);
        return -1;
    }
    curl_easy_setopt(curl, CURLOPT_URL, address);
    http_only(curl);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, LONGEST_WAIT);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, LONGEST_WAIT);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, text);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);

    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    if (code != CURLE_OK)
        fprintf(stderr, "cannot read the list of images at %s: %s\n", address,
                why[0] ? why : curl_easy_strerror(code));
    else if (status != 200)
        fprintf(stderr, "cannot read the list of images at %s: the server answered %ld\n", address, status);
    free(address);
    return code == CURLE_OK && status == 200 ? 0 : -1;
}

/* Add the URL at the start of `line`, if there is one. Returns -1 for any other text, or without memory. */
static int add_line(struct manifest *manifest, char *line)
{
    char *url = line + strspn(line, " \t\r\n");

    if (*url == '\0' || *url == '#')
        return 0;
    url[strcspn(url, " \t\r\n")] = '\0';
    if (*url == '<') {
        fprintf(stderr, "the list of images is an HTML page; a mock server has its list at /manifest\n");
        return -1;
    }
    if (!is_address(url)) {
        fprintf(stderr, "the list of images holds \"%.60s\", which is not an http or https address\n", url);
        return -1;
    }
    char **urls = reallocarray(manifest->urls, manifest->count + 1, sizeof *urls);
    if (urls)
        manifest->urls = urls;
    char *copy = urls ? strdup(url) : NULL;
    if (!copy) {
        fprintf(stderr, "out of memory\n");
        return -1;
    }
    manifest->urls[manifest->count++] = copy;
    return 0;
}

static int read_lines(struct manifest *manifest, FILE *text)
{
    char *line = NULL;
    size_t size = 0;
    int result = 0;

    while (result == 0 && getline(&line, &size, text) >= 0)
        result = add_line(manifest, line);
    free(line);
    return result;
}

static int read_address(struct manifest *manifest, const char *source)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *text = open_memstream(&bytes, &size);
    int result = text ? fetch_text(source, text) : -1;

    if (text)
        fclose(text);
    if (result == 0 && size > 0) {
        FILE *lines = fmemopen(bytes, size, "r");
        result = lines ? read_lines(manifest, lines) : -1;
        if (lines)
            fclose(lines);
    }
    free(bytes);
    return result;
}

int manifest_read(struct manifest *manifest, const char *source)
{
    int result;

    *manifest = (struct manifest){0};
    if (is_address(source)) {
        result = read_address(manifest, source);
    } else {
        FILE *file = fopen(source, "re");
        if (!file) {
            fprintf(stderr, "cannot read the list of images %s: %s\n", source, strerror(errno));
            return -1;
        }
        result = read_lines(manifest, file);
        fclose(file);
    }
    if (result != 0)
        manifest_free(manifest);
    return result;
}

void manifest_free(struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->count; i++)
        free(manifest->urls[i]);
    free(manifest->urls);
    *manifest = (struct manifest){0};
}
