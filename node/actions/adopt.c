#include "node/actions/adopt.h"

#include <string.h>

#include "schema/base/text.h"
#include "schema/records/check.h"
#include "sync/fold/listing.h"

/* Whether this hall's gazette admits the key. */
static int
is_admitted_here(
    const struct actor *a, const struct hall *h, const uint8_t *key)
{
	const struct chart *c = engine_chart(a->engine);
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	uint32_t space = chart_space(c, &gazette);

	for (size_t i = 0; i < h->admission_count; i++)
		if (memcmp(h->admissions[i].signing_key, key, VIEW_KEY_LEN) ==
			0 &&
		    chart_space_of(c, h->admissions[i].at) == space)
			return 1;
	return 0;
}

static int
admit(const struct actor *a, const struct hall *h, struct err *e)
{
	const struct admission *newest = authority_newest(h);
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	struct hall_code code = h->code;
	char sign[2 * VIEW_KEY_LEN + 1], transport[2 * VIEW_KEY_LEN + 1];
	json_t *event;

	hex_text(newest->signing_key, VIEW_KEY_LEN, sign);
	hex_text(newest->transport_key, VIEW_KEY_LEN, transport);
	event = json_pack("{s:s,s:s,s:s,s:s,s:s}", EVENT_DO, "member.admitted",
	    EVENT_ON, code.digits, "name", h->name, "signing_key", sign,
	    "transport_key", transport);
	return event == NULL ? err_nomem(e)
			     : write_event_take(a, &gazette, event, code.digits,
				   NULL, "member", e);
}

/* Listed right here, a member, and not admitted by this hall yet. */
static int
is_to_be_admitted(const struct actor *a, size_t hall)
{
	const struct authority *all = engine_authority(a->engine);
	const struct hall *h = &all->halls[hall];
	const struct hall_code *above = listing_parent(all, &h->code);

	return above != NULL &&
	       hall_code_is_same(above, &engine_identity(a->engine)->hall) &&
	       !authority_is_revoked(all, hall) &&
	       !is_admitted_here(a, h, authority_newest(h)->signing_key);
}

int
adopt_all(const struct actor *a, size_t *written, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);

	/* Each admission loads authority anew; no hall comes or goes by it. */
	for (size_t i = 1; all->has_moved && i < all->hall_count; i++) {
		if (!is_to_be_admitted(a, i))
			continue;
		if (admit(a, &all->halls[i], e) != 0)
			return -1;
		(*written)++;
	}
	return 0;
}
