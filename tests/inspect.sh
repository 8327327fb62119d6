#!/bin/sh
# inspect.sh SOURCE OBJECT TEXT TAKEN - refuse what no right answer holds: code that runs outside the function that is asked
# for, names that the system's libraries have, and whatever speaks to a sanitizer. TEXT is the source, preprocessed;
# TAKEN has what taken.sh prints.
source=$1 object=$2 text=$3 taken=$4
set -f # names are no patterns
refuse() {
    echo "$source: $*" >&2
    rm -f "$object"
    exit 1
}

# A line for each symbol that others see: "T download_all", "U curl_easy_init" where others have it.
symbols=$(nm -g "$object" | sed 's/^[0-9a-f ]*//')
defined=$(printf '%s\n' "$symbols" | sed -n 's/^[^Uvw] //p')
undefined=$(printf '%s\n' "$symbols" | sed -n 's/^[Uvw] //p')
for name in $defined; do
    case $name in
    main) refuse 'main() is here, but the kit has it already (labs/kit): take this one out' ;;
    __real_* | __wrap_*) refuse "$name is not yours to define" ;;
    esac
done
case $source in
*/cache.c) due='cache cache_per_arguments' ;;
*) due=download_all ;;
esac
for name in $due; do
    case " "$(echo $defined)" " in
    *" $name "*) ;;
    *) refuse "$name() is not here; the kit calls it, by this name and not static (labs/kit has its contract)" ;;
    esac
done
[ -s "$taken" ] || refuse "no names stand in $taken"
name=$(printf '%s\n' "$defined" | grep -m 1 -xFf "$taken")
[ -z "$name" ] || refuse "$name() is also a function of the C library, of libcurl or of the kit: make yours static"

# What is used of others: not the kit's word with the tests, nor what finds functions by other ways than their names,
# nor what makes another program of this one.
for name in $undefined; do
    case $name in
    __libc_current_sigrt*) ;; # SIGRTMIN and SIGRTMAX
    checkpoint | check_for_leaks | dlsym | dlvsym | dlopen | dlmopen | dladdr* | dl_iterate_phdr | \
        exec[lv]* | fexecve | execveat | seccomp | __libc_* | _dl_* | ptrace)
        refuse "$name() has no place in a lab" ;;
    esac
done

# What it consists of: "  [ 1] .text  PROGBITS ...", and a line for each symbol.
listing=$(readelf -SsW "$object")
sections=$(printf '%s\n' "$listing" | sed -n 's/^ *\[ *[0-9]*\] \(\.[^ ]*\).*/\1/p')
for section in $sections; do
    case $section. in
    *.preinit_array.* | *.init_array.* | *.fini_array.* | *.ctors.* | *.dtors.* | *.init.* | *.fini.*)
        refuse 'code that runs before or after main() (a constructor or destructor) has no place in a lab' ;;
    esac
done
for section in $sections; do
    case ${section#.rela}. in
    .text.* | .data.* | .rodata.* | .bss.* | .tdata.* | .tbss.* | .eh_frame.* | .gcc_except_table.) ;;
    .debug_* | .note.GNU-stack. | .note.gnu.property. | .comment. | .symtab. | .strtab. | .shstrtab. | .group.) ;;
    *) refuse "a section of its own ($section) has no place in a lab" ;;
    esac
done
case $listing in
*' IFUNC '*) refuse 'code that runs before main() (an indirect function) has no place in a lab' ;;
esac
! objdump -d --no-show-raw-insn "$object" | cut -f 2- -s | grep -qE '(^|[[:blank:]])(syscall|sysenter|svc)([[:blank:]]|$)|int +\$0x80' ||
    refuse 'a system call without the C library has no place in a lab'

# Nor code in which no sanitizer sees what happens to memory, nor in what it includes that is none of the system's. A fence
# may stay, and a rest in a loop; so may the word where it says nothing to the compiler, in comments, strings, and names
# of headers.
assembly='(__)?asm(__)?'
rest="$assembly[[:space:]]*((__)?volatile(__)?)?[[:space:]]*\\(\"(|nop|pause|rep; ?nop|yield|[mls]fence)\"[ :]*(\"memory\")?\\)"
silent="#[[:blank:]]*include[[:blank:]]*<[^>\n]*>|/\\*([^*]|\\*+[^*/])*\\*+/|//[^\\n]*|\"([^\"\\]|\\\\.)*\"|'([^'\\]|\\\\.)*'"
read_from=$(sed -nE 's/^# [0-9]+ "([^<].*[^/])"[ 1-4]*$/\1/p' "$text" | sort -u)
case $read_from in
*\\*) refuse 'the name of a file that it includes is to have plain characters' ;;
esac
! printf '%s\n' "$read_from" | xargs -d '\n' realpath -eq -- | grep -v '^/usr/' |
    xargs -d '\n' -n 1 sed -zE "s,$rest, ,g; s,$silent, ,g" 2>/dev/null | grep -qwE "$assembly" ||
    refuse 'assembly has no place in a lab, since no sanitizer sees what it does: <stdatomic.h> has what you need'

! LC_ALL=C grep -qaE '__(asan|lsan|tsan|ubsan|msan|sanitizer)_|(A|L|T|UB)SAN_OPTIONS' "$object" ||
    refuse 'it speaks to a sanitizer, which is the examiner here'
! grep -qE 'no_sanitize|no_instrument|disable_sanitizer' "$source" "$text" ||
    refuse 'it switches a sanitizer off, which is the examiner here'
