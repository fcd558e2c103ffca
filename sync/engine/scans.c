#include "sync/engine/scans.h"

#include <assert.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "crypto/seal.h"
#include "schema/store/carrier.h"
#include "schema/store/piece.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/frontier.h"
#include "sync/engine/inside.h"

static_assert(SCAN_HASH_LEN == HASH_ID_LEN, "a piece is named by its hash");
static_assert(SCAN_HASH_LEN == STORE_PIECE_HASH_LEN, "and so are rows");

/* --- writing ------------------------------------------------------------- */

int
scans_begin(struct engine *g, const struct space_name *space,
    const struct record_type *type, const char *name, size_t len,
    struct scan_writer *out, struct err *e)
{
	assert(len > 0 && len <= SCAN_LEN_MAX);
	*out = (struct scan_writer){.engine = g, .space = *space};
	out->scan.len = len;
	out->scan.count = scan_count(len);
	(void)snprintf(out->record, sizeof(out->record), "%s", name);
	return case_keys_for(g, space, type, name, &out->key, e);
}

int
scans_add(struct scan_writer *w, const void *bytes, size_t len, struct err *e)
{
	struct seal_part part = {.space = w->space,
	    .record = w->record,
	    .index = (uint32_t)w->next,
	    .count = (uint32_t)w->scan.count};
	struct buf sealed = BUF_INIT;
	uint8_t *hash = w->scan.hashes[w->next];
	int failed;

	assert(len == scan_piece_len(w->scan.len, w->next));
	failed = seal_piece(&w->key, &part, bytes, len, &sealed, e);
	if (!failed) {
		hash_id(sealed.bytes, sealed.len, hash);
		failed = store_piece_hold(w->engine->store, hash,
		    (struct span){sealed.bytes, sealed.len}, e);
		w->next++;
	}
	buf_free(&sealed);
	return failed;
}

void
scans_end(struct scan_writer *w)
{
	case_key_wipe(&w->key);
}

/* --- from events --------------------------------------------------------- */

/* Whether nobody can open anything of the record here any more. */
static int
is_erased(struct engine *g, int64_t record, int *out, struct err *e)
{
	struct record_keys keys = {.count = 0};
	int failed = case_keys_of_record(g, record, &keys, e);

	*out = record_keys_any(&keys, STORE_KEY_DESTROYED) &&
	       !record_keys_any(&keys, STORE_KEY_LIVE) &&
	       !record_keys_any(&keys, STORE_KEY_MISSING);
	record_keys_wipe(&keys);
	return failed;
}

static size_t
sealed_len(const struct scan *scan, size_t piece)
{
	return scan_piece_len(scan->len, piece) + SEAL_ADDS;
}

/* What this hall scanned itself lies here already. */
static int
has_room(struct engine *g, const struct hall_code *writer,
    const struct scan *scan, int *out, struct err *e)
{
	int64_t bytes;

	if (store_scan_room(g->store, writer, &bytes, e) != 0)
		return -1;
	for (size_t i = 0; i < scan->count; i++)
		bytes += (int64_t)sealed_len(scan, i);
	*out = bytes <= g->scan_room ||
	       hall_code_is_same(writer, &g->identity.hall);
	return 0;
}

int
scans_note(struct engine *g, const json_t *said, const struct scan_event *event,
    struct err *e)
{
	struct store_piece p = {.changeset = event->changeset,
	    .place = event->place,
	    .record = event->record,
	    .writer = event->writer};
	struct store_record row;
	struct scan scan;
	char type[64], name[64];
	int erased;

	if (!scan_read(said, &scan))
		return 0;
	if (store_record_read(g->store, p.record, &row, type, name, e) != 1 ||
	    is_erased(g, p.record, &erased, e) != 0)
		return -1;
	if (erased || g->chart.spaces[row.space].kind != SPACE_LEDGER)
		return 0;
	p.space = row.space;
	if (has_room(g, &p.writer, &scan, &p.has_room, e) != 0)
		return -1;
	for (uint32_t i = 0; i < scan.count; i++) {
		p.number = i;
		p.len = sealed_len(&scan, i);
		memcpy(p.hash, scan.hashes[i], sizeof(p.hash));
		if (store_piece_note(g->store, &p, e) != 0)
			return -1;
	}
	return 0;
}

int
scans_held(
    struct engine *g, const struct scan *scan, size_t *out, struct err *e)
{
	*out = 0;
	for (size_t i = 0; i < scan->count; i++) {
		int held = store_piece_read(g->store, scan->hashes[i], NULL, e);

		if (held < 0)
			return -1;
		*out += (size_t)held;
	}
	return 0;
}

int
scans_check(struct engine *g, const struct progress *progress,
    struct scan_check *out, struct err *e)
{
	static const struct hall_code nobody;
	struct store_held_piece p = {.id = 0};
	struct buf bytes = BUF_INIT;
	uint8_t hash[HASH_ID_LEN];
	int more;

	*out = (struct scan_check){.checked = 0};
	while ((more = store_held_piece_next(g->store, p.id, &nobody, &p, e)) ==
	       1) {
		buf_clear(&bytes);
		if (store_piece_read(g->store, p.hash, &bytes, e) < 0) {
			more = -1;
			break;
		}
		hash_id(bytes.bytes, bytes.len, hash);
		out->checked++;
		out->bad += memcmp(hash, p.hash, sizeof(hash)) != 0;
		if (progress_tell(progress, out->checked, 0, e) != 0) {
			more = -1;
			break;
		}
	}
	buf_free(&bytes);
	return more;
}

/* --- carrying ------------------------------------------------------------ */

int
scans_is_shared(struct engine *g, size_t peer,
    const uint8_t hash[SCAN_HASH_LEN], struct err *e)
{
	uint32_t space = 0;
	int found;

	while (
	    (found = store_piece_space(g->store, hash, space, &space, e)) == 1)
		if (frontier_is_shared_in_part(
			g, &g->chart.spaces[space], peer))
			return 1;
	return found;
}

/* Its beginning is kept. */
static int
put_aside(struct engine *g, const struct carried_piece *p,
    const struct scan_origin *from, struct err *why, struct err *e)
{
	(void)err_set(why, ERR_REFUSED,
	    "a piece of a scan is not what the case says of it; somebody "
	    "altered it");
	return store_quarantine(g->store, from->time_s, from->carried,
	    why->text, (struct span){p->bytes, p->len}, e);
}

/* It may have come by another way meanwhile. */
static int
take(struct engine *g, const struct carried_piece *p,
    const struct scan_origin *from, enum scan_taken *out, struct err *why,
    struct err *e)
{
	struct store_missing_piece missing;
	uint8_t hash[HASH_ID_LEN];
	int found =
	    store_missing_piece_find(g->store, p->hash.bytes, &missing, e);

	*out = SCAN_NO_NEED;
	if (found != 1)
		return found;
	hash_id(p->bytes, p->len, hash);
	*out = p->len != missing.len ||
		       memcmp(hash, p->hash.bytes, sizeof(hash)) != 0
		   ? SCAN_ALTERED
		   : SCAN_TAKEN;
	if (*out == SCAN_ALTERED)
		return put_aside(g, p, from, why, e);
	if (store_piece_hold(
		g->store, hash, (struct span){p->bytes, p->len}, e) != 0)
		return -1;
	return from->hall == NULL ? 0
				  : store_piece_is_at(g->store, hash,
					from->hall, from->time_s, e);
}

int
scans_take(struct engine *g, const struct carried_piece *p,
    const struct scan_origin *from, enum scan_taken *out, struct err *why,
    struct err *e)
{
	int is_inner = store_is_in_transaction(g->store);

	if (!is_inner && engine_begin(g, e) != 0)
		return -1;
	if (take(g, p, from, out, why, e) != 0) {
		if (!is_inner)
			engine_rollback(g);
		return -1;
	}
	return is_inner ? 0 : engine_commit(g, e);
}

/* --- reading ------------------------------------------------------------- */

static int
check_hash(const struct buf *sealed, const uint8_t *expected, struct err *e)
{
	uint8_t hash[HASH_ID_LEN];

	hash_id(sealed->bytes, sealed->len, hash);
	if (memcmp(hash, expected, sizeof(hash)) == 0)
		return 0;
	return err_set(e, ERR_INTEGRITY,
	    "hall.db is damaged: a piece of a scan is not what it was; "
	    "restore it from a backup");
}

/* Appended to clear: 1; 0 if none of the keys opens it; -1. */
static int
open_piece(const struct record_keys *keys, const struct seal_part *part,
    const struct buf *sealed, struct buf *clear, struct err *e)
{
	int opened = 0;

	for (size_t i = 0; i < keys->count && opened == 0; i++)
		if (keys->all[i].state == STORE_KEY_LIVE)
			opened = seal_piece_open(&keys->all[i].key, part,
			    sealed->bytes, sealed->len, clear, e);
	return opened;
}

/* Why no key opens it. */
static int
say_unread(const struct record_keys *keys, struct err *e)
{
	if (record_keys_any(keys, STORE_KEY_DESTROYED))
		return err_set(e, ERR_REFUSED,
		    "what was said of this person was erased, and the scan "
		    "with it");
	return err_set(e, ERR_REFUSED,
	    "the key of this case has not arrived here, or this hall's key "
	    "is locked, so the scan cannot be read");
}

static int
read_piece(struct engine *g, const struct scan_source *from,
    const struct record_keys *keys, const struct seal_part *part,
    struct buf *clear, struct err *e)
{
	const uint8_t *hash = from->scan->hashes[part->index];
	struct buf sealed = BUF_INIT;
	int found = store_piece_read(g->store, hash, &sealed, e);
	int failed = found < 0, opened = 0;

	if (found == 0)
		failed = err_set(e, ERR_NOT_FOUND,
		    "piece %u of %u of the scan has not arrived here",
		    (unsigned)part->index + 1, (unsigned)part->count);
	if (!failed)
		failed = check_hash(&sealed, hash, e);
	if (!failed)
		opened = open_piece(keys, part, &sealed, clear, e);
	if (!failed && opened == 0)
		failed = say_unread(keys, e);
	buf_free(&sealed);
	return failed || opened < 0 ? -1 : 0;
}

/* What pieces are opened with. */
struct opening {
	struct record_keys keys;
	char type[64], name[64];
};

static int
begin_opening(
    struct engine *g, int64_t record, struct opening *out, struct err *e)
{
	struct store_record row;

	out->keys.count = 0;
	return store_record_read(
		   g->store, record, &row, out->type, out->name, e) != 1 ||
		       case_keys_of_record(g, record, &out->keys, e) != 0
		   ? -1
		   : 0;
}

static int
open_next(struct engine *g, const struct scan_source *from,
    const struct opening *o, size_t piece, struct buf *out, struct err *e)
{
	struct seal_part part = {.space = from->space,
	    .record = o->name,
	    .index = (uint32_t)piece,
	    .count = (uint32_t)from->scan->count};

	return read_piece(g, from, &o->keys, &part, out, e);
}

int
scans_read_piece(struct engine *g, const struct scan_source *from, size_t piece,
    struct buf *out, struct err *e)
{
	struct opening o;
	int failed = begin_opening(g, from->record, &o, e) != 0 ||
		     open_next(g, from, &o, piece, out, e) != 0;

	record_keys_wipe(&o.keys);
	return failed ? -1 : 0;
}

int
scans_read(struct engine *g, const struct scan_source *from, scan_sink *sink,
    void *context, struct err *e)
{
	struct opening o;
	struct buf clear = BUF_INIT;
	int failed = begin_opening(g, from->record, &o, e);

	for (size_t i = 0; i < from->scan->count && !failed; i++) {
		buf_clear(&clear);
		failed = open_next(g, from, &o, i, &clear, e) != 0 ||
			 sink(context, i, (struct span){clear.bytes, clear.len},
			     e) != 0;
	}
	record_keys_wipe(&o.keys);
	buf_free(&clear);
	return failed ? -1 : 0;
}
