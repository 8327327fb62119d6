/*
 * gallery.h - the panel's page: the contents of gallery.html.
 */
#ifndef MOCK_SERVER_GALLERY_H
#define MOCK_SERVER_GALLERY_H

/* The first byte, and the end after the last byte. */
extern const unsigned char gallery_page[], gallery_page_end[];

#endif
