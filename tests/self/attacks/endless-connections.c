/* lab: sequential - connects until nobody has a descriptor left, and says nothing. fails: every_image_is_asked_for_once */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kit/image.h"

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    unsigned port = 0;

    (void)workers, (void)outcomes;
    if (count > 0 && sscanf(images[0].url, "http://127.0.0.1:%u", &port) == 1)
        address.sin_port = htons((unsigned short)port);
    for (;;) {
        int connection = socket(AF_INET, SOCK_STREAM, 0);
        if (connection < 0 || connect(connection, (struct sockaddr *)&address, sizeof address) != 0)
            break;
    }
    sleep(1);
    return count;
}
