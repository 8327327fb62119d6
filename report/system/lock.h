/*
 * lock.h - one at a time.
 */
#ifndef REPORT_LOCK_H
#define REPORT_LOCK_H

/*
 * Hold a lock until this program ends, however it ends; programs that it starts do not inherit it. 0, or -1
 * after a line on standard error that says which process holds it.
 */
int lock_or_refuse(const char *path);

#endif
