/*
 * personal: what records say of citizens, opened with the keys held here.
 *
 *	sealed fields --open--> clear fields, or why they cannot be read
 */
#ifndef SANJI_ENGINE_PERSONAL_H
#define SANJI_ENGINE_PERSONAL_H

#include <jansson.h>

#include "schema/store/case_key.h"
#include "sync/engine/engine.h"

enum personal_state {
	PERSONAL_CLEAR,	 /* all that is said could be read */
	PERSONAL_SEALED, /* the key has not arrived, or this hall's is locked */
	PERSONAL_ERASED, /* the key was destroyed */
	PERSONAL_DAMAGED, /* not sealed with the key it should be */
};

/* The word in JSON, e.g. "sealed"; for people via words.h. */
const char *personal_state_word(enum personal_state state);

/*
 * Open what the personal column of a record's projection names, as the fold
 * wrote it (an object, borrowed).  *out is a new object with the values that
 * could be read.
 */
int personal_open_shown(struct engine *g, int64_t record, const json_t *shown,
    json_t **out, enum personal_state *state_out, struct err *e) MUST_CHECK;

/*
 * The same of some values while the record is folded, with the keys its
 * events commit to.  All borrowed.
 */
struct fold_event;
struct personal_value {
	const struct fold_event *event;
	const char *field;
	const json_t *sealed;
};
struct record_keys;
int personal_open_folded(struct engine *g, uint32_t space, const char *name,
    const struct record_keys *keys, const struct personal_value *values,
    size_t count, json_t **out, enum personal_state *state_out,
    struct err *e) MUST_CHECK;

/* The event itself, or the one it quotes: what it says stands in there. */
const json_t *personal_said(const json_t *event);

/*
 * The hash of the key an event commits to, or one it quotes, whether this
 * program knows its kind or not.  1; 0: it commits to none.
 */
int personal_key_hash(const json_t *event, uint8_t out[STORE_KEY_HASH_LEN]);

/* The same for what an event at that place says. */
int personal_open_event(struct engine *g, int64_t record, const json_t *event,
    uint32_t place, json_t **out, enum personal_state *state_out,
    struct err *e) MUST_CHECK;

#endif
