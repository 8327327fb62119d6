/*
 * lab_calls_names.h - included before a lab's file in the build with AddressSanitizer: gives the calls of
 * lab_calls.h other names for the linker.
 */
#define LAB_CALLS_NAMES
#include "lab_calls.h"
#undef LAB_CALLS_NAMES
#undef LAB_CALLS
#undef ALLOCATIONS
#undef OTHERS_THAT_FAIL
#undef CALLS_FOR_IMAGES
#undef CALLS_THAT_TAKE
#undef CALLS_THAT_BEGIN
#undef OTHER_CALLS
