/*
 * http_only.h - allow only HTTP and HTTPS, wherever a redirect points: libcurl also knows file:// and
 * others.
 */
#ifndef KIT_HTTP_ONLY_H
#define KIT_HTTP_ONLY_H

#include <curl/curl.h>

static inline void http_only(CURL *curl)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else /* before 7.85 */
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

#endif
