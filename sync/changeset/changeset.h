/*
 * changeset: what a hall did at once, as the bytes it signed.
 *
 *	header, events --compose--> message --sign--> git commit, id, oid
 *	git commit --parse, re-encode, compare--> message, key, signature
 *
 * The message of a git commit is the change set (docs/PROTOCOL.md):
 *
 *	case.received 330421111205-01-20261123-0001-7
 *
 *	{"sanji":1,"space":"ledger/330421111205","log":…,"seq":7,…}
 *	{"do":"case.received","on":"8d1f…","number":…,"personal":{…}}
 *
 * Everything else in the commit follows from the message, the author's key
 * and the parents' git ids, and is written by one function.  Bytes are
 * accepted only if that function gives the same bytes back.  What events
 * mean is not asked here.
 */
#ifndef SANJI_CHANGESET_CHANGESET_H
#define SANJI_CHANGESET_CHANGESET_H

#include <stddef.h>
#include <stdint.h>

#include "crypto/sign.h"
#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/base/name.h"

/* The format this program writes and reads. */
#define CHANGESET_FORMAT 1

/* Limits on what is read from outside. */
#define CHANGESET_LEN_MAX ((size_t)256 * 1024) /* bytes of a message */
#define CHANGESET_EVENTS_MAX 1024
#define CHANGESET_HEADS_MAX 256	  /* ids in seen, and in gazettes */
#define CHANGESET_SUMMARY_MAX 200 /* bytes of the first line */
#define CHANGESET_AUTHOR_MAX 120  /* bytes of the hall's name */
#define CHANGESET_TIME_MAX ((int64_t)253402271999) /* 9999-12-31 in China */
#define CHANGESET_SEQ_MAX ((uint64_t)1 << 31)
#define CHANGESET_COMMIT_MAX (CHANGESET_LEN_MAX + 32 * 1024)

/* git's name for a commit: the SHA-1 of its bytes. */
#define GIT_ID_LEN 20
struct git_id {
	uint8_t bytes[GIT_ID_LEN];
};

/* A sorted set of change sets; owned by whoever holds it. */
struct changeset_heads {
	struct changeset_id *ids;
	size_t count;
};

struct header {
	struct log_name log;	     /* says the space, too */
	uint64_t seq;		     /* 1, 2, 3 … along a branch */
	struct changeset_id prev;    /* the log's previous; unused if seq 1 */
	uint64_t depth;		     /* 1 + the deepest of prev and seen */
	int64_t time;		     /* the author's clock, s since 1970 */
	struct changeset_heads seen; /* heads of other logs of the space that
					are new since prev */
	struct changeset_heads gazettes;       /* heads of gazettes, likewise */
	uint32_t rules;			       /* rule set in force there */
	char author[CHANGESET_AUTHOR_MAX + 1]; /* the hall's name then */
};

/* Where an event's JSON stands in the message. */
struct event_line {
	size_t offset;
	size_t len;
};

struct changeset {
	struct header header;
	struct buf message;
	struct event_line *events;
	size_t event_count;
	struct signature signature;
	struct changeset_id id; /* set by _sign and _identify */
	struct git_id oid;
};

/* Release; a zeroed change set is empty and ready. */
void changeset_free(struct changeset *c);

/*
 * Compose a message from a header (lists copied) and the events' JSON
 * texts.  The signature is not made yet.  -1 with ERR_LIMIT or ERR_FORMAT
 * (a summary or author git cannot carry), ERR_NOMEM.
 */
int changeset_compose(const struct header *header, const char *summary,
    const struct buf *events, size_t count, struct changeset *out,
    struct err *e) MUST_CHECK;

/*
 * Read a message from outside.  -1 with ERR_FORMAT (what is wrong with it)
 * or ERR_LIMIT; only the one way of writing it is accepted.
 */
int changeset_parse(const void *message, size_t len, struct changeset *out,
    struct err *e) MUST_CHECK;

/*
 * Append the commit's bytes as they are signed (without signature), or as
 * they are stored by git (with it).  parents are the git ids of prev (if
 * seq > 1) and of the seen heads in their order.
 */
int
changeset_signed_bytes(const struct changeset *c, const struct git_id *parents,
    size_t parent_count, struct buf *out, struct err *e) MUST_CHECK;
int changeset_commit_bytes(const struct changeset *c,
    const struct sign_public *key, const struct git_id *parents,
    size_t parent_count, struct buf *out, struct err *e) MUST_CHECK;

/* Sign; sets signature, id and oid. */
int changeset_sign(struct changeset *c, const struct sign_secret *key,
    const struct git_id *parents, size_t parent_count,
    struct err *e) MUST_CHECK;

/* Set id and oid from the signature as it came and the bytes it signs. */
int changeset_identify(struct changeset *c, const struct sign_public *key,
    const struct buf *signed_bytes, struct err *e) MUST_CHECK;

/*
 * Read a whole git commit: message, signature, key and parents.  -1 with
 * ERR_FORMAT unless the bytes are exactly what changeset_commit_bytes()
 * writes.  The signature is not checked here.  parents_out takes
 * CHANGESET_HEADS_MAX + 1.
 */
int changeset_parse_commit(const void *bytes, size_t len, struct changeset *out,
    struct sign_public *key_out, struct git_id *parents_out,
    size_t *parent_count_out, struct err *e) MUST_CHECK;

/* How many parents the header asks for. */
size_t changeset_parent_count(const struct changeset *c);

/*
 * The message as it travels, without prev, which the receiver knows from
 * the change set before; and back.
 */
int changeset_pack(
    const struct changeset *c, struct buf *out, struct err *e) MUST_CHECK;

/*
 * Unpacking has two steps, since prev is found by the log and seq: open
 * reads the header alone; complete makes the message, given prev if seq > 1,
 * from the same bytes.  -1 with ERR_FORMAT or ERR_LIMIT; out of a failed
 * open is empty, a failed complete is left to changeset_free().
 */
int changeset_open(const void *packed, size_t len, struct changeset *out,
    struct err *e) MUST_CHECK;
int changeset_complete(const void *packed, size_t len,
    const struct changeset_id *prev, struct changeset *c,
    struct err *e) MUST_CHECK;

#endif
