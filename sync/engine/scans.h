/*
 * scans: scanned materials of records, sealed in pieces beside the log.
 *
 *	file, piece by piece --scan_writer--> sealed pieces, what the event says
 *	event --note--> which pieces there are, and which are to come
 *	sealed pieces --read--> file, piece by piece
 *
 * One piece is held in memory at a time, never a whole scan.
 */
#ifndef SANJI_ENGINE_SCANS_H
#define SANJI_ENGINE_SCANS_H

#include "crypto/case_key.h"
#include "schema/records/record_type.h"
#include "schema/records/scan.h"
#include "sync/carry/piece_frame.h"
#include "schema/base/progress.h"
#include "sync/engine/engine.h"

/* --- writing -------------------------------------------------------------- */

struct scan_writer {
	struct engine *engine;
	struct space_name space;
	char record[RECORD_NAME_MAX];
	struct case_key key;
	struct scan scan; /* of its pieces those written before `next` */
	size_t next;
};

/*
 * Begin a scan of len bytes (1 to SCAN_LEN_MAX) for a record.  All of it is
 * written in the transaction that stores its event.  -1 with ERR_REFUSED: the
 * key of the record has not arrived, or was destroyed.
 */
int scans_begin(struct engine *g, const struct space_name *space,
    const struct record_type *type, const char *name, size_t len,
    struct scan_writer *out, struct err *e) MUST_CHECK;

/* Seal and keep the next piece, of scan_piece_len(). */
int scans_add(struct scan_writer *w, const void *bytes, size_t len,
    struct err *e) MUST_CHECK;

/* Wipe; whether it began or not. */
void scans_end(struct scan_writer *w);

/* --- from events ---------------------------------------------------------- */

/*
 * Note the pieces that an event of a record says there are (the quoted one,
 * if it quotes), unless the keys of the record were destroyed here.  Of a hall
 * that has no room left for the whole scan (engine_set_scan_room) none is asked
 * for.
 */
struct scan_event {
	int64_t changeset;
	uint32_t place;
	int64_t record;
	struct hall_code writer;
};
int scans_note(struct engine *g, const json_t *said,
    const struct scan_event *event, struct err *e) MUST_CHECK;

/* How many pieces of it are held here. */
int scans_held(struct engine *g, const struct scan *scan, size_t *out,
    struct err *e) MUST_CHECK;

/* Compare all pieces held with their hashes: how many, and how many differ;
 * p may be NULL. */
struct scan_check {
	uint64_t checked;
	uint64_t bad;
};
int scans_check(struct engine *g, const struct progress *p,
    struct scan_check *out, struct err *e) MUST_CHECK;

/* --- carrying ------------------------------------------------------------- */

/* Whether an event of a space that a peer may hold says the piece: 1, 0, -1. */
int scans_is_shared(struct engine *g, size_t peer,
    const uint8_t hash[SCAN_HASH_LEN], struct err *e) MUST_CHECK;

/* Where a piece comes from. */
struct scan_origin {
	const struct hall_code *hall; /* NULL: nobody knows */
	int64_t carried;	      /* the sync record */
	int64_t time_s;
};

enum scan_taken {
	SCAN_TAKEN,   /* stored */
	SCAN_NO_NEED, /* not missing here */
	SCAN_ALTERED, /* not what its hash or its event says: in quarantine */
};

/*
 * Take a piece from elsewhere, in a transaction of its own or the one that is
 * open.  In why, if altered, what to tell.
 */
int scans_take(struct engine *g, const struct carried_piece *p,
    const struct scan_origin *from, enum scan_taken *out, struct err *why,
    struct err *e) MUST_CHECK;

/* --- reading -------------------------------------------------------------- */

/* A scan and where it was sealed for. */
struct scan_source {
	const struct scan *scan;
	struct space_name space; /* of the ledger it was first written into */
	int64_t record;		 /* here */
};

typedef int
scan_sink(void *context, size_t piece, struct span bytes, struct err *e);

/* Append one piece, from 0; -1 as scans_read(). */
int scans_read_piece(struct engine *g, const struct scan_source *from,
    size_t piece, struct buf *out, struct err *e) MUST_CHECK;

/*
 * Hand out a scan piece by piece, each compared with its hash and opened.  -1
 * with ERR_NOT_FOUND (a piece is not held), ERR_REFUSED (no key opens it),
 * ERR_INTEGRITY (altered on this disk), or what the sink fails with.
 */
int scans_read(struct engine *g, const struct scan_source *from,
    scan_sink *sink, void *context, struct err *e) MUST_CHECK;

#endif
