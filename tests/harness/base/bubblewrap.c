/*
 * bubblewrap.c - what the walls around a program and around the compiler have in common.
 */
#include "bubblewrap.h"

#include <stdio.h>
#include <unistd.h>

/* A directory of the system's: as it is, or the link that it is. */
static void add_system_directory(struct command_line *command, const char *directory, char target[64])
{
    ssize_t length = readlink(directory, target, 63);

    if (length > 0) {
        target[length] = '\0';
        COMMAND_ADD(command, "--symlink", target, directory);
    } else {
        COMMAND_ADD(command, "--ro-bind-try", directory, directory);
    }
}

void bubblewrap_begin(struct command_line *command)
{
    static const char *const directories[] = {"/bin", "/lib", "/lib32", "/lib64"};
    static char targets[4][64];

    COMMAND_ADD(command, BUBBLEWRAP, "--unshare-user", "--disable-userns", "--unshare-pid", "--unshare-uts",
                "--new-session", "--die-with-parent", "--ro-bind", "/usr", "/usr");
    COMMAND_ADD(command, "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache");
    for (size_t i = 0; i < sizeof directories / sizeof directories[0]; i++)
        add_system_directory(command, directories[i], targets[i]);
}

/* Containers and some distributions forbid the walls. */
void bubblewrap_refuse(void)
{
    fprintf(stderr,
            "SANDBOX=1 needs bubblewrap 0.8 or newer, which Ubuntu 22.04 does not have, and user namespaces, "
            "which a container gives to privileged programs alone\n");
}
