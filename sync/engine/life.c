#include "sync/engine/life.h"

#include "crypto/crypto.h"
#include "schema/store/life.h"
#include "schema/store/receipt.h"
#include "sync/engine/inside.h"

/* Where a later life begins to number, by chance: two restores of one image
 * must not give one number to two papers while neither knows of the other. */
#define BASE_STEP 100
#define BASE_STEPS_MAX 900

const char *
life_reason_word(enum life_reason reason)
{
	static const char *const words[] = {
	    [LIFE_RESTORED] = "restored",
	    [LIFE_COPIED] = "copied",
	    [LIFE_BEHIND] = "behind",
	    [LIFE_FOREIGN] = "foreign branch",
	    [LIFE_RECOVERED] = "recovered",
	    [LIFE_RECEIPT] = "receipt",
	};

	return words[reason];
}

static int
note_receipt(void *context, const struct store_receipt *r, struct err *e)
{
	struct engine *g = context;

	(void)e;
	if (hall_code_is_same(&r->signer, &g->identity.hall) &&
	    r->incarnation > g->identity.life.number)
		g->identity.life.number = r->incarnation;
	return 0;
}

/* The highest number this hall is known to have had. */
static int
find_highest(struct engine *g, struct err *e)
{
	const struct chart *c = &g->chart;

	for (uint32_t i = 1; i < c->log_count; i++)
		if (hall_code_is_same(
			&c->logs[i].name.hall, &g->identity.hall) &&
		    c->logs[i].name.life.number > g->identity.life.number)
			g->identity.life.number = c->logs[i].name.life.number;
	return store_each_receipt(g->store, 0, note_receipt, g, e);
}

static int
open_life(
    struct engine *g, enum life_reason reason, int64_t time_s, struct err *e)
{
	struct incarnation *life = &g->identity.life;
	uint64_t step;

	if (find_highest(g, e) != 0)
		return -1;
	/* Who has the key may have used the last one; the tag tells them
	 * apart, and receipts of another key go before (receipts.h). */
	life->number =
	    life->number < LIFE_NUMBER_MAX ? life->number + 1 : LIFE_NUMBER_MAX;
	crypto_random(&life->tag, sizeof(life->tag));
	step = 1 + life->tag % BASE_STEPS_MAX;
	return store_life_open(g->store, life, (int64_t)step * BASE_STEP,
	    time_s, life_reason_word(reason), e);
}

int
engine_open_life(
    struct engine *g, enum life_reason reason, int64_t time_s, struct err *e)
{
	int is_own = !store_is_in_transaction(g->store);

	if (is_own && engine_begin(g, e) != 0)
		return -1;
	if (open_life(g, reason, time_s, e) != 0) {
		if (is_own)
			engine_rollback(g);
		return -1;
	}
	return is_own ? engine_commit(g, e) : 0;
}

static int
has_written(const struct engine *g)
{
	const struct incarnation *life = &g->identity.life;

	for (uint32_t i = 1; i < g->chart.log_count; i++) {
		const struct log_name *l = &g->chart.logs[i].name;

		if (l->life.tag == life->tag &&
		    l->life.number == life->number &&
		    hall_code_is_same(&l->hall, &g->identity.hall))
			return 1;
	}
	return 0;
}

int
life_is_ended_by(const struct engine *g, const struct log_name *log)
{
	const struct incarnation *own = &g->identity.life;

	if (!hall_code_is_same(&log->hall, &g->identity.hall) ||
	    log->life.number < own->number)
		return 0;
	if (log->life.number == own->number && log->life.tag >= own->tag)
		return 1;
	return !has_written(g);
}

int
life_is_behind(
    struct engine *g, const struct log_list *theirs, int *out, struct err *e)
{
	*out = 0;
	for (size_t i = 0; i < theirs->count && !*out; i++) {
		const struct log_heads *h = &theirs->logs[i];

		if (h->log.life.tag != g->identity.life.tag ||
		    h->log.life.number != g->identity.life.number ||
		    !hall_code_is_same(&h->log.hall, &g->identity.hall))
			continue;
		for (size_t k = 0; k < h->count && !*out; k++) {
			struct position at;
			int held = engine_find(g, &h->ids[k], &at, e);

			if (held < 0)
				return -1;
			*out = !held;
		}
	}
	return 0;
}
