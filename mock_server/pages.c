#include "pages.h"

#include <stdlib.h>

static const char GALLERY_HEAD[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>Mock image server</title>\n"
    "<link rel=\"icon\" href=\"data:,\">\n"
    "<style>\n"
    "body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; color: #222; background: #fff; }\n"
    "main { display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: 1rem; }\n"
    "figure { margin: 0; }\n"
    "img { display: block; width: 100%; aspect-ratio: 4 / 3; background: #ddd; border-radius: 4px; }\n"
    "@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818; }\n"
    "  a { color: #8bf; } img { background: #333; } }\n"
    "</style>\n";

char *pages_gallery(const struct catalogue *catalogue)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    if (out == NULL)
        return NULL;
    fputs(GALLERY_HEAD, out);
    fprintf(out,
            "<h1>Mock image server</h1>\n"
            "<p>%u pictures of %zu bytes. The <a href=\"/manifest\">manifest</a> lists their addresses and "
            "sums.</p>\n<main>\n",
            catalogue->images, catalogue->image_bytes);
    for (unsigned image = 1; image <= catalogue->images; image++)
        fprintf(out,
                "<figure><a href=\"/image/%u.jpg\"><img loading=\"lazy\" src=\"/image/%u.jpg\" "
                "alt=\"Picture %u\"></a></figure>\n",
                image, image, image);
    fputs("</main>\n</html>\n", out);
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

char *pages_status(unsigned status, const char *phrase)
{
    char *text = NULL;

    if (asprintf(&text,
                 "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>%u %s</title>"
                 "<h1>%u %s</h1></html>\n",
                 status, phrase, status, phrase) < 0)
        return NULL;
    return text;
}
