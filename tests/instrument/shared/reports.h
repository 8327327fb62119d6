/*
 * reports.h - where an instrument's reports go: apart from what the program prints, which may look like one.
 */
#ifndef INSTRUMENT_REPORTS_H
#define INSTRUMENT_REPORTS_H

/* The harness's descriptor for reports; standard error where no harness runs the program. */
int reports_file(void);

/* Send the sanitizers' reports of this process there, too. */
void reports_redirect(void);

#endif
