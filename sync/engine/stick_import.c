#include <stdlib.h>
#include <string.h>

#include "crypto/hash.h"
#include "schema/base/reader.h"
#include "schema/base/text.h"
#include "schema/store/carrier.h"
#include "schema/store/piece.h"
#include "sync/carry/channel.h"
#include "sync/engine/inside.h"
#include "sync/engine/intake.h"
#include "sync/engine/receipts.h"
#include "sync/engine/scans.h"
#include "sync/engine/stick.h"

struct reading {
	struct engine *engine;
	struct stick_result *result;
	struct intake *intake;
	struct channel *channel;
	int64_t record; /* sync record */
	int64_t now_s;
	int has_hello;
	struct machine machine; /* the writer's, if its key says who it is */
};

/*
 * The hall whose key wrote the stick, whatever its HELLO says: 1; 0 if nobody
 * knows.
 */
static int
find_writer(const struct reading *r, struct hall_code *out)
{
	const struct authority *a = &r->engine->authority;
	const struct noise_public *key = channel_remote(r->channel);
	size_t hall = key == NULL
			  ? HALL_UNKNOWN
			  : authority_hall_by_transport_key(a, key->bytes);

	if (hall == HALL_UNKNOWN)
		return 0;
	*out = a->halls[hall].code;
	return 1;
}

static int
take_hello(struct reading *r, const struct buf *payload, struct err *e)
{
	struct hall_code writer;
	struct hello h;

	if (hello_read(payload->bytes, payload->len, &h, e) != 0)
		return -1;
	if (!changeset_id_is_same(&h.county, &r->engine->identity.county))
		return err_set(
		    e, ERR_REFUSED, "this stick comes from another county");
	memcpy(r->result->sender, h.hall.digits, sizeof(r->result->sender));
	r->result->written = h.time;
	if (find_writer(r, &writer) && hall_code_is_same(&writer, &h.hall))
		r->machine = h.machine;
	r->has_hello = 1;
	return 0;
}

static int
store_intake(struct reading *r, const struct carried_keys *keys, struct err *e)
{
	struct intake_origin from = {r->record, r->now_s};
	struct stick_result *out = r->result;
	struct engine_batch_result got;

	if (intake_store(r->intake, r->engine, keys, &from, &got, e) != 0)
		return -1;
	out->stored += got.stored;
	out->known += got.known;
	out->waiting += got.waiting;
	out->keys += got.keys;
	if (got.why[0] != '\0' && out->refused == 0)
		memcpy(out->why, got.why, sizeof(got.why));
	out->refused += got.refused;
	if (got.why[0] != '\0')
		out->refused += got.unfit;
	return 0;
}

/* What is kept for keys that did not come. */
static int
store_kept(struct reading *r, struct err *e)
{
	static const struct carried_keys none = {NULL, 0, 0};

	return intake_is_full(r->intake) ? store_intake(r, &none, e) : 0;
}

static int
take_keys(struct reading *r, const struct buf *payload, struct err *e)
{
	struct reader in = reader_over(payload->bytes, payload->len);
	struct carried_keys keys;
	int failed;

	if (carried_keys_read(&in, &keys, e) != 0)
		return -1;
	failed = store_intake(r, &keys, e);
	carried_keys_free(&keys);
	return failed;
}

static int
take_receipts(struct reading *r, const struct buf *payload, struct err *e)
{
	struct reader in = reader_over(payload->bytes, payload->len);
	int is_inner = store_is_in_transaction(r->engine->store);
	const uint8_t *text, *signature;
	size_t len;
	int more;

	if (!is_inner && engine_begin(r->engine, e) != 0)
		return -1;
	while ((more = receipt_read(&in, &text, &len, &signature, e)) == 1) {
		struct signature sig;
		int kept;

		memcpy(sig.bytes, signature, SIGNATURE_LEN);
		if (engine_take_receipt(
			r->engine, text, len, &sig, r->now_s, &kept, e) != 0) {
			more = -1;
			break;
		}
		r->result->receipts += (uint64_t)kept;
	}
	if (!is_inner && more < 0)
		engine_rollback(r->engine);
	if (more < 0 || is_inner)
		return more;
	return engine_commit(r->engine, e);
}

/* What belongs to nothing held here is brought again with its event. */
static int
take_piece(struct reading *r, const struct buf *payload, struct err *e)
{
	struct stick_result *out = r->result;
	struct hall_code writer;
	struct scan_origin from = {.carried = r->record, .time_s = r->now_s};
	struct carried_piece p;
	enum scan_taken taken;
	struct err why = ERR_INIT;

	/* Another process may change who is who before the piece is stored. */
	if (find_writer(r, &writer))
		from.hall = &writer;
	if (piece_read(payload->bytes, payload->len, &p, e) != 0 ||
	    scans_take(r->engine, &p, &from, &taken, &why, e) != 0)
		return -1;
	out->pieces += taken == SCAN_TAKEN;
	if (taken == SCAN_ALTERED && out->refused++ == 0)
		text_copy(
		    out->why, sizeof(out->why), why.text, strlen(why.text));
	return 0;
}

/* In a transaction: the writer has a piece, or asks for it. */
static int
note_one(struct reading *r, const struct hall_code *writer,
    enum frame_type type, const uint8_t *hash, struct err *e)
{
	struct engine *g = r->engine;
	int shared;

	if (type == FRAME_WANT)
		return store_piece_is_not_at(g->store, hash, writer, e);
	shared =
	    scans_is_shared(g, authority_hall(&g->authority, writer), hash, e);
	return shared == 1
		   ? store_piece_is_at(g->store, hash, writer, r->now_s, e)
		   : shared;
}

static int
note_all(struct reading *r, const struct hall_code *writer,
    enum frame_type type, const struct piece_hash *all, size_t count,
    struct err *e)
{
	int is_inner = store_is_in_transaction(r->engine->store), failed = 0;

	if (!is_inner && engine_begin(r->engine, e) != 0)
		return -1;
	for (size_t i = 0; i < count && !failed; i++)
		failed = note_one(r, writer, type, all[i].bytes, e);
	if (is_inner || !failed)
		return failed || is_inner ? failed
					  : engine_commit(r->engine, e);
	engine_rollback(r->engine);
	return -1;
}

/* Pieces the writer has, or lacks: so the next stick for it is made. */
static int
take_hashes(struct reading *r, enum frame_type type, const struct buf *payload,
    struct err *e)
{
	struct piece_hash all[FRAME_PIECES_OFFERED_MAX];
	struct hall_code writer;
	size_t count;

	if (piece_hashes_read(payload->bytes, payload->len,
		FRAME_PIECES_OFFERED_MAX, all, &count, e) != 0)
		return -1;
	if (!find_writer(r, &writer))
		return 0;
	return note_all(r, &writer, type, all, count, e);
}

static int
take_end(struct reading *r, const struct buf *payload, struct err *e)
{
	struct reader in = reader_over(payload->bytes, payload->len);

	r->result->promised = reader_u64(&in);
	(void)reader_u64(&in);
	(void)reader_u64(&in);
	(void)reader_u64(&in);
	if (!reader_is_finished(&in))
		return err_set(e, ERR_FORMAT,
		    "this file is no stick of sanji's, or it is damaged");
	r->result->is_whole = 1;
	return 0;
}

static int
take_frame(struct reading *r, enum frame_type type, const struct buf *payload,
    struct err *e)
{
	if (!r->has_hello && type != FRAME_HELLO)
		return err_set(e, ERR_FORMAT,
		    "this file is no stick of sanji's, or it is damaged");
	if (type != FRAME_KEYS && store_kept(r, e) != 0)
		return -1;
	switch (type) {
	case FRAME_HELLO:
		return take_hello(r, payload, e);
	case FRAME_CHANGESETS:
		return intake_keep(r->intake, payload, e);
	case FRAME_KEYS:
		return take_keys(r, payload, e);
	case FRAME_RECEIPTS:
		return take_receipts(r, payload, e);
	case FRAME_OFFER:
	case FRAME_WANT:
		return take_hashes(r, type, payload, e);
	case FRAME_PIECE:
		return take_piece(r, payload, e);
	case FRAME_END:
		return take_end(r, payload, e);
	default:
		return 0;
	}
}

/*
 * Frame by frame, as far as the stick is whole.  Bytes that are damaged or
 * missing end it; what came before stands.
 */
static int
take_frames(struct reading *r, struct channel *c, struct err *e)
{
	struct buf payload = BUF_INIT;
	enum frame_type type;
	struct err why = ERR_INIT;
	int more = 0;

	while (!r->result->is_whole &&
	       (more = channel_next(c, &type, &payload, &why)) == 1)
		if (take_frame(r, type, &payload, &why) != 0) {
			more = -1;
			break;
		}
	buf_free(&payload);
	if (more >= 0)
		return 0;
	if (err_is_world(&why) || why.code == ERR_REFUSED) {
		*e = why;
		return -1;
	}
	text_copy(
	    r->result->why, sizeof(r->result->why), why.text, strlen(why.text));
	return 0;
}

/* Read and fed part by part: a long stick is never held whole. */
#define PART ((size_t)256 * 1024)

/* 1: there was a part; 0: at its end, or no more of it can be read; -1. */
static int
read_next(struct reading *r, const struct stick_source *from, uint8_t *part,
    size_t *at, struct err *e)
{
	struct err why = ERR_INIT;
	size_t got;

	if (r->result->is_whole ||
	    stick_source_read(from, *at, part, PART, &got, e) != 0)
		return r->result->is_whole ? 0 : -1;
	*at += got;
	if (got == 0)
		return 0;
	if (channel_input(r->channel, part, got, &why) == 0)
		return take_frames(r, r->channel, e) == 0 ? 1 : -1;
	/* What was whole before it stands. */
	if (take_frames(r, r->channel, e) != 0)
		return -1;
	if (err_is_world(&why)) {
		*e = why;
		return -1;
	}
	if (r->result->why[0] == '\0')
		text_copy(r->result->why, sizeof(r->result->why), why.text,
		    strlen(why.text));
	return 0;
}

static int
read_stick(struct reading *r, const struct keys *keys,
    const struct stick_source *from, struct err *e)
{
	uint8_t *part = malloc(PART);
	size_t at = 0;
	int more = part == NULL
		       ? err_nomem(e)
		       : channel_answer(&keys->transport, &r->channel, e) == 0;

	if (more == 0)
		more = -1;
	while (more == 1)
		more = read_next(r, from, part, &at, e);
	channel_free(r->channel);
	r->channel = NULL;
	free(part);
	return more < 0 ? -1 : store_kept(r, e);
}

/* A stick is known by its beginning, where it has a key of its own. */
#define NAMED_BY ((size_t)1024)

/* Scans come last; what of them cannot be kept is brought again. */
static int
keep(struct reading *r, const struct stick_source *from,
    const uint8_t digest[HASH_ID_LEN], struct err *e)
{
	struct buf bytes = BUF_INIT;
	size_t len = from->len < WAITING_STICK_BYTES_MAX
			 ? from->len
			 : WAITING_STICK_BYTES_MAX;
	uint8_t *room = buf_reserve(&bytes, len, e);
	int failed = room == NULL ||
		     stick_source_read(from, 0, room, len, &bytes.len, e) != 0;

	if (!failed)
		failed = store_stick_keep(r->engine->store, digest, r->now_s,
		    (struct span){bytes.bytes, bytes.len}, e);
	buf_free(&bytes);
	r->result->is_kept = !failed;
	return failed ? -1 : 0;
}

static int
keep_if_early(struct reading *r, const struct stick_source *from, struct err *e)
{
	uint8_t beginning[NAMED_BY], digest[HASH_ID_LEN];
	size_t got;

	if (stick_source_read(from, 0, beginning, sizeof(beginning), &got, e) !=
	    0)
		return -1;
	hash_id(beginning, got, digest);
	return r->result->waiting == 0
		   ? store_stick_forget(r->engine->store, digest, e)
		   : keep(r, from, digest, e);
}

static int
take_stick(struct engine *g, const struct keys *keys,
    const struct stick_source *from, int64_t now_s, struct stick_result *out,
    struct err *e)
{
	struct store_sync_totals totals = {.bytes_in = (int64_t)from->len};
	struct reading r = {.engine = g,
	    .result = out,
	    .intake = intake_new(e),
	    .now_s = now_s};
	int failed =
	    r.intake == NULL ||
	    store_sync_begin(g->store, "", "stick", now_s, &r.record, e) != 0 ||
	    read_stick(&r, keys, from, e) != 0;

	intake_free(r.intake);
	if (failed || engine_sign_whole(g, e) != 0)
		return -1;
	totals.changesets_in = (int64_t)out->stored;
	totals.pieces_in = (int64_t)out->pieces;
	totals.refused = (int64_t)out->refused;
	totals.has_skew = r.has_hello;
	totals.skew_s = out->written - now_s;
	totals.version = r.machine.version;
	totals.free_mib = machine_free(&r.machine);
	if (store_sync_end(g->store, r.record, out->sender, now_s, &totals,
		out->why, e) != 0)
		return -1;
	return keep_if_early(&r, from, e);
}

int
stick_retry_kept(struct engine *g, const struct keys *keys, int64_t now_s,
    struct stick_result *out, struct err *e)
{
	struct buf bytes = BUF_INIT;
	int64_t id = 0;
	int found;

	while ((found = store_stick_next(g->store, id, &id, &bytes, e)) == 1) {
		struct stick_result again = {.stored = 0};
		struct span kept = {bytes.bytes, bytes.len};
		struct stick_source from = stick_in_memory(&kept);

		if (take_stick(g, keys, &from, now_s, &again, e) != 0) {
			found = -1;
			break;
		}
		out->stored += again.stored;
		out->pieces += again.pieces;
		out->released += !again.is_kept;
	}
	buf_free(&bytes);
	return found;
}

static int
import(struct engine *g, const struct keys *keys,
    const struct stick_source *from, int64_t now_s, struct stick_result *out,
    struct err *e)
{
	if (take_stick(g, keys, from, now_s, out, e) != 0)
		return -1;
	return out->stored > 0 ? stick_retry_kept(g, keys, now_s, out, e) : 0;
}

static int
check_receiver(
    const struct engine *g, const struct stick_source *from, struct err *e)
{
	struct hall_code to;

	if (stick_receiver(from, &to, e) != 0)
		return -1;
	if (!hall_code_is_same(&to, &g->identity.hall))
		return err_set(e, ERR_REFUSED,
		    "this stick is for %s; only that hall can open it",
		    to.digits);
	return 0;
}

int
stick_import(struct engine *g, const struct keys *keys,
    const struct stick_source *from, enum stick_mode mode, int64_t now_s,
    struct stick_result *out, struct err *e)
{
	int failed;

	err_forget_nomem();
	memset(out, 0, sizeof(*out));
	if (from->len > STICK_LEN_MAX)
		return err_set(e, ERR_LIMIT, "a stick of more than %zu bytes",
		    STICK_LEN_MAX);
	if (check_receiver(g, from, e) != 0)
		return -1;
	if (mode == STICK_TAKE)
		return import(g, keys, from, now_s, out, e);
	if (engine_begin(g, e) != 0)
		return -1;
	failed = import(g, keys, from, now_s, out, e);
	engine_rollback(g);
	return failed;
}
