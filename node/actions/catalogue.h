/*
 * catalogue (事项目录): items as a table that people edit, and back.
 *
 *	CSV --catalogue_read_csv--> entries --catalogue_check--> refusals
 *	row of the store --catalogue_item--> item --catalogue_write_csv--> CSV
 *
 * An item is an object of "code" and the fields of item.published, those
 * that are filled in left out.  In CSV each is a column, each disclosure one
 * of its own, under its name (disclosures.basis) or its meaning in Chinese;
 * a table is written in the operator's language and read in either.  A list
 * has one value a line within its cell (choices may stand in one line, with
 * commas); a list of rows one row a line, its members in their order with |
 * between them.  In such a line \| is a bar, \n a line end and \\ a
 * backslash.  An empty cell says nothing.
 *
 * An entry is {"line": 3, "item": {…}}.  A refusal is {"line", "column",
 * "text"}: where, and what is wrong, by which rule, and what to do.  The
 * column is "" if it is about several.
 */
#ifndef SANJI_ACTIONS_CATALOGUE_H
#define SANJI_ACTIONS_CATALOGUE_H

#include <jansson.h>

#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/records/record_type.h"

/* The declaration of item.published. */
const struct event_type *catalogue_event_type(void);

/* Longest file of a catalogue. */
#define CATALOGUE_LEN_MAX ((size_t)8 * 1024 * 1024)

/*
 * The entries of a table, a new array.  What cannot be read is added to
 * refusals.  NULL with ERR_FORMAT if it is no table at all, ERR_LIMIT or
 * ERR_NOMEM.
 */
json_t *catalogue_read_csv(
    const char *text, json_t *refusals, struct err *e) MUST_CHECK;

/* The entries of an array of items, numbered from 1.  NULL as above. */
json_t *catalogue_read_items(const json_t *items, struct err *e) MUST_CHECK;

/* Add an entry (item taken), or a refusal.  -1 with ERR_NOMEM. */
int catalogue_add_take(
    json_t *entries, long line, json_t *item, struct err *e) MUST_CHECK;
int catalogue_refuse(json_t *refusals, long line, const char *column,
    const struct err *why, struct err *e) MUST_CHECK;

/*
 * Add a refusal for every entry that could not be published, or whose code
 * came before.  -1 with ERR_NOMEM.
 */
int catalogue_check(
    const json_t *entries, json_t *refusals, struct err *e) MUST_CHECK;

/* The item in a row of REPORT_CATALOGUE or REPORT_DRAFTS, a new object. */
json_t *catalogue_item(const json_t *row, struct err *e) MUST_CHECK;

/* The event that publishes the item as that version, a new object. */
json_t *catalogue_event(
    const json_t *item, json_int_t version, struct err *e) MUST_CHECK;

/*
 * The columns in which two items differ: a new array of {"column": title,
 * "before", "after": cells}.
 */
json_t *catalogue_changes(
    const json_t *before, const json_t *after, struct err *e) MUST_CHECK;

/* Append the items as a table, with its head.  Errors as buf_add. */
int catalogue_write_csv(
    const json_t *items, struct buf *out, struct err *e) MUST_CHECK;

#endif
