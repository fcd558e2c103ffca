/*
 * figure: what is counted of many cases, and the rows behind each count.
 *
 *	question, parameters --> [figure] --> JSON array of objects
 *
 * A row is counted by the same condition by which it is listed, so that a
 * list has as many rows as its figure says.  Nothing personal is read.
 */
#ifndef SANJI_STORE_FIGURE_H
#define SANJI_STORE_FIGURE_H

#include "schema/store/report.h"

enum figure_question {
	/* :hall or '', :from and :to moments: each month's cases and ratings */
	FIGURE_MONTHS,
	/* :hall or '', :from a moment, :record of the one before, :most:
	   finished cases, each with its month */
	FIGURE_FINISHED,
	/* of each hall with ratings: how many of each level */
	FIGURE_LEVELS,
	/* :hall or '', :level or 0, :most: ratings, newest first */
	FIGURE_RATINGS,
	/* the same of one :hall */
	FIGURE_RATINGS_OF_HALL,
	/* of each power and hall that decided by it: how often, and how */
	FIGURE_POWERS,
	/* of each hall of which anything is held: the time of what it wrote
	   last, or of what was written last into its ledger */
	FIGURE_HELD_TO,
	FIGURE_QUESTIONS,
};

/* What is counted of a case, ended by NULL. */
extern const char *const figure_words[];

/* A new array, or NULL with what the store fails with. */
json_t *store_figures(struct store *s, enum figure_question which,
    const struct report_parameter *parameters, size_t count,
    struct err *e) MUST_CHECK;

/* The rows behind a figure of cases, the newest first. */
struct figure_rows {
	const char *figure; /* a word of figure_words */
	const char *hall;   /* or "" */
	const char *power;  /* or "" */
	int64_t from, to;   /* moments */
	/* Of the row before; INT64_MAX: from the first on. */
	int64_t time, record;
	int64_t most;
};

json_t *store_figure_rows(
    struct store *s, const struct figure_rows *q, struct err *e) MUST_CHECK;

#endif
