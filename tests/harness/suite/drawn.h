/*
 * drawn.h - scenarios drawn from the whole contract, compared with the model.
 */
#ifndef HARNESS_DRAWN_H
#define HARNESS_DRAWN_H

/*
 * Draw scenarios from the test's seed, run several at once in separate processes, and compare the results
 * with the model. The first failing scenario is made smaller while it still fails, and the smallest one fails
 * the test.
 */
void expect_drawn_scenarios(void);

#endif
