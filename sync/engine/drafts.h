/*
 * drafts: what somebody has typed and not saved, for that user alone.
 *
 *	values --seal, a key each, under this hall's--> rows --open--> values
 *
 * They hold what is known of citizens, so they lie sealed like it; they are in
 * no log, and what is not taken up again for DRAFT_KEPT_S is forgotten
 * (个人信息保护法 19).  After the hall's key was rotated they do not open, and
 * are left out.
 */
#ifndef SANJI_ENGINE_DRAFTS_H
#define SANJI_ENGINE_DRAFTS_H

#include <jansson.h>

#include "sync/engine/engine.h"

#define DRAFT_KEPT_S (INT64_C(30) * 86400)
#define DRAFTS_MAX 40

/*
 * Keep values (an object) as the user's draft: a new one if *id is 0.  Over
 * DRAFTS_MAX the oldest goes.  -1 with ERR_REFUSED (the hall's key is locked),
 * ERR_LIMIT (longer than what is sealed), ERR_NOT_FOUND.
 */
int engine_draft_put(struct engine *g, int64_t user, const json_t *values,
    int64_t now_s, int64_t *id, struct err *e) MUST_CHECK;

/* The user's: a new array of {draft, changed, values}, the newest first. */
json_t *engine_drafts(
    struct engine *g, int64_t user, int64_t now_s, struct err *e) MUST_CHECK;

/* Forget one, if the user has it. */
int engine_draft_drop(
    struct engine *g, int64_t user, int64_t id, struct err *e) MUST_CHECK;

#endif
