/*
 * case_item: the item of the catalogue that a case is about.
 */
#ifndef SANJI_ACTIONS_CASE_ITEM_H
#define SANJI_ACTIONS_CASE_ITEM_H

#include "node/actions/action.h"

/*
 * The item as this hall's catalogue has it now, its lists opened; a new
 * reference.  NULL with ERR_FORMAT (no code) or ERR_NOT_FOUND.
 */
json_t *
case_item(const struct actor *a, const char *code, struct err *e) MUST_CHECK;

/*
 * The item of a case that was received already, a row of REPORT_CASE_FIND:
 * as above, or if it has been withdrawn since, as it was received under.
 */
json_t *case_item_of(
    const struct actor *a, const json_t *row, struct err *e) MUST_CHECK;

/* Whether the item has that flag (item_fields.h). */
int case_item_has(const json_t *item, const char *flag);

#endif
