/*
 * drawn.h - scenarios drawn from the whole contract, held against the model.
 */
#ifndef HARNESS_DRAWN_H
#define HARNESS_DRAWN_H

/*
 * Draw scenarios from the test's seed, run each in a process of its own, several at once, and compare what
 * came of it with the model. The first that fails is made smaller for as long as it still fails, and the
 * smallest one fails the test.
 */
void expect_drawn_scenarios(void);

#endif
