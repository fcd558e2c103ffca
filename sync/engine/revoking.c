#include "sync/engine/revoking.h"

#include <string.h>

#include "schema/base/json.h"
#include "sync/engine/cut.h"
#include "sync/engine/inside.h"

/* A key may have been admitted several times; it ends once. */
static int
is_named(const json_t *events, const char *key)
{
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event)
		if (strcmp(json_member_text(event, "signing_key"), key) == 0)
			return 1;
	return 0;
}

static int
add_key(json_t *events, const struct hall *h, const struct admission *a,
    const char *reason, json_t *cut, struct err *e)
{
	char key[2 * VIEW_KEY_LEN + 1];

	hex_text(a->signing_key, VIEW_KEY_LEN, key);
	if (authority_key_is_revoked(h, a->signing_key) ||
	    is_named(events, key))
		return 0;
	return json_append_take(events,
	    json_pack("{s:s,s:s,s:s,s:O,s:s*}", "do", "member.revoked", "on",
		h->code.digits, "signing_key", key, "cut", cut, "reason",
		reason),
	    e);
}

json_t *
revocations_of(struct engine *g, const struct hall_code *hall,
    const char *reason, int64_t before_s, struct err *e)
{
	size_t index = authority_hall(&g->authority, hall);
	json_t *events = json_array();
	struct cut_choice choice = {.before_s = before_s};
	json_t *cut =
	    engine_cut_before(g, hall, before_s == 0 ? NULL : &choice, e);
	const struct hall *h;
	int failed = events == NULL || cut == NULL || index == HALL_UNKNOWN;

	if (!failed) {
		h = &g->authority.halls[index];
		for (size_t i = 0; i < h->admission_count && !failed; i++)
			failed = add_key(
			    events, h, &h->admissions[i], reason, cut, e);
	}
	json_decref(cut);
	if (!failed)
		return events;
	json_decref(events);
	return NULL;
}
