/*
 * listed: a list as a table for office programs, headings first.
 *
 *	what a list answers --its columns--> rows of cells, in words
 *
 * Lists of a record type have the columns that the type declares; others have
 * theirs in listed_columns.c, headed as in GB/T 39046 where that names them.
 */
#ifndef SANJI_ACTIONS_LISTED_H
#define SANJI_ACTIONS_LISTED_H

#include "node/actions/action.h"

/* What a cell says. */
enum listed_form {
	LISTED_PLAIN, /* a text, a number, several of them, yes or no */
	LISTED_TIME,  /* seconds since 1970, as a time in China */
	LISTED_WORD,  /* a word of the program's, by its meaning */
	LISTED_HALL,  /* the name of the hall whose code it is */
	LISTED_ITEM,  /* the name of the item whose code it is */
};

struct listed_column {
	const char *meaning; /* English; Chinese in the catalogue */
	const char *member;  /* "number", "personal.name" */
	enum listed_form form;
};

struct listed_list {
	const char *noun, *verb;
	const char *rows; /* member with the rows; NULL: the answer itself */
	/* The member of the last row that `after` takes to go on; NULL: as
	 * noun_list() does. */
	const char *after;
	/* Ends with meaning NULL; NULL: those of the record type. */
	const struct listed_column *columns;
};

/* Those that have columns of their own; ends with noun NULL. */
extern const struct listed_list listed_lists[];

/* Whether what the action answers can be a table. */
int listed_is(const struct action *action);

/* The member of the answer that has the rows; NULL: the answer itself. */
const char *listed_member(const struct action *action);

/*
 * The rows of what the action answered, to go on after the last of them:
 * borrowed, or NULL if they are no array.
 */
json_t *listed_rows(const struct action *action, const json_t *answer);

/*
 * The members of a page's last row which, joined by "@", are the `after` of the
 * next page: a new array; NULL if the list has no pages.
 */
json_t *listed_after(const struct action *action) MUST_CHECK;

/* How many rows all pages of a list have together, 0 if nobody knows; of many
 * cases it takes seconds. */
int listed_count(const struct actor *a, const struct action *action,
    const json_t *request, int64_t *out, struct err *e) MUST_CHECK;

/*
 * Put the `after` of the next page into the request, from the last row.
 */
int listed_go_on(const struct action *action, const json_t *last,
    json_t *request, struct err *e) MUST_CHECK;

/*
 * The columns of the table, in its order: [{meaning, member, form}]; a new
 * array, NULL if the list has none of its own (or memory is short).
 */
json_t *listed_columns(const struct action *action) MUST_CHECK;

/*
 * The table of rows: an array of arrays of texts and whole numbers, the first
 * of them the headings, in the chosen language.  A new array, or NULL.
 */
json_t *listed_table(const struct actor *a, const struct action *action,
    const json_t *rows, struct err *e) MUST_CHECK;

#endif
