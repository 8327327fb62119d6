/*
 * reports.h - keep an instrument's reports apart from the program's output, which may look like one.
 */
#ifndef INSTRUMENT_REPORTS_H
#define INSTRUMENT_REPORTS_H

/* The harness's descriptor for reports; standard error if no harness runs the program. */
int reports_file(void);

/* Send the sanitizers' reports of this process there. */
void reports_redirect(void);

#endif
