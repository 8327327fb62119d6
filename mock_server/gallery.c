#include "gallery.h"

/* In the program itself, so that it can be run from anywhere. */
__asm__(".section .rodata\n"
        ".global gallery_page, gallery_page_end\n"
        "gallery_page: .incbin \"mock_server/gallery.html\"\n"
        "gallery_page_end:\n"
        ".previous\n");
