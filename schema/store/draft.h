/*
 * draft: what somebody has typed and not saved, sealed, as rows.
 */
#ifndef SANJI_STORE_DRAFT_H
#define SANJI_STORE_DRAFT_H

#include <stdint.h>

#include "schema/base/buf.h"
#include "schema/store/store.h"

#define STORE_DRAFT_KEY_LEN 72
#define STORE_DRAFT_HASH_LEN 32

struct store_draft {
	int64_t id, user, changed;
	uint8_t key[STORE_DRAFT_KEY_LEN];   /* wrapped */
	uint8_t hash[STORE_DRAFT_HASH_LEN]; /* of the key */
	struct span sealed;		    /* borrowed */
};

/* Write it: new if its id is 0, which is filled in, or that one of the user's
 * again.  -1 with ERR_NOT_FOUND if there is none of that id and user. */
int store_draft_put(
    struct store *s, struct store_draft *draft, struct err *e) MUST_CHECK;

/* Call back with each of a user, the last that was changed first. */
typedef int store_draft_callback(
    void *context, const struct store_draft *draft, struct err *e);
int store_each_draft(struct store *s, int64_t user,
    store_draft_callback *callback, void *context, struct err *e) MUST_CHECK;

/* Forget one of a user, if there is one; all changed before a moment; and of a
 * user all but the newest. */
int store_draft_drop(
    struct store *s, int64_t user, int64_t id, struct err *e) MUST_CHECK;
int store_drafts_drop_old(
    struct store *s, int64_t before, struct err *e) MUST_CHECK;
int store_drafts_keep(
    struct store *s, int64_t user, int64_t most, struct err *e) MUST_CHECK;

#endif
