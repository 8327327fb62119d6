/*
 * seccomp_filter.c - the system calls that a program in a sandbox may not make, as a program for seccomp(2).
 */
#include "seccomp_filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#define OTHER_ABI           0x40000000 /* x32: x86's calls with 32-bit pointers in 64-bit mode */
#define MOST_SHARED_SEGMENT (1 << 20)  /* bytes; segments belong to no process, so no limit counts them */
#define MOST_SEMAPHORES     250        /* in a set; the kernel limits only the number of sets */
#define MOST_INSTRUCTIONS   128

#ifdef MACHINE

static const unsigned refused[] = {
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_io_uring_setup,
    SYS_kexec_load,
    SYS_open_by_handle_at,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_memfd_secret,
    SYS_seccomp,
    SYS_fanotify_init,
    SYS_syslog,
    SYS_acct,
    SYS_swapon,
    SYS_quotactl,
    SYS_init_module,
    SYS_finit_module,
    SYS_reboot,
    SYS_move_pages,
    SYS_migrate_pages,
    SYS_mbind,
};

struct filter {
    struct sock_filter code[MOST_INSTRUCTIONS];
    unsigned short count;
};

static void add(struct filter *filter, struct sock_filter instruction)
{
    if (filter->count == MOST_INSTRUCTIONS)
        abort();
    filter->code[filter->count++] = instruction;
}

static void load(struct filter *filter, size_t offset)
{
    add(filter, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

/* If the loaded word is (or is not) `value`, end with `verdict`. */
static void end_if(struct filter *filter, uint32_t value, uint32_t verdict)
{
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, verdict));
}

static void end_unless(struct filter *filter, uint32_t value, uint32_t verdict)
{
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0));
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, verdict));
}

static void end_from(struct filter *filter, uint32_t value, uint32_t verdict)
{
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, value, 0, 1));
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, verdict));
}

/* If the loaded word has any of the bits of `mask`, end with `verdict`. */
static void end_if_any(struct filter *filter, uint32_t mask, uint32_t verdict)
{
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, mask, 0, 1));
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, verdict));
}

/* If it has none of them, end with `verdict`. */
static void end_unless_any(struct filter *filter, uint32_t mask, uint32_t verdict)
{
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, mask, 1, 0));
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, verdict));
}

/* Load the low half of an argument. Both machines are little-endian. */
static size_t argument(unsigned number)
{
    return offsetof(struct seccomp_data, args) + number * sizeof(uint64_t);
}

/* Skip the next `count` instructions unless the loaded word is `call`. */
static void only_for(struct filter *filter, uint32_t call, uint8_t count)
{
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, count));
}

/*
 * No instrument sees code that the compiler has not made. So no memory may become executable, except parts of
 * libraries' files, which are not writable. (For files in memory see code.h; files of a run lie where nothing
 * can be executed.) SIGSYS stops a program that asks for it, and limit_met() reports it.
 */
static void refuse_new_code(struct filter *filter)
{
    const uint32_t stop = SECCOMP_RET_TRAP, yes = SECCOMP_RET_ALLOW;
    static const unsigned protecting[] = {SYS_mprotect, SYS_pkey_mprotect};

    only_for(filter, SYS_mmap, 9);
    load(filter, argument(2));
    end_unless_any(filter, PROT_EXEC, yes);
    end_if_any(filter, PROT_WRITE, stop);
    load(filter, argument(3));
    end_if_any(filter, MAP_ANONYMOUS | MAP_SHARED, stop);
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, yes));

    for (size_t i = 0; i < sizeof protecting / sizeof protecting[0]; i++) {
        only_for(filter, protecting[i], 4);
        load(filter, argument(2));
        end_if_any(filter, PROT_EXEC, stop);
        add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, yes));
    }

    only_for(filter, SYS_shmat, 4);
    load(filter, argument(2));
    end_if_any(filter, SHM_EXEC, stop);
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, yes));

    only_for(filter, SYS_personality, 6);
    load(filter, argument(0));
    end_if(filter, UINT32_MAX, yes); /* only a request for it */
    end_if_any(filter, READ_IMPLIES_EXEC, stop);
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, yes));
}

static void build(struct filter *filter)
{
    const uint32_t no = SECCOMP_RET_ERRNO | EPERM, yes = SECCOMP_RET_ALLOW;

    load(filter, offsetof(struct seccomp_data, arch));
    end_unless(filter, MACHINE, SECCOMP_RET_KILL_PROCESS);
    load(filter, offsetof(struct seccomp_data, nr));
    end_from(filter, OTHER_ABI, SECCOMP_RET_ERRNO | ENOSYS);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        end_if(filter, refused[i], no);

    /* Another filter could discard a sanitizer's writes; and we cannot judge memory that we cannot read. */
    only_for(filter, SYS_prctl, 6);
    load(filter, argument(0));
    end_if(filter, PR_SET_SECCOMP, no);
    end_if(filter, PR_SET_DUMPABLE, no);
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, yes));

    refuse_new_code(filter);

    only_for(filter, SYS_semget, 4);
    load(filter, argument(1));
    end_from(filter, MOST_SEMAPHORES + 1, SECCOMP_RET_ERRNO | EINVAL);
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, yes));

    only_for(filter, SYS_shmget, 6);
    load(filter, argument(1) + sizeof(uint32_t));
    end_from(filter, 1, SECCOMP_RET_ERRNO | ENOMEM);
    load(filter, argument(1));
    end_from(filter, MOST_SHARED_SEGMENT + 1, SECCOMP_RET_ERRNO | ENOMEM);
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, yes));
}

int filter_open(void)
{
    struct filter filter = {.count = 0};
    int file = memfd_create("filter", 0);

    build(&filter);
    size_t size = filter.count * sizeof filter.code[0];
    if (file >= 0 && (write(file, filter.code, size) != (ssize_t)size || lseek(file, 0, SEEK_SET) != 0)) {
        close(file);
        return -1;
    }
    return file;
}

#else

int filter_open(void)
{
    return -1;
}

#endif
