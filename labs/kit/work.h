/*
 * work.h - work for the processor, so that a report can show when the processor is the limit, not the
 * network.
 */
#ifndef KIT_WORK_H
#define KIT_WORK_H

/*
 * Decode the JPEG picture in `path` and shrink it to half its width and height, `times` times. The result is
 * dropped. A file that is not a JPEG picture costs nothing. Any thread or process may call this.
 */
void work_on_image(const char *path, unsigned long times);

#endif
