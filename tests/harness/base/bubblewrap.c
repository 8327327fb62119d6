/*
 * bubblewrap.c - bubblewrap options shared by the sandboxes of programs and of the compiler.
 */
#include "bubblewrap.h"

#include <stdio.h>
#include <unistd.h>

/* Add a system directory, or the link that stands in its place. */
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

/* Containers and some distributions forbid bubblewrap's namespaces. */
void bubblewrap_refuse(void)
{
    fprintf(stderr,
            "SANDBOX=1 needs bubblewrap 0.8 or newer, which Ubuntu 22.04 does not have, and user namespaces, "
            "which a container allows only to privileged programs\n");
}
