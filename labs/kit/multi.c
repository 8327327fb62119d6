/*
 * multi.c - a multi handle that keeps its connections, with every version of libcurl.
 *
 * By default libcurl keeps four idle connections for each handle. Versions 8.14 to 8.18 count only the
 * running handles. So a loop that removes a handle and adds it again loses connections and opens new ones.
 * The lab's program is linked with --wrap=curl_multi_init, so that no lab has to handle this.
 */
#include <curl/curl.h>

#define MAX_IDLE_CONNECTIONS 1024L /* as many as a test allows descriptors */

CURLM *__real_curl_multi_init(void);
CURLM *__wrap_curl_multi_init(void);

CURLM *__wrap_curl_multi_init(void)
{
    CURLM *multi = __real_curl_multi_init();

    if (multi)
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, MAX_IDLE_CONNECTIONS);
    return multi;
}
