/*
 * sanitize_text.h - make text of unknown origin safe to print.
 */
#ifndef HARNESS_SANITIZE_TEXT_H
#define HARNESS_SANITIZE_TEXT_H

/*
 * Replace by '?' everything that a terminal, an editor or a build server would obey, and everything that is
 * not UTF-8, which would make an XML or JSON report invalid. Lines and tabs stay.
 */
void make_plain(char *text);

#endif
