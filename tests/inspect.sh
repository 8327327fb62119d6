#!/bin/sh
# inspect.sh SOURCE OBJECT - refuse what no right answer holds: code that runs outside the function that is asked for,
# names that the system's libraries have, and whatever speaks to a sanitizer.
source=$1 object=$2
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
taken() {
    {
        nm -D --defined-only "$(library libc.so.6)" "$(library libm.so.6)" "$(library libcurl.so)"
        nm --defined-only --extern-only $(find build/kit/plain -name "*.o")
    } | awk '{ sub(/@.*/, "", $3); print $3 }' | sort -u
}
# What stands in both lists stands twice in the two together.
taken=$({ taken; printf '%s\n' $defined; } | sort | uniq -d | head -n 1)
[ -z "$taken" ] || refuse "$taken() is also a function of the C library, of libcurl or of the kit: make yours static"
! readelf -SW "$object" | grep -qE '\.(preinit_array|init_array|fini_array|ctors|dtors|init|fini)\b' ||
    refuse 'code that runs before or after main() (a constructor or destructor) has no place in a lab'
! { nm "$object" && strings "$object"; } | grep -qE '__(asan|lsan|tsan|ubsan|msan|sanitizer)_' ||
    refuse 'it speaks to a sanitizer, which is the examiner here'
! grep -qE 'no_sanitize|no_instrument|disable_sanitizer' "$source" || refuse 'it switches a sanitizer off, which is the examiner here'
