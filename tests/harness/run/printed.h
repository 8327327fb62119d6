/*
 * printed.h - what a submission printed in a run, for the message of its failure.
 */
#ifndef HARNESS_PRINTED_H
#define HARNESS_PRINTED_H

struct run;

/* How this part of a message begins. */
#define PRINTED "\nprinted by your code, the last lines:"

/* The last lines of both of its streams, without those of the kit's main(); "" where there are none. Not
 * given back. */
const char *printed(const struct run *run);

#endif
