/*
 * noun: what can be done alike with every kind of record.
 *
 *	action {noun, verb, event} --> the record named so --> one event about
 *it
 *
 * For nouns that are called as their record type is, whose actions name a
 * record in the parameter of that name.
 */
#ifndef SANJI_ACTIONS_NOUN_H
#define SANJI_ACTIONS_NOUN_H

#include "node/actions/action.h"
#include "node/actions/number.h"

/* Most rows of a page of noun_list(), and so many if not said. */
#define NOUN_LIST_MAX 500

/* What noun_list() takes besides `text`. */
#define NOUN_PAGE                                                         \
	{"after", "id of the last one already shown, @ and its hall", 0}, \
	{                                                                 \
		"most", "how many at most (500)", 0                       \
	}

typedef int noun_act(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

noun_act noun_step;    /* write the action's event about the record */
noun_act noun_publish; /* the same, in this hall's gazette, also a new one */
noun_act noun_link;    /* rule on the record and another one, in `other` */
noun_act noun_list;    /* those whose names begin with `text`, by pages */
noun_act noun_show;    /* one, with its events */

/* How many noun_list() has on all pages. */
int noun_count(const struct actor *a, const struct action *self,
    const json_t *request, int64_t *out, struct err *e) MUST_CHECK;

/* The `after` of the page after one whose last row is this; NULL: no memory. */
json_t *noun_after(const json_t *row) MUST_CHECK;

/*
 * The row of the record whose name begins like that, borrowed from a new
 * array in *rows_out; NULL with ERR_NOT_FOUND, or if there are several.
 */
json_t *noun_find(const struct actor *a, const char *type, const char *name,
    json_t **rows_out, struct err *e) MUST_CHECK;

/* {type: id, "number": label} of a row, a new object, in *out. */
int noun_named(const char *type, const json_t *row, json_t **out,
    struct err *e) MUST_CHECK;

/*
 * Put the record of the case that the request gives by its number into the
 * event's "case"; a number that is not held here stays as it was written.
 */
int noun_name_case(const struct actor *a, const json_t *request, json_t *event,
    struct err *e) MUST_CHECK;

/* The next number of a record type here; within a transaction. */
int noun_number(const struct actor *a, const char *type, char letter,
    char out[CASE_NUMBER_MAX], struct err *e) MUST_CHECK;

#endif
