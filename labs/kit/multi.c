/*
 * multi.c - a multi handle that keeps its connections, with every version of libcurl.
 *
 * libcurl keeps as many idle connections as four times the number of handles. Versions 8.14 to 8.18 count
 * only the handles that are running, so that a loop which removes a handle and adds it again loses
 * connections and opens new ones. The lab's program is linked with --wrap=curl_multi_init, so that no lab has
 * to know of this.
 */
#include <curl/curl.h>

#define MAX_IDLE_CONNECTIONS 1024L /* as many as the descriptors that a test allows */

CURLM *__real_curl_multi_init(void);
CURLM *__wrap_curl_multi_init(void);

CURLM *__wrap_curl_multi_init(void)
{
    CURLM *multi = __real_curl_multi_init();

    if (multi)
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, MAX_IDLE_CONNECTIONS);
    return multi;
}
