/*
 * case_key: keys of cases as rows, and which are still to come.
 *
 *	opening event --commit--> commitment, and a missing key
 *	key from elsewhere --take--> a wrapped key, no longer missing
 *	erasing a person --destroy--> a tombstone
 *
 * A key is named by its hash.  What is wrapped is opaque here.
 */
#ifndef SANJI_STORE_CASE_KEY_H
#define SANJI_STORE_CASE_KEY_H

#include <stdint.h>

#include "schema/store/store.h"

#define STORE_KEY_HASH_LEN 32
#define STORE_WRAPPED_LEN 72

enum store_key_state {
	STORE_KEY_UNKNOWN,   /* nothing held here commits to it */
	STORE_KEY_MISSING,   /* committed to, and not come yet */
	STORE_KEY_LIVE,	     /* held */
	STORE_KEY_DESTROYED, /* never to be held again */
};

struct store_key {
	enum store_key_state state;
	uint32_t space;
	uint8_t hash[STORE_KEY_HASH_LEN];
	uint8_t wrapped[STORE_WRAPPED_LEN]; /* if live */
	int is_final; /* if destroyed: it never comes back */
};

/*
 * Note that an event commits to a key, by its space and hash.  If it is live
 * in what is given, it came with the event, and is kept if nothing was heard
 * of it before.  Else it is missing from then on, unless it is held, here or
 * for another space, or was destroyed for good.
 *
 * 1: what came was kept; 0: it was not, or nothing came; -1.
 */
int store_key_commit(struct store *s, int64_t changeset, uint32_t place,
    const struct store_key *came, struct err *e) MUST_CHECK;

/* How it stands with a key of a space; *out is filled in any case. */
int store_key_find(struct store *s, uint32_t space,
    const uint8_t hash[STORE_KEY_HASH_LEN], struct store_key *out,
    struct err *e) MUST_CHECK;

/* Keep a live key that nothing commits to yet. */
int store_key_add(
    struct store *s, const struct store_key *k, struct err *e) MUST_CHECK;

/*
 * Keep a live key that is missing.  It is missing no longer, in this space
 * and in others that lacked it.
 */
int store_key_put(
    struct store *s, const struct store_key *k, struct err *e) MUST_CHECK;

/* A record that waits for a key, and its space. */
struct store_waiting {
	int64_t record;
	uint32_t space;
};

/* Each record, of whatever space, that waits for the key of that hash. */
int store_each_waiting(struct store *s, const uint8_t hash[STORE_KEY_HASH_LEN],
    int (*each)(void *context, const struct store_waiting *w, struct err *e),
    void *context, struct err *e) MUST_CHECK;

enum store_key_end {
	STORE_KEY_FOR_GOOD,    /* a person is erased: in every space, also in
				  those that commit to it later */
	STORE_KEY_WITH_RECORD, /* its record has left this space; it may come
				  back if the record does */
};

/*
 * Destroy: the row stays, without the key.  What deleted pages still say is
 * overwritten (secure_delete); the WAL is for the caller to cut off
 * (store_forget_wal).
 */
int store_key_destroy(struct store *s, const struct store_key *k,
    enum store_key_end end, int64_t time_s, struct err *e) MUST_CHECK;

typedef int
store_key_visitor(void *context, const struct store_key *k, struct err *e);

/* Keys a record's events commit to, those of events in force first. */
int store_each_key_of_record(struct store *s, int64_t record,
    store_key_visitor *each, void *context, struct err *e) MUST_CHECK;

/* Keys a change set's events commit to. */
int store_each_key_of_changeset(struct store *s, int64_t changeset,
    store_key_visitor *each, void *context, struct err *e) MUST_CHECK;

/* All missing keys, by space and hash. */
int store_each_missing_key(struct store *s, store_key_visitor *each,
    void *context, struct err *e) MUST_CHECK;

/* Whether any is missing: 1, 0, -1. */
int store_any_missing_key(struct store *s, struct err *e) MUST_CHECK;

/* Where a missing key, or damage, keeps a branch of a space from being
 * receipted. */
struct store_gap {
	uint32_t branch;
	uint64_t seq; /* the first change set that waits */
};

/* Each branch of a space that waits for something. */
int store_each_gap(struct store *s, uint32_t space,
    int (*each)(void *context, const struct store_gap *gap, struct err *e),
    void *context, struct err *e) MUST_CHECK;

/*
 * Keys that are held, one after the other, by hash and space: the next after
 * *k, which is zeroed at first.  1; 0: there is none; -1.
 */
int
store_key_next(struct store *s, struct store_key *k, struct err *e) MUST_CHECK;

/* Forget all that are held, as if they had not come; the log tells which are
 * lacking then (a rebuild). */
int store_keys_forget(struct store *s, struct err *e) MUST_CHECK;

/* Keep it wrapped under another key than before. */
int store_key_rewrap(
    struct store *s, const struct store_key *k, struct err *e) MUST_CHECK;

#endif
