#include "gallery.h"

/* The page is part of the program, so the program runs in any directory. */
__asm__(".section .rodata\n"
        ".global gallery_page, gallery_page_end\n"
        "gallery_page: .incbin \"mock_server/gallery.html\"\n"
        "gallery_page_end:\n"
        ".previous\n");
