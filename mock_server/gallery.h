/*
 * gallery.h - the page of the panel, which gallery.html holds.
 */
#ifndef MOCK_SERVER_GALLERY_H
#define MOCK_SERVER_GALLERY_H

/* From its first byte to behind its last. */
extern const unsigned char gallery_page[], gallery_page_end[];

#endif
