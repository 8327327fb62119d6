/*
 * container.c - run a command as in a container, with Docker's profile: without unshare(2), and with only
 * those values of personality(2) that every program has; with --no-ptrace also without ptrace(2), as older
 * profiles.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ASK 0xffffffff /* ask for the current personality */

static int deny(long call, unsigned but_for_0, unsigned but_for_1)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, but_for_0, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, but_for_1, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof code[0], code};

    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                   prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0
               ? 0
               : -1;
}

int main(int argc, char *argv[])
{
    char **command = argv + 1;
    int no_ptrace = argc > 1 && strcmp(argv[1], "--no-ptrace") == 0;

    command += no_ptrace;
    if (!*command) {
        fprintf(stderr, "usage: container [--no-ptrace] COMMAND...\n");
        return 2;
    }
    if (deny(SYS_unshare, ASK, ASK) != 0 || deny(SYS_personality, 0, ASK) != 0 ||
        (no_ptrace && deny(SYS_ptrace, ASK, ASK) != 0)) {
        perror("seccomp");
        return 3;
    }
    execvp(command[0], command);
    perror(command[0]);
    return 3;
}
