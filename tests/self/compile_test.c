/*
 * compile_test.c - the gate between a submission and the linker: what it accepts, and what it refuses.
 */
#include "../compile/inspect.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../compile/names.h"
#include "../compile/read.h"
#include "../compile/text.h"
#include "../harness/base/sanitize_text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- Text --- */

static const char *refusal(const char *text)
{
    return inspect_text(text, strlen(text));
}

static void assert_refused(const char *text, const char *words)
{
    const char *why = refusal(text);

    ck_assert_msg(why && strstr(why, words), "%s\nexpected a refusal with \"%s\", got: %s", text, words,
                  why ? why : "none");
}

static void assert_accepted(const char *text)
{
    const char *why = refusal(text);

    ck_assert_msg(!why, "%s\nis refused: %s", text, why ? why : "");
}

START_TEST(words_are_read_as_the_compiler_reads_them)
{
    static const struct {
        const char *text;
        size_t words, strings;
    } cases[] = {
        {"int a = 1;", 2, 0},
        {"in\\\nt a;", 2, 0},
        {"in\\ \t\nt a;", 2, 0},
        {"/* asm */ int // asm\na;", 2, 0},
        {"/\\\n* asm *\\\n/ int", 1, 0},
        {"\"asm\" 'asm' L\"asm\" u8\"asm\"", 0, 3},
        {"\"a\\\"asm\"", 0, 1},
        {"'\\'' asm '\\''", 1, 0},
        {"\"it ends with its line\nasm", 1, 1},
        {"R\"(asm\n# 1 \"x\"\n\")\" int", 1, 1},
        {"u8R\"x(a)\"b)x\" int", 1, 1},
        {"xR\"(\" asm \")\"", 2, 2},
        {"1e+asm 0x1asm", 0, 0},
        {"<%asm%>", 1, 0},
        {"# 3 \"name.c\" 1 3 4\nint", 1, 0},
        {"#define x asm\nint", 1, 0},
        {" #pragma x\nint", 3, 0},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct tokens tokens;
        size_t words = 0, strings = 0;
        ck_assert_int_eq(tokens_read(&tokens, cases[i].text, strlen(cases[i].text)), 0);
        for (size_t t = 0; t < tokens.count; t++) {
            words += tokens.tokens[t].kind == TOKEN_WORD;
            strings += tokens.tokens[t].kind == TOKEN_STRING;
        }
        ck_assert_msg(words == cases[i].words && strings == cases[i].strings,
                      "%s\nhas %zu words and %zu strings", cases[i].text, words, strings);
        tokens_free(&tokens);
    }
}
END_TEST

START_TEST(names_for_the_assembler_are_names)
{
    assert_accepted("int f(void) __asm__ (\"\" \"__isoc99_fscanf\") __attribute__ ((__nothrow__));");
    assert_accepted("void f(void) { extern int a asm(\"b\"); register long n __asm__(\"x8\") = 1; }");
    assert_accepted("void f(void) { if (x) asm volatile(\"pause\"); else asm(\"nop\"); }");
    assert_accepted("const char *text = \"asm(\\\"#NO_APP\\\")\";");
    assert_refused("int f(void) asm(\"g\\n\\tsyscall\");", "assembly");
    assert_refused("int f(void) asm(\"g; syscall\");", "assembly");
    assert_refused("int f(void) asm(\"g\\x0asyscall\");", "assembly");
    assert_refused("int a asm(R\"(g\nsyscall)\");", "assembly");
    assert_refused("void f(void) { int (g)(void) asm(\"a b\"); }", "assembly");
    assert_refused("int a as\\\nm(\"b c\");", "assembly");
    assert_refused("static const char a[] asm(\".La\") = {1};", "assembly");
    assert_refused("int a, b[2] asm(\"c;d\");", "assembly");
    assert_refused("int f(void) asm(\"__lsan\" \"_disable\");", "speaks to a sanitizer");
}
END_TEST

START_TEST(assembly_has_no_end_of_its_own)
{
    assert_refused("void f(void) { asm(\"#NO_APP\\n\\tincl counter\\n#APP\"); }", "assembly");
    assert_refused("asm(\"\\x23NO_APP\");", "assembly");
    assert_refused("asm(\"// End of user assembly\");", "assembly");
    assert_refused("# 1 \"a\\\"\\n#NO_APP\\n\"\nint a;", "plain characters");
    assert_accepted("# 0 \"/home/tr\\303\\244e//\"\nint a;");
}
END_TEST

START_TEST(attributes_have_plain_names)
{
    assert_accepted("int a __attribute__((section(\".data.own\")));");
    assert_accepted("int f(void) __attribute__((deprecated(\"it's old;\" \" use g() #1\")));");
    assert_accepted("int section(const char *); int f(void) { return section(\"a; b\"); }");
    assert_refused("int a __attribute__((section(\".data; syscall #\")));", "attribute");
    assert_refused("int a [[gnu::section(\".data\\n\\tsyscall\")]];", "attribute");
    assert_refused("int a <:<:gnu::alias(\"b;c\"):>:>;", "attribute");
    assert_refused("void f(void) __attribute__((weakref(\"__lsan_disable\")));", "speaks to a sanitizer");
    assert_refused("__attribute__((no_sanitize(\"thread\"))) void f(void) {}", "switches a sanitizer off");
    assert_refused("#pragma GCC pch_preprocess \"a.gch\"\n", "precompiled");
    assert_refused("#pragma redefine_extname f __tsan_acquire\n", "speaks to a sanitizer");
}
END_TEST

/* Nothing in a megabyte takes long: seconds would be a hundred times of what is needed. */
START_TEST(a_megabyte_is_read_at_once)
{
    static const char *const parts[] = {"[[",    "__attribute__((", "asm ",     "\"a\" ", "{", "/*",
                                        "a\\\n", "#pragma a\nasm ", "asm(\"\" "};
    enum { SIZE = 1 << 20 };
    char *text = malloc(SIZE + 1);

    for (size_t i = 0; i < COUNT(parts); i++) {
        size_t length = strlen(parts[i]);
        for (size_t at = 0; at < SIZE; at++)
            text[at] = parts[i][at % length];
        text[SIZE] = '\0';
        clock_t begun = clock();
        inspect_text(text, SIZE);
        inspect_assembly(text, SIZE);
        ck_assert_msg(clock() - begun < 2 * CLOCKS_PER_SEC, "a megabyte of \"%s\" takes long", parts[i]);
    }
    free(text);
}
END_TEST

/* --- Assembly --- */

START_TEST(only_fences_and_rests_are_assembled)
{
    static const struct {
        const char *text, *words; /* NULL: must be accepted */
    } cases[] = {
        {"\tcall\tsvc\n\tmovl\t$syscall, %eax\n", NULL},
        {"#APP\n# 5 \"x.c\" 1\n\t\n# 0 \"\" 2\n#NO_APP\n\tincl\tcounter(%rip)\n", NULL},
        {"#APP\n# 5 \"x.c\" 1\n\trep; nop\n# 0 \"\" 2\n#NO_APP\n", NULL},
        {"#APP\n\tpause ; mfence\n#NO_APP\n", NULL},
        {"\t// Start of user assembly\n\tyield\n\t// End of user assembly\n", NULL},
        {"#APP\n\tincl counter(%rip)\n#NO_APP\n", "assembly"},
        {"#APP\n\tnop; incl counter(%rip)\n#NO_APP\n", "assembly"},
        {"#APP\n\t.incbin \"solution\"\n#NO_APP\n", "assembly"},
        {"#APP\n\tsyscall\n#NO_APP\n", "a system call"},
        {"\t// Start of user assembly\n\tsvc #0\n\t// End of user assembly\n", "a system call"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *why = inspect_assembly(cases[i].text, strlen(cases[i].text));
        if (cases[i].words)
            ck_assert_msg(why && strstr(why, cases[i].words), "%s\nis not refused as expected",
                          cases[i].text);
        else
            ck_assert_msg(!why, "%s\nis refused: %s", cases[i].text, why ? why : "");
    }
}
END_TEST

/* --- Objects --- */

static const char usable[] = "printf\nsigqueue\n__libc_current_sigrtmin\n!dlsym\nfetch_image\n",
                  taken[] = "printf\nwrite\nfetch_image\n";

/* What the gate says of an object of this source, without the line that every lab needs. */
static const char *refusal_of_object(const char *source, const char *options, const char *flavour)
{
    static char directory[] = "/tmp/fetchlab-XXXXXX";
    static char *bytes;
    char path[64], command[512];
    size_t size;

    if (strchr(directory, 'X'))
        ck_assert(mkdtemp(directory) != NULL);
    snprintf(path, sizeof path, "%s/a.c", directory);
    FILE *file = fopen(path, "w");
    fprintf(file, "%s\nint download_all(void) { return 0; }\n", source);
    fclose(file);
    snprintf(command, sizeof command, "cd %s && ${CC:-gcc} -w -O1 %s -c a.c && rm a.c", directory, options);
    ck_assert_int_eq(system(command), 0);
    snprintf(path, sizeof path, "%s/a.o", directory);
    free(bytes);
    bytes = file_read(path, &size);
    remove(path);
    rmdir(directory);
    memcpy(directory + strlen(directory) - 6, "XXXXXX", 6);
    return inspect_object(
        bytes, size,
        &(struct object_rules){.lab = "threads", .flavour = flavour, .usable = usable, .taken = taken});
}

START_TEST(names_are_allowed_by_list)
{
    static const struct {
        const char *source, *words; /* NULL: must be accepted */
    } cases[] = {
        {"int printf(const char *, ...); int f(void) { return printf(\"\"); }", NULL},
        {"#include <signal.h>\nint f(void) { union sigval v = {0}; return sigqueue(1, SIGRTMIN, v); }", NULL},
        {"int svc(void) { return 1; } int f(void) { return svc(); }", NULL},
        {"void *dlsym(void *, const char *); void *f(void) { return dlsym(0, \"a\"); }",
         "dlsym() has no place"},
        {"int mistyped(void); int f(void) { return mistyped(); }", "mistyped() is used here"},
        {"__attribute__((weak)) void perturb_pause(void); int f(void) { return perturb_pause != 0; }",
         "perturb_pause() is used"},
        {"__attribute__((weak)) void AnnotateRWLockCreate(void); int f(void) { return AnnotateRWLockCreate "
         "!= 0; }",
         "is used"},
        {"int __libc_dlopen_mode(void); int f(void) { return __libc_dlopen_mode(); }", "has no place"},
        {"extern char __start_own[]; char *f(void) { return __start_own; }", "has no place"},
        {"void __gmon_start__(void) {}", "not yours to define"},
        {"void __wrap_fork(void) {}", "not yours to define"},
        {"int write(int a, const void *b, unsigned long c) { return 0; }", "make yours static"},
        {"int main(void) { return 0; }", "main() is here"},
        {"__attribute__((common)) int a;", "of a kind"},
        {"int g(void) { return 1; } asm(\".symver g,write@GLIBC_2.2.5\");", "of a kind"},
        {"const char *__asan_default_options(void) { return 0; }", "speaks to a sanitizer"},
        {"const char *f(void) { return \"__lsan_disable\"; }", "speaks to a sanitizer"},
        {"const char *f(void) { return \"TSAN_OPTIONS\"; }", "speaks to a sanitizer"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *why = refusal_of_object(cases[i].source, "", "plain");
        if (cases[i].words)
            ck_assert_msg(why && strstr(why, cases[i].words), "%s\nis not refused as expected: %s",
                          cases[i].source, why ? why : "not at all");
        else
            ck_assert_msg(!why, "%s\nis refused: %s", cases[i].source, why ? why : "");
    }
}
END_TEST

START_TEST(sections_are_allowed_by_list)
{
    static const struct {
        const char *source, *words;
    } cases[] = {
        {"int a = 1, b; static const char c[] = \"text\"; _Thread_local int d = 1; const char *f(void) { "
         "return c; }",
         NULL},
        {"__attribute__((cold)) int f(void) { return 1; }", NULL},
        {"int a; __attribute__((constructor)) void f(void) { a++; }", "before or after main()"},
        {"int a; __attribute__((destructor(200))) void f(void) { a++; }", "before or after main()"},
        {"__attribute__((section(\".preinit_array\"))) void *a = 0;", "before or after main()"},
        {"static int h(void) { return 1; } static void *g(void) { return h; } int f(void) "
         "__attribute__((ifunc(\"g\")));",
         "before main()"},
        {"__attribute__((section(\".gnu.lto_.opts\"))) char a[] = \"x\";",
         "a section of its own (.gnu.lto_.opts)"},
        {"__attribute__((section(\".text.own\"))) const char a[] = {0x0f, 0x05};",
         "data in a section of code (.text.own)"},
        {"__attribute__((section(\"own\"))) int a = 1;", "a section of its own (own)"},
        {"__attribute__((section(\".rodata.own\"))) int f(void) { return 1; }", "a section of its own"},
        {"__attribute__((section(\".debug_gdb_scripts\"))) char a[] = \"x\";", "a section of its own"},
        {"void g(void (*)(void)); void f(int n) { void h(void) { n++; } void (*volatile p)(void) = h; p(); }",
         "a nested function"},
        {"int f(int n) { int h(int m) { return m + n; } return h(1); }", NULL},
        {"asm(\".section .data.own, \\\"awx\\\"; .quad 1; .text\");", "a section of its own"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *why = refusal_of_object(cases[i].source, "", "plain");
        if (cases[i].words)
            ck_assert_msg(why && strstr(why, cases[i].words), "%s\nis not refused as expected: %s",
                          cases[i].source, why ? why : "not at all");
        else
            ck_assert_msg(!why, "%s\nis refused: %s", cases[i].source, why ? why : "");
    }
}
END_TEST

START_TEST(a_flavour_may_call_its_sanitizer_alone)
{
    static const char source[] = "int counter; void f(int *p) { int a[4]; a[*p] = counter++; *p = a[1]; }";
    static const char constructor[] =
        "int counter; __attribute__((constructor(99))) void f(void) { counter++; }";
    static const struct {
        const char *flavour, *options;
    } flavours[] = {{"address", "-fsanitize=address,undefined"},
                    {"explored", "-fsanitize=thread"},
                    {"perturbed", "-fsanitize=thread"}};

    for (size_t i = 0; i < COUNT(flavours); i++) {
        const char *why = refusal_of_object(source, flavours[i].options, flavours[i].flavour);
        ck_assert_msg(!why, "%s: refused: %s", flavours[i].flavour, why ? why : "");
        why = refusal_of_object(source, flavours[i].options, "plain");
        ck_assert_msg(why != NULL, "%s in the plain flavour is not refused", flavours[i].options);
        why = refusal_of_object(constructor, flavours[i].options, flavours[i].flavour);
        ck_assert_msg(why && strstr(why, "before or after main()"),
                      "%s: a constructor next to the sanitizer's is not refused", flavours[i].flavour);
        why = refusal_of_object("void __lsan_disable(void); void __tsan_acquire(void *); void f(void) { "
                                "__lsan_disable(); __tsan_acquire(f); }",
                                flavours[i].options, flavours[i].flavour);
        ck_assert_msg(why && strstr(why, "speaks to a sanitizer"),
                      "%s: a call of its sanitizer is not refused", flavours[i].flavour);
    }
}
END_TEST

/* Change each byte of an object: the gate must never read outside it. Otherwise the sanitizers or the kernel
 * report it. */
START_TEST(a_broken_object_is_refused_or_read)
{
    size_t size;
    char *bytes = file_read("build/objects/tests/compile/read.o", &size), *copy = malloc(size);

    ck_assert(bytes != NULL && copy != NULL);
    for (size_t at = 0; at < size; at += at < 64 || at > size - 4096 ? 1 : 97) {
        memcpy(copy, bytes, size);
        copy[at] = (char)0xff;
        inspect_object(
            copy, size,
            &(struct object_rules){.lab = "threads", .flavour = "plain", .usable = usable, .taken = taken});
    }
    for (size_t length = 0; length < size; length += 61) {
        char *part = malloc(length + 1);
        memcpy(part, bytes, length);
        ck_assert(inspect_object(part, length,
                                 &(struct object_rules){
                                     .lab = "threads", .flavour = "plain", .usable = "", .taken = ""}) !=
                  NULL);
        free(part);
    }
    free(bytes);
    free(copy);
}
END_TEST

START_TEST(what_a_lab_must_not_call_is_out_of_place)
{
    static const char *const out[] = {"dlsym",         "execve", "execlp",        "posix_spawnp",
                                      "system",        "popen",  "ptrace",        "_dl_sym",
                                      "__libc_system", "__fork", "_IO_proc_open", "checkpoint"};
    static const char *const in[] = {"printf",           "_exit",
                                     "__errno_location", "__isoc23_strtol",
                                     "__memcpy_chk",     "__udivti3",
                                     "__popcountdi2",    "__atomic_load_16",
                                     "GOMP_parallel",    "posix_spawn_file_actions_init",
                                     "__sigsetjmp",      "sigqueue"};

    for (size_t i = 0; i < COUNT(out); i++)
        ck_assert_msg(is_out_of_place(out[i]), "%s is accepted", out[i]);
    for (size_t i = 0; i < COUNT(in); i++)
        ck_assert_msg(!is_out_of_place(in[i]), "%s is refused", in[i]);
}
END_TEST

/* --- Words --- */

START_TEST(nothing_in_words_is_obeyed)
{
    static const struct {
        const char *text, *plain;
    } cases[] = {
        {"a\tb\nc", "a\tb\nc"},
        {"tr\303\244e", "tr\303\244e"},
        {"\033[31mred", "?[31mred"},
        {"a\rb\b\007", "a?b??"},
        {"a\342\200\250b\342\200\251\342\200\256", "a???b??????"},
        {"\302\205\302\233", "????"},
        {"\357\273\277", "???"},
        {"::error::x\n  ::set-output\na::b", "?:error::x\n  ?:set-output\na::b"},
        {"##[error]x ##vso[task] ## [no] #[no]", "?#[error]x ?#vso[task] ## [no] #[no]"},
        {"\377\300\200", "???"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[100];
        snprintf(text, sizeof text, "%s", cases[i].text);
        make_plain(text);
        ck_assert_str_eq(text, cases[i].plain);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compile");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, words_are_read_as_the_compiler_reads_them);
    tcase_add_test(all, names_for_the_assembler_are_names);
    tcase_add_test(all, assembly_has_no_end_of_its_own);
    tcase_add_test(all, attributes_have_plain_names);
    tcase_add_test(all, a_megabyte_is_read_at_once);
    tcase_add_test(all, only_fences_and_rests_are_assembled);
    tcase_add_test(all, names_are_allowed_by_list);
    tcase_add_test(all, sections_are_allowed_by_list);
    tcase_add_test(all, a_flavour_may_call_its_sanitizer_alone);
    tcase_add_test(all, a_broken_object_is_refused_or_read);
    tcase_add_test(all, what_a_lab_must_not_call_is_out_of_place);
    tcase_add_test(all, nothing_in_words_is_obeyed);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
