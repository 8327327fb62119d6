/* lab: sequential - takes memory without end as files on their way through a socket, which nobody has open. fails: every_image_is_saved */
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kit/image.h"

/* Nobody receives it. */
static ssize_t send_away(int socket, int file)
{
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof file)];
    } control = {.header = {CMSG_LEN(sizeof file), SOL_SOCKET, SCM_RIGHTS}};
    struct iovec text = {".", 1};
    struct msghdr message = {
        .msg_iov = &text, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};

    memcpy(CMSG_DATA(&control.header), &file, sizeof file);
    return sendmsg(socket, &message, MSG_DONTWAIT);
}

static void fill(int file)
{
    static char block[1 << 16];

    memset(block, 1, sizeof block);
    while (write(file, block, sizeof block) == (ssize_t)sizeof block)
        continue;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    int ends[2];

    (void)images, (void)workers, (void)outcomes;
    signal(SIGXFSZ, SIG_IGN);
    for (int sent = 0;; sent++) {
        int file = memfd_create("image", 0);
        if (file >= 0)
            fill(file);
        if (sent % 100 == 0 && socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) != 0)
            pause();
        if (file < 0 || send_away(ends[0], file) < 0)
            pause();
        close(file);
    }
    return count;
}
