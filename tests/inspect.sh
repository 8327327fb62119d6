#!/bin/sh
# inspect.sh SOURCE OBJECT TEXT - refuse what no right answer holds: code that runs outside the function that is asked
# for, names that the system's libraries have, and whatever speaks to a sanitizer. TEXT is the source, preprocessed.
source=$1 object=$2 text=$3
refuse() {
    echo "$source: $*" >&2
    rm -f "$object"
    exit 1
}
library() {
    ${CC:-gcc} -print-file-name="$1"
}

defined=$(nm --defined-only --extern-only "$object" | awk '{ print $3 }')
for name in $defined; do
    case $name in
    main) refuse 'main() is here, but the kit has it already (labs/kit): take this one out' ;;
    __real_* | __wrap_*) refuse "$name is not yours to define" ;;
    esac
done
case $(basename "$source") in
cache.c) kit='build/kit/plain/cache/*.o build/kit/plain/checkpoint.o' ;;
*) kit='build/kit/plain/*.o' ;;
esac
case $source in
*/cache.c) due='cache cache_per_arguments' ;;
*) due=download_all ;;
esac
for name in $due; do
    printf '%s\n' $defined | grep -qx "$name" ||
        refuse "$name() is not here; the kit calls it, by this name and not static (labs/kit has its contract)"
done
taken() {
    {
        nm -D --defined-only "$(library libc.so.6)" "$(library libm.so.6)" "$(library libcurl.so)"
        nm --defined-only --extern-only $kit
    } | awk '{ sub(/@.*/, "", $3); print $3 }' | sort -u
}
# What stands in both lists stands twice in the two together.
taken=$({ taken; printf '%s\n' $defined; } | sort | uniq -d | head -n 1)
[ -z "$taken" ] || refuse "$taken() is also a function of the C library, of libcurl or of the kit: make yours static"

# What is used of others: not the kit's word with the tests, nor what finds functions by other ways than their names,
# nor what makes another program of this one.
for name in $(nm --undefined-only "$object" | awk '{ print $2 }'); do
    case $name in
    checkpoint | check_for_leaks | dlsym | dlvsym | dlopen | dlmopen | dladdr* | dl_iterate_phdr | \
        exec[lv]* | fexecve | execveat | seccomp | __libc_* | _dl_* | ptrace)
        refuse "$name() has no place in a lab" ;;
    esac
done

sections=$(readelf -SW "$object" | sed -n 's/^ *\[ *[0-9]*\] \(\.[^ ]*\).*/\1/p')
! echo "$sections" | grep -qE '\.(preinit_array|init_array|fini_array|ctors|dtors|init|fini)\b' ||
    refuse 'code that runs before or after main() (a constructor or destructor) has no place in a lab'
section=$(echo "$sections" | grep -vE '^(\.rela)?\.(text|data|rodata|bss|tdata|tbss|eh_frame|debug_[a-z_]*|note\.GNU-stack|note\.gnu\.property)(\.|$)' |
    grep -vxE '\.(comment|symtab|strtab|shstrtab|group|gcc_except_table|rela\.gcc_except_table)' | head -n 1)
[ -z "$section" ] || refuse "a section of its own ($section) has no place in a lab"
! readelf -sW "$object" | awk '{ print $4 }' | grep -qx IFUNC ||
    refuse 'code that runs before main() (an indirect function) has no place in a lab'
! objdump -d --no-show-raw-insn "$object" | grep -qwE 'syscall|sysenter|int +\$0x80|svc' ||
    refuse 'a system call without the C library has no place in a lab'

! { nm "$object" && strings "$object"; } | grep -qE '__(asan|lsan|tsan|ubsan|msan|sanitizer)_|(A|L|T|UB)SAN_OPTIONS' ||
    refuse 'it speaks to a sanitizer, which is the examiner here'
! grep -qE 'no_sanitize|no_instrument|disable_sanitizer' "$source" "$text" ||
    refuse 'it switches a sanitizer off, which is the examiner here'
