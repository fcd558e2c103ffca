/*
 * million: a county's hall with a million cases.
 *
 *	two thousand real cases --SQL--> five hundred times as many rows
 *
 * Ten villages take in 200 cases each, and accept most of them; they arrive
 * at the county, which decides nineteen of twenty.  All of that is signed and
 * folded as ever.  Then its rows are copied: change sets, runs, events,
 * records, projections, commitments and lookups, half a day later each time,
 * with numbers, names and hashes of their own, so that every table and index
 * is as large and as mixed as if it had been written.  What is not true of a
 * copy: no signature and no seal fits it (a list shows nobody's name, and
 * takes as long to find out), keys are not copied, and what the older copies
 * left open stands there as decided, though no event says so.  A hundred acts
 * are marked as in conflict, held or without authority in the same way.
 */
#ifndef SANJI_BENCH_MILLION_H
#define SANJI_BENCH_MILLION_H

#include "tests/bench/bench.h"

#define MILLION_VILLAGES 10
#define MILLION_OF_VILLAGE 200
#define MILLION_BLOCK (MILLION_VILLAGES * MILLION_OF_VILLAGE)
#define MILLION_BLOCKS 500
#define MILLION_CASES (MILLION_BLOCK * MILLION_BLOCKS)

/* From one copy to the next, in seconds; when the last is over. */
#define MILLION_STEP_S INT64_C(43200)
#define MILLION_NOW (HALLS_TIME + MILLION_BLOCKS * MILLION_STEP_S)

/* The item of half a percent of cases, and one of ten, the oldest. */
#define MILLION_ITEM_SOME "330421-YB-002"
#define MILLION_ITEM_RARE "330421-YB-003"

/*
 * Its directory: the one $BENCH_HALL names, where it is made if it is not
 * there and left for the next time; else one that goes at exit.
 */
const char *million_path(void);

#endif
