#include "sync/engine/intake.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "sync/carry/pack.h"
#include "sync/engine/inside.h"
#include "sync/engine/receipts.h"

struct intake {
	struct unpacker *unpacker;
	struct engine_packet packets[PACK_COUNT_MAX];
	size_t count;
};

struct intake *
intake_new(struct err *e)
{
	struct intake *in = calloc(1, sizeof(*in));

	if (in == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	in->unpacker = unpacker_new(e);
	if (in->unpacker == NULL) {
		free(in);
		return NULL;
	}
	return in;
}

void
intake_free(struct intake *in)
{
	if (in == NULL)
		return;
	unpacker_free(in->unpacker);
	free(in);
}

int
intake_is_full(const struct intake *in)
{
	return in != NULL && in->count > 0;
}

int
intake_keep(struct intake *in, const struct buf *payload, struct err *e)
{
	struct unpacked got[PACK_COUNT_MAX];
	size_t count;

	assert(in->count == 0);
	if (unpacker_read(in->unpacker, payload->bytes, payload->len, got,
		&count, e) != 0)
		return -1;
	for (; in->count < count; in->count++) {
		const struct unpacked *u = &got[in->count];

		in->packets[in->count] = (struct engine_packet){
		    u->message, u->len, u->is_packed, u->signature};
	}
	return 0;
}

static int
receive(struct intake *in, struct engine *g, const struct carried_keys *keys,
    const struct intake_origin *from, struct engine_batch_result *out,
    struct err *e)
{
	size_t count = in->count;

	in->count = 0;
	return engine_receive(g, in->packets, count,
	    keys->count == 0 ? NULL : keys, from->carried, from->time_s, out,
	    e);
}

/* Keys that were asked for. */
static int
take(struct engine *g, const struct carried_keys *keys,
    const struct intake_origin *from, struct engine_batch_result *out,
    struct err *e)
{
	struct key_result got;

	if (case_keys_take(
		g, keys, KEYS_FIT, from->carried, from->time_s, &got, e) != 0 ||
	    engine_fold_touched(g, e) != 0 ||
	    engine_sign_receipts(
		g, g->space_touched, g->space_room, RECEIPT_REACH, e) != 0)
		return -1;
	out->keys = got.stored;
	out->unfit = got.unfit;
	memcpy(out->why, got.why, sizeof(out->why));
	return 0;
}

static int
take_alone(struct engine *g, const struct carried_keys *keys,
    const struct intake_origin *from, struct engine_batch_result *out,
    struct err *e)
{
	int is_inner = store_is_in_transaction(g->store);

	if (!is_inner && engine_begin(g, e) != 0)
		return -1;
	if (take(g, keys, from, out, e) == 0)
		return is_inner ? 0 : engine_commit(g, e);
	if (!is_inner)
		engine_rollback(g);
	return -1;
}

int
intake_store(struct intake *in, struct engine *g,
    const struct carried_keys *keys, const struct intake_origin *from,
    struct engine_batch_result *out, struct err *e)
{
	memset(out, 0, sizeof(*out));
	if (intake_is_full(in))
		return receive(in, g, keys, from, out, e);
	return keys->count == 0 ? 0 : take_alone(g, keys, from, out, e);
}
