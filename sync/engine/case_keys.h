/*
 * case_keys: the keys of records, as far as this hall holds them.
 *
 *	opening event --> key made --put--> wrapped, stored
 *	key from elsewhere --take--> stored, if an event held commits to it
 *	record --of_record--> keys, to seal and to open with
 *	change set sent, key asked for --> keys to be carried
 */
#ifndef SANJI_ENGINE_CASE_KEYS_H
#define SANJI_ENGINE_CASE_KEYS_H

#include "crypto/case_key.h"
#include "schema/records/record_type.h"
#include "schema/store/case_key.h"
#include "sync/carry/key_frame.h"
#include "sync/engine/engine.h"

/* Most keys of one record: as many as it has opening events. */
#define RECORD_KEYS_MAX 8

/* A key that cannot be unwrapped here counts as missing. */
struct record_keys {
	struct record_key {
		enum store_key_state state;
		struct case_key key; /* if live */
	} all[RECORD_KEYS_MAX];
	size_t count;
};

/* Overwrite. */
void record_keys_wipe(struct record_keys *k);

/* The first live key, or NULL. */
const struct case_key *record_keys_live(const struct record_keys *k);

/* Whether one of them is in that state. */
int record_keys_any(const struct record_keys *k, enum store_key_state state);

/* The keys of a record, those of events in force first; wipe afterwards. */
int case_keys_of_record(struct engine *g, int64_t record,
    struct record_keys *out, struct err *e) MUST_CHECK;

/*
 * Add the key that an event of a ledger commits to, if it does and there is
 * room: of an event, or of one that quotes it.
 */
int record_keys_add(struct engine *g, uint32_t space, const json_t *event,
    struct record_keys *out, struct err *e) MUST_CHECK;

/*
 * The key to seal with what is added to a record; wipe it.  -1 with
 * ERR_REFUSED if it has not arrived or was destroyed.
 */
int case_keys_for(struct engine *g, const struct space_name *space,
    const struct record_type *type, const char *name, struct case_key *out,
    struct err *e) MUST_CHECK;

/*
 * -1 with ERR_REFUSED if a key of a record is lacking here, so that what is
 * said of a person there cannot be passed on.
 */
int case_keys_check_whole(struct engine *g, const struct space_name *space,
    const struct record_type *type, const char *name, struct err *e) MUST_CHECK;

/*
 * Destroy the keys of a record of a ledger that has left it, and the pieces
 * of its scans with them.  Within a transaction; the WAL is cut off with its
 * end.
 */
int case_keys_drop(
    struct engine *g, int64_t record, int64_t time_s, struct err *e) MUST_CHECK;

/*
 * Destroy for good, at this hall, what a record says of a person, in all
 * ledgers it was in: keys, scans, and what it is looked up by.  Whoever
 * brings a key again is not heard.  Within a transaction; the WAL is cut off
 * with its end.
 */
int case_keys_erase(struct engine *g, const struct record_type *type,
    const char *name, int64_t time_s, struct err *e) MUST_CHECK;

/* Whether a space is a ledger of which this hall holds a beginning only, since
 * the ledger's hall has left it. */
int case_keys_is_left(const struct engine *g, uint32_t space);

/* The same as case_keys_erase(), in such ledgers alone. */
int case_keys_erase_left(struct engine *g, const struct record_type *type,
    const char *name, int64_t time_s, struct err *e) MUST_CHECK;

/* Keep a key of this hall's making.  Within a transaction. */
int case_keys_add(struct engine *g, uint32_t space, const struct case_key *k,
    const struct case_key_hash *hash, struct err *e) MUST_CHECK;

/*
 * Note that an event of a ledger commits to the key of that hash.  If the key
 * is among those arriving with the batch, it is kept at once; else, if it is
 * not held, it is lacking from now on.
 */
int case_keys_commit(struct engine *g, int64_t changeset, uint32_t place,
    uint32_t space, const uint8_t hash[STORE_KEY_HASH_LEN],
    struct err *e) MUST_CHECK;

/* --- carrying ------------------------------------------------------------- */

/*
 * Add the keys a change set's events commit to: those held to held_out, the
 * others, but destroyed ones, to lacking_out.
 */
int case_keys_of_changeset(struct engine *g, int64_t n,
    struct carried_keys *held_out, struct key_wants *lacking_out,
    struct err *e) MUST_CHECK;

/* Add what this hall lacks of spaces it shares with a peer. */
int case_keys_lacking(struct engine *g, size_t peer, struct key_wants *out,
    struct err *e) MUST_CHECK;

/*
 * Take out of a list of wants what is held here and may be held by the peer,
 * at most FRAME_KEYS_MAX, and add it to out.  What is lacking here too stays
 * wanted; the rest is forgotten.
 */
int case_keys_answer(struct engine *g, size_t peer, struct key_wants *wants,
    struct carried_keys *out, struct err *e) MUST_CHECK;

struct key_result {
	size_t stored; /* new here */
	size_t known;  /* held already, or destroyed */
	size_t unfit;  /* no event held here commits to it */
	char why[256]; /* of the unfit */
};

/* What becomes of keys no event held here commits to. */
enum key_manner {
	KEYS_FIT,   /* refused, and listed in quarantine by their hash */
	KEYS_EARLY, /* passed over: what they belong to is not held either,
		       and they are brought again with it */
};

/*
 * Take keys from elsewhere: store those that are lacking here; what was kept
 * with the events that commit to it counts as stored, too.  Their
 * records are to be folded, and their spaces receipted, before the
 * transaction ends.
 */
int case_keys_take(struct engine *g, const struct carried_keys *keys,
    enum key_manner manner, int64_t carried, int64_t time_s,
    struct key_result *out, struct err *e) MUST_CHECK;

#endif
