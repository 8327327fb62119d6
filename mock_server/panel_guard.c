#include "panel_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>

/* The host without its port. The port may differ from ours, because it may be forwarded. false if `host`
 * has a wrong form. */
static bool split_host(const char *host, char *name, size_t room)
{
    const char *end = host[0] == '[' ? strchr(host, ']') : NULL;
    size_t length = end ? (size_t)(end + 1 - host) : strcspn(host, ":");
    const char *port = host + length;

    if (length >= room ||
        (*port != '\0' && (port[0] != ':' || port[1 + strspn(port + 1, "0123456789")] != '\0')))
        return false;
    memcpy(name, host, length);
    name[length] = '\0';
    return true;
}

static bool is_this_machine(const char *host)
{
    char name[64];
    struct in_addr address;

    if (!split_host(host, name, sizeof name))
        return false;
    if (strcasecmp(name, "localhost") == 0 || strcmp(name, "[::1]") == 0)
        return true;
    return inet_pton(AF_INET, name, &address) == 1 &&
           ntohl(address.s_addr) >> IN_CLASSA_NSHIFT == IN_LOOPBACKNET;
}

static bool is_own_origin(const char *origin, const char *host)
{
    static const char SCHEME[] = "http://";

    return strncmp(origin, SCHEME, strlen(SCHEME)) == 0 && strcasecmp(origin + strlen(SCHEME), host) == 0;
}

int panel_guard(const struct panel_claims *claims, bool changes, struct refusal *refusal)
{
    if (!claims->host || !is_this_machine(claims->host))
        return refuse(refusal, "panel: expected Host localhost, [::1] or 127.x.x.x, got %.80s",
                      claims->host ? claims->host : "none");
    if (claims->origin && !is_own_origin(claims->origin, claims->host))
        return refuse(refusal, "panel: expected Origin http://%.80s, got %.80s", claims->host,
                      claims->origin);
    if (changes && (!claims->header || strcmp(claims->header, PANEL_VALUE) != 0))
        return refuse(refusal, "panel: expected the header \"" PANEL_HEADER ": " PANEL_VALUE "\"");
    return 0;
}
