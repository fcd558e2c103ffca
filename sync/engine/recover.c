#include "sync/engine/recover.h"

#include <string.h>

#include "schema/base/json.h"
#include "sync/engine/inside.h"
#include "sync/engine/life.h"
#include "sync/fold/recovery.h"

/* The part of a cut over logs in gazettes, or in ledgers. */
static json_t *
cut_in(struct engine *g, const char *kind, const struct cut_choice *choice,
    struct err *e)
{
	json_t *all = engine_cut_before(g, &g->identity.hall, choice, e);
	json_t *part = all == NULL ? NULL : json_object(), *heads;
	const char *log;
	int failed = part == NULL;

	json_object_foreach (all, log, heads)
		if (!failed && strncmp(log, kind, strlen(kind)) == 0)
			failed = json_object_set(part, log, heads);
	json_decref(all);
	if (!failed)
		return part;
	json_decref(part);
	return NULL;
}

static int
check_key(
    const struct engine *g, const struct sign_secret *recovery, struct err *e)
{
	const struct authority *a = &g->authority;

	if (g->keys == NULL || a->hall_count == 0 || !a->has_recovery_key ||
	    !hall_code_is_same(&a->halls[0].code, &g->identity.hall))
		return err_set(e, ERR_REFUSED,
		    "only the county is recovered this way; for another hall "
		    "see `sanji help members`");
	if (memcmp(recovery->public.bytes, a->recovery_key, SIGN_PUBLIC_LEN) !=
	    0)
		return err_set(e, ERR_REFUSED,
		    "this is not the recovery key of this county; take the "
		    "one that was printed when it was founded");
	return 0;
}

static json_t *
recovered_event(
    struct engine *g, const struct cut_choice *choice, struct err *e)
{
	char sign[2 * SIGN_PUBLIC_LEN + 1], transport[2 * NOISE_KEY_LEN + 1];
	json_t *cut = cut_in(g, "gazette/", choice, e);

	if (cut == NULL)
		return NULL;
	hex_text(g->keys->sign.public.bytes, SIGN_PUBLIC_LEN, sign);
	hex_text(g->keys->transport.public.bytes, NOISE_KEY_LEN, transport);
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:o}", "do", "member.recovered",
	    "on", g->identity.hall.digits, "name", g->authority.halls[0].name,
	    "signing_key", sign, "transport_key", transport, "cut", cut);
}

static int
write_take(struct engine *g, json_t *event, const char *summary, int64_t time_s,
    struct err *e)
{
	struct space_name gazette = {SPACE_GAZETTE, g->identity.hall};
	json_t *events = json_pack("[o]", event);
	int failed = events == NULL ? err_nomem(e)
				    : engine_write(g, &gazette, events, summary,
					  time_s, NULL, NULL, e);

	json_decref(events);
	return failed;
}

static int
recover(struct engine *g, const struct sign_secret *recovery,
    const struct cut_choice *choice, int64_t time_s, struct err *e)
{
	struct log_name log = {.space = {SPACE_GAZETTE, g->identity.hall},
	    .hall = g->identity.hall};
	json_t *event;

	if (engine_open_life(g, LIFE_RECOVERED, time_s, e) != 0)
		return -1;
	event = recovered_event(g, choice, e);
	if (event == NULL)
		return -1;
	log.life = g->identity.life;
	if (recovery_prove(recovery, &g->identity.county, &log, event, e) !=
	    0) {
		json_decref(event);
		return -1;
	}
	return write_take(g, event, "member.recovered", time_s, e);
}

int
engine_recover(struct engine *g, const struct sign_secret *recovery,
    const struct cut_choice *choice, int64_t time_s, struct err *e)
{
	if (check_key(g, recovery, e) != 0 || engine_begin(g, e) != 0)
		return -1;
	if (recover(g, recovery, choice, time_s, e) != 0) {
		engine_rollback(g);
		return -1;
	}
	return engine_commit(g, e);
}

/* Whether a key has an end in ledgers. */
static int
is_ended(const struct hall *h, const uint8_t *key)
{
	for (size_t i = 0; i < h->revocations.count; i++)
		if (h->revocations.items[i].where == REVOKES_IN_LEDGERS &&
		    memcmp(h->revocations.items[i].signing_key, key,
			VIEW_KEY_LEN) == 0)
			return 1;
	return 0;
}

/* The first key that has an end in gazettes only; NULL: there is none. */
static const uint8_t *
next_open(const struct hall *h)
{
	for (size_t i = 0; i < h->revocations.count; i++) {
		const struct revocation *r = &h->revocations.items[i];

		if (r->where == REVOKES_IN_GAZETTES &&
		    !is_ended(h, r->signing_key))
			return r->signing_key;
	}
	return NULL;
}

int
engine_end_others(struct engine *g, const struct cut_choice *choice,
    int64_t time_s, struct err *e)
{
	const uint8_t *key;

	while ((key = next_open(&g->authority.halls[0])) != NULL) {
		char text[2 * VIEW_KEY_LEN + 1];
		json_t *cut = cut_in(g, "ledger/", choice, e), *event;

		if (cut == NULL)
			return -1;
		hex_text(key, VIEW_KEY_LEN, text);
		event = json_pack("{s:s,s:s,s:s,s:o}", "do", "member.ended",
		    "on", g->identity.hall.digits, "signing_key", text, "cut",
		    cut);
		if (event == NULL)
			return err_nomem(e);
		if (write_take(g, event, "member.ended", time_s, e) != 0)
			return -1;
	}
	return 0;
}
