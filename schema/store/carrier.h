/*
 * carrier: what came how, and what could not be taken in.
 */
#ifndef SANJI_STORE_CARRIER_H
#define SANJI_STORE_CARRIER_H

#include <stdint.h>

#include "schema/base/buf.h"
#include "schema/store/store.h"

/* Bounds of what bad or early bytes may take up here. */
#define QUARANTINE_ROWS_MAX 1000
#define QUARANTINE_BYTES_MAX 4096 /* kept of each */
/* Logs of a network are kept for six months (网络安全法 23), unless so many
 * came that nobody reads them. */
#define SYNC_RECORDS_MAX 1000000
#define SYNC_KEPT_S (INT64_C(200) * 86400)
#define WAITING_STICKS_MAX 16
#define WAITING_STICK_BYTES_MAX ((size_t)48 * 1024 * 1024)

/* Keep the beginning of refused bytes with the reason; the oldest go. */
int store_quarantine(struct store *s, int64_t time_s, int64_t carried,
    const char *reason, struct span bytes, struct err *e) MUST_CHECK;

/*
 * Begin a record of an exchange ("line" or "stick"); its number in *out.
 * Those older than SYNC_KEPT_S go, and of more than SYNC_RECORDS_MAX the
 * oldest.
 */
int store_sync_begin(struct store *s, const char *peer, const char *carrier,
    int64_t time_s, int64_t *out, struct err *e) MUST_CHECK;

struct store_sync_totals {
	int64_t bytes_in, bytes_out;
	int64_t changesets_in, changesets_out;
	int64_t pieces_in, pieces_out; /* of scans */
	int64_t refused;
	int64_t lacking; /* still to come, of a long run */
	int64_t skew_s;
	int has_skew;
	const char *version; /* of the peer's program; NULL or "": unsaid */
	int64_t free_mib;    /* on its disk, if the version is said; -1 */
};

/* It goes on: so much was carried, and the peer was heard then. */
int store_sync_note(struct store *s, int64_t id, int64_t heard_s,
    const struct store_sync_totals *totals, struct err *e) MUST_CHECK;

/* Complete it. */
int store_sync_end(struct store *s, int64_t id, const char *peer,
    int64_t time_s, const struct store_sync_totals *totals, const char *outcome,
    struct err *e) MUST_CHECK;

/* Keep a stick until what it builds on arrives.  ERR_LIMIT when full. */
int store_stick_keep(struct store *s, const uint8_t digest[32], int64_t time_s,
    struct span bytes, struct err *e) MUST_CHECK;
int store_stick_forget(
    struct store *s, const uint8_t digest[32], struct err *e) MUST_CHECK;

/* The next kept stick above a number: 1, 0, -1. */
int store_stick_next(struct store *s, int64_t above, int64_t *id_out,
    struct buf *bytes_out, struct err *e) MUST_CHECK;

/* Bytes of a hall's change sets that came on a day (since 1970); adding to
 * them begins another day anew. */
int store_day_bytes(struct store *s, const char *hall, int64_t day,
    int64_t *out, struct err *e) MUST_CHECK;
int store_day_bytes_add(struct store *s, const char *hall, int64_t day,
    int64_t bytes, struct err *e) MUST_CHECK;

/* Invitations: by the hash of their secret. */
struct store_invitation {
	struct hall_code hall;
	int purpose;
	int64_t expires;
	int64_t used; /* when; 0: not yet */
};
int store_invite(struct store *s, const uint8_t secret_hash[32],
    const struct store_invitation *invitation, struct err *e) MUST_CHECK;
int store_invitation_find(struct store *s, const uint8_t secret_hash[32],
    struct store_invitation *out, struct err *e) MUST_CHECK;
int store_invitation_use(struct store *s, const uint8_t secret_hash[32],
    int64_t time_s, struct err *e) MUST_CHECK;

#endif
