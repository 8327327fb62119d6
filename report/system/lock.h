/*
 * lock.h - allow one report at a time.
 */
#ifndef REPORT_LOCK_H
#define REPORT_LOCK_H

/*
 * Hold a lock until this program ends in any way. Child programs do not inherit it. 0, or -1 after a line on
 * standard error that names the process holding the lock.
 */
int lock_or_refuse(const char *path);

#endif
