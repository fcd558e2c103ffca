/*
 * log_acts: what looks into the log, in two files.
 *
 *	log.c which change sets · log_show.c one in full
 */
#ifndef SANJI_ACTIONS_LOG_ACTS_H
#define SANJI_ACTIONS_LOG_ACTS_H

#include "node/actions/action.h"

/* The action `log show`. */
int log_show(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

/*
 * The row of the change set whose id begins as typed, "4cc8c5f2" or an event's
 * "4cc8c5f2/0": "n", "id", "time" …, borrowed from a new array in *rows_out;
 * NULL if there is none, or several.
 */
json_t *log_find(const struct actor *a, const char *typed, json_t **rows_out,
    struct err *e) MUST_CHECK;

/* "space" in place of the two columns a space has in the store. */
int log_name_space(json_t *row, struct err *e) MUST_CHECK;

/* What a change set names: whose log of which space, how far; a new array. */
json_t *log_heads_json(const struct actor *a,
    const struct changeset_heads *heads, struct err *e) MUST_CHECK;

/* The change set of that number, parsed: for changeset_free(). */
int log_read_changeset(const struct actor *a, json_int_t n,
    struct changeset *out, struct err *e) MUST_CHECK;

#endif
