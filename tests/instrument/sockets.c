/*
 * sockets.c - for the build with ThreadSanitizer: connections to a server, of which it is not to know.
 *
 * It takes all sockets for one, as it were: what a thread did before it sent on its own counts as done before
 * whatever another thread does once it has received on another. Between two requests that hides nearly every
 * race. So the sockets of the internet are made and connected behind its back; those by which threads speak
 * to each other are not.
 */
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What stands in their place in ThreadSanitizer's runtime. */
extern __typeof__(socket) __interceptor_socket;
extern __typeof__(connect) __interceptor_connect;

int socket(int domain, int type, int protocol)
{
    if (domain == AF_INET || domain == AF_INET6)
        return (int)syscall(SYS_socket, domain, type, protocol);
    return __interceptor_socket(domain, type, protocol);
}

int connect(int socket, __CONST_SOCKADDR_ARG address, socklen_t length)
{
    int family = address.__sockaddr__->sa_family;

    if (family == AF_INET || family == AF_INET6)
        return (int)syscall(SYS_connect, socket, address.__sockaddr__, length);
    return __interceptor_connect(socket, address, length);
}
