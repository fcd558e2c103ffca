/*
 * score_sheet: in which month a score counts, and what a window comes to.
 *
 *	scores of one hall, published months --> [score_sheet] --> sheet
 *
 * Pure, and the same wherever the same scores and months are held.  A
 * published month counts what it lists and nothing else; any other score
 * counts in the first month, from its own on, that is not published.  A score
 * that is reversed later than its month was published stays counted there,
 * and counts the other way in a later one.
 */
#ifndef SANJI_RECORDS_SCORE_SHEET_H
#define SANJI_RECORDS_SCORE_SHEET_H

#include <jansson.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* "2026-11" with NUL. */
#define SCORE_PERIOD_MAX 8

/* What a window is assessed by; ends with NULL. */
extern const char *const score_categories[];

/* Whether it is a month, written like 2026-11. */
int score_period_is_valid(const char *period);

/*
 * Asked of an event with a "period" (record_type.h): 0 if it is a month, -1
 * with ERR_FORMAT.
 */
int score_check_period(const json_t *event, struct err *e) MUST_CHECK;

/*
 * The sheet of a month.  scores: rows of one hall's scores (score.c) with
 * "id" and "state".  periods: rows of that hall's published months with
 * "period", and "counted" and "reversed" as lists.  A new object:
 *
 *	counted, reversed: names of the scores that count here, either way
 *	sheet: for each window {window, total}, in tenths of a point
 *
 * NULL with ERR_NOMEM.
 */
json_t *score_sheet(const json_t *scores, const json_t *periods,
    const char *period, struct err *e) MUST_CHECK;

#endif
