/*
 * scan: a scanned material (材料扫描件), as an event says it.
 *
 *	event --read--> how long it is, and the hashes of its sealed pieces
 *
 * The pieces themselves travel beside the log (docs/PROTOCOL.md, section 1.11).
 * An event of whatever kind that has both members, in a ledger, says that
 * there is a scan: halls whose program does not know the kind pass the pieces
 * on all the same.
 */
#ifndef SANJI_RECORDS_SCAN_H
#define SANJI_RECORDS_SCAN_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* The members: bytes of the file; BLAKE2b-256 of each sealed piece. */
#define EVENT_SCAN_SIZE "scan_size"
#define EVENT_SCAN_PIECES "scan_pieces"

/* Longest file, and what each piece but the last holds of it. */
#define SCAN_LEN_MAX ((size_t)20 * 1024 * 1024)
#define SCAN_PIECE_LEN ((size_t)256 * 1024)
#define SCAN_PIECES_MAX (SCAN_LEN_MAX / SCAN_PIECE_LEN)

/* Scans one case may have; a further one is refused. */
#define SCANS_OF_CASE_MAX 64

#define SCAN_HASH_LEN 32

struct scan {
	size_t len; /* of the file */
	size_t count;
	uint8_t hashes[SCAN_PIECES_MAX][SCAN_HASH_LEN];
};

/* How many pieces a file of that length has. */
size_t scan_count(size_t len);

/* Length of piece i of a file, before it is sealed. */
size_t scan_piece_len(size_t len, size_t i);

/* 1 and the scan an event has; 0 if it has none that is well-formed. */
int scan_read(const json_t *event, struct scan *out);

/* Put the members into an event.  -1 with ERR_NOMEM. */
int
scan_write(const struct scan *scan, json_t *event, struct err *e) MUST_CHECK;

/* A scan is known by the hash of its first piece; NULL if it has none. */
const char *scan_name(const json_t *event);

/* 0 if as many pieces are named as the length has; -1 with ERR_FORMAT. */
int scan_check(const json_t *event, struct err *e);

#endif
