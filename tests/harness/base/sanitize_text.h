/*
 * sanitize_text.h - text of unknown origin, made fit to be shown.
 */
#ifndef HARNESS_SANITIZE_TEXT_H
#define HARNESS_SANITIZE_TEXT_H

/*
 * Put '?' for whatever a terminal, an editor or a build server would obey instead of showing it, and for what
 * is no UTF-8, by which a report in XML or JSON would not be one. Lines and tabs stay.
 */
void make_plain(char *text);

#endif
