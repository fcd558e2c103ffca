/*
 * pack: change sets as the payload of CHANGESETS frames.
 *
 *	messages, signatures --add--> [packer] --flush--> payload
 *	payload --> [unpacker] --> messages, signatures
 *
 * The messages of a run are one zstd stream with a small window; signatures
 * stand outside it.  A message goes without its prev where the one before
 * it in the frame is its prev (changeset_pack).
 */
#ifndef SANJI_CARRY_PACK_H
#define SANJI_CARRY_PACK_H

#include "schema/base/buf.h"
#include "sync/changeset/changeset.h"

/* 128 KiB: a default window costs 3.5 MiB a connection. */
#define PACK_WINDOW_LOG 17

/* A frame is flushed once it holds this much or that many. */
#define PACK_CLEAR_LEN ((size_t)192 * 1024)
#define PACK_COUNT_MAX 256

/* Most clear bytes a frame may expand to. */
#define PACK_CLEAR_MAX (PACK_CLEAR_LEN + CHANGESET_LEN_MAX + 4096)

struct packer;

/* NULL with ERR_NOMEM.  Freed by packer_free(); NULL is fine. */
struct packer *packer_new(struct err *e) MUST_CHECK;
void packer_free(struct packer *p);

/* Add a change set. */
int packer_add(
    struct packer *p, const struct changeset *c, struct err *e) MUST_CHECK;

/* Whether it is time to flush; how many are waiting. */
int packer_is_full(const struct packer *p);
size_t packer_count(const struct packer *p);

/* Append the payload of all added since the last flush. */
int packer_flush(
    struct packer *p, struct buf *payload_out, struct err *e) MUST_CHECK;

struct unpacker;

struct unpacker *unpacker_new(struct err *e) MUST_CHECK;
void unpacker_free(struct unpacker *u);

/* One change set of a payload, valid until the next unpacker_read(). */
struct unpacked {
	const uint8_t *message;
	size_t len;
	int is_packed;
	struct signature signature;
};

/*
 * Read a payload: at most PACK_COUNT_MAX into out.  -1 with ERR_FORMAT or
 * ERR_LIMIT (it expands to more than PACK_CLEAR_MAX).
 */
int unpacker_read(struct unpacker *u, const void *payload, size_t len,
    struct unpacked out[PACK_COUNT_MAX], size_t *count_out,
    struct err *e) MUST_CHECK;

#endif
