/*
 * work.h - work for the processor, so that a report can show where that is the limit and not the network.
 */
#ifndef KIT_WORK_H
#define KIT_WORK_H

/*
 * Decode the JPEG picture in `path` and shrink it to half its width and height, `times` times over. The
 * result is thrown away; a file that is no JPEG picture costs nothing. Safe in any thread or process.
 */
void work_on_image(const char *path, unsigned long times);

#endif
