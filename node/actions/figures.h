/*
 * figures: what a hall counts of itself and of those below it.
 *
 *	store_figures, REPORT_FIGURES --> [figures] --> figures, completeness
 *
 * No figure goes without saying how much of the county it is of.
 */
#ifndef SANJI_ACTIONS_FIGURES_H
#define SANJI_ACTIONS_FIGURES_H

#include "node/actions/action.h"

/*
 * How complete what is held here is: {listed, members, heard, oldest?,
 * conflicts, now}.  Counted are this hall and all listed below it; heard are
 * those of which data are held; oldest is {hall, name, to} of the one whose
 * newest data are the oldest.  A new object, or NULL.
 */
json_t *figures_completeness(const struct actor *a, struct err *e) MUST_CHECK;

/* {rows: what the question answers, completeness}: a new object in *out. */
int figures_answer_take(const struct actor *a, json_t *rows, json_t **out,
    struct err *e) MUST_CHECK;

/* The first second of the month with which the last twelve begin. */
int64_t figures_year_ago(int64_t now_s);

/* The verb of figures_timing.c. */
int figures_timing(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

/* The verbs of figures_rows.c. */
int figures_rows(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);
int figures_ratings(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

#endif
