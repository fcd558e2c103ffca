/*
 * item: what the actions on items and their drafts share.
 */
#ifndef SANJI_ACTIONS_ITEM_H
#define SANJI_ACTIONS_ITEM_H

#include "node/actions/action.h"

/* The actions of importing and exporting, for the table of the noun. */
int item_import(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e) MUST_CHECK;
int item_export(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e) MUST_CHECK;

/* Those on versions. */
int item_versions(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e) MUST_CHECK;
int item_diff(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e) MUST_CHECK;

/*
 * What `item show` shows of a version that is not the last.  -1 with
 * ERR_NOT_FOUND if there is no such item or version.
 */
int item_show_version(const struct actor *a, const char *code,
    json_int_t number, json_t **out, struct err *e) MUST_CHECK;

/* Those on drafts. */
int item_draft(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e) MUST_CHECK;
int item_drafts(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e) MUST_CHECK;
int item_discard(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e) MUST_CHECK;

/*
 * Lists and rows of a row of REPORT_CATALOGUE, REPORT_ITEMS or REPORT_DRAFTS
 * as what they are, and its state by the word.
 */
int item_unfold(json_t *row, const char *type, struct err *e) MUST_CHECK;

/*
 * Where the hall's draft stands, and the hall it is of: what the request
 * says, or this hall.  -1 with ERR_FORMAT.
 */
int item_draft_space(const struct actor *a, const json_t *request,
    const char *parameter, struct space_name *out, struct err *e) MUST_CHECK;

/*
 * What that hall's draft of the item says, without the code: a new object.
 * NULL with ERR_NOT_FOUND if it has none that waits.
 */
json_t *item_draft_fields(const struct actor *a, const char *code,
    const struct space_name *space, struct err *e) MUST_CHECK;

#endif
