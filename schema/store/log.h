/*
 * log: spaces, logs, branches and change sets, as rows.
 *
 * Numbers (of spaces, logs, branches, change sets) are this store's own.
 */
#ifndef SANJI_STORE_LOG_H
#define SANJI_STORE_LOG_H

#include <stdint.h>

#include "schema/base/buf.h"
#include "schema/store/store.h"

#define STORE_KEY_LEN 32
#define STORE_SIGNATURE_LEN 64
#define STORE_OID_LEN 20

struct store_branch {
	uint32_t id;
	uint32_t log;
	uint32_t parent; /* 0: none */
	uint64_t fork_seq;
	uint64_t head_seq; /* how far it reaches */
};

/* A change set without its text. */
struct store_position {
	int64_t n;
	uint32_t branch;
	uint64_t seq;
	uint64_t depth;
	int64_t time;
	struct changeset_id id;
	uint8_t oid[STORE_OID_LEN];
	uint8_t key[STORE_KEY_LEN];
	uint8_t signature[STORE_SIGNATURE_LEN];
};

/* Add a row; the new number in *out.  Within a transaction. */
int store_space_add(struct store *s, const struct space_name *name,
    uint32_t *out, struct err *e) MUST_CHECK;
int store_log_add(struct store *s, uint32_t space, const struct log_name *name,
    uint32_t *out, struct err *e) MUST_CHECK;
int store_branch_add(struct store *s, uint32_t log, uint32_t parent,
    uint64_t fork_seq, uint32_t *out, struct err *e) MUST_CHECK;

/*
 * Add a change set (n is set) at the end of its branch; carried is the sync
 * record it came with, 0 if it was written here.
 */
int store_changeset_add(struct store *s, struct store_position *at,
    struct span past, struct span message, int64_t carried,
    struct err *e) MUST_CHECK;

/* Note that a change set claims an earlier time than one it had seen. */
int store_timewarp_add(
    struct store *s, int64_t changeset, int64_t seen, struct err *e) MUST_CHECK;

/* Call each for every row with a number above `above`, in order. */
int store_each_space(struct store *s, uint32_t above,
    int (*each)(void *context, uint32_t id, const struct space_name *name,
	struct err *e),
    void *context, struct err *e) MUST_CHECK;
int store_each_log(struct store *s, uint32_t above,
    int (*each)(void *context, uint32_t id, uint32_t space,
	const struct hall_code *hall, const struct incarnation *life,
	struct err *e),
    void *context, struct err *e) MUST_CHECK;
int store_each_branch(struct store *s,
    int (*each)(void *context, const struct store_branch *b, struct err *e),
    void *context, struct err *e) MUST_CHECK;

/*
 * Find a change set.  1 and *out filled, 0 if it is not held, -1 on error.
 * past_out and message_out, if not NULL, are cleared and filled.
 */
int store_changeset_find(struct store *s, const struct changeset_id *id,
    struct store_position *out, struct buf *past_out, struct buf *message_out,
    struct err *e) MUST_CHECK;
int store_changeset_at(struct store *s, uint32_t branch, uint64_t seq,
    struct store_position *out, struct buf *past_out, struct buf *message_out,
    struct err *e) MUST_CHECK;
int
store_changeset_numbered(struct store *s, int64_t n, struct store_position *out,
    struct buf *past_out, struct buf *message_out, struct err *e) MUST_CHECK;

/* Each change set's number and git id (STORE_OID_LEN bytes), in any order. */
int store_each_oid(struct store *s,
    int (*each)(void *, int64_t, const uint8_t *, struct err *), void *context,
    struct err *e) MUST_CHECK;

/* The highest number of a change set, 0 if there is none; and the highest there
 * must be, by the rows about it. */
int
store_changeset_last(struct store *s, int64_t *out, struct err *e) MUST_CHECK;
int store_changeset_expected(
    struct store *s, int64_t *out, struct err *e) MUST_CHECK;

#endif
