#include "peer.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A bit of INET_DIAG_SHUTDOWN: the owner has shut down its sending side. close() sets both bits. */
enum { SHUT_SENDING = 2 };

struct question {
    struct nlmsghdr header;
    struct inet_diag_req_v2 request;
};

/* Find the socket at the other end of `socket` by both addresses. false if there is none. */
static bool name_peer(int socket, struct inet_diag_sockid *id)
{
    struct sockaddr_in own, peer;
    socklen_t own_size = sizeof own, peer_size = sizeof peer;

    if (getsockname(socket, (struct sockaddr *)&own, &own_size) != 0 ||
        getpeername(socket, (struct sockaddr *)&peer, &peer_size) != 0)
        return false;
    id->idiag_sport = peer.sin_port;
    id->idiag_dport = own.sin_port;
    id->idiag_src[0] = peer.sin_addr.s_addr;
    id->idiag_dst[0] = own.sin_addr.s_addr;
    id->idiag_cookie[0] = id->idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return true;
}

/* The shutdown bits in an answer of `size` bytes, or -1 if it has none. */
static int shut_down(const struct nlmsghdr *answer, size_t size)
{
    const struct inet_diag_msg *message = NLMSG_DATA(answer);
    const struct rtattr *attribute = (const struct rtattr *)(message + 1);
    size_t left;

    if (size < NLMSG_LENGTH(sizeof *message) || answer->nlmsg_type != SOCK_DIAG_BY_FAMILY)
        return -1;
    left = size - NLMSG_LENGTH(sizeof *message);
    for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
        if (attribute->rta_type == INET_DIAG_SHUTDOWN)
            return *(const unsigned char *)RTA_DATA(attribute);
    return -1;
}

bool peer_still_reads(int socket_of_ours)
{
    struct question question = {
        .header = {.nlmsg_len = sizeof question,
                   .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                   .nlmsg_flags = NLM_F_REQUEST},
        .request = {.sdiag_family = AF_INET, .sdiag_protocol = IPPROTO_TCP, .idiag_states = UINT32_MAX},
    };
    union {
        struct nlmsghdr header;
        char room[4096];
    } answer;
    int kernel = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    ssize_t size = -1;

    if (kernel < 0)
        return false;
    if (name_peer(socket_of_ours, &question.request.id) &&
        send(kernel, &question, sizeof question, 0) == (ssize_t)sizeof question)
        size =
            recv(kernel, &answer, sizeof answer, MSG_DONTWAIT); /* the answer is there when send() returns */
    close(kernel);
    return size > 0 && shut_down(&answer.header, (size_t)size) == SHUT_SENDING;
}
