#include "node/actions/person.h"

#include <assert.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/engine/lookups.h"
#include "sync/engine/personal.h"

static int
put_take(
    json_t *row, json_t *personal, enum personal_state state, struct err *e)
{
	if (json_put_take(row, "personal", personal, e) != 0)
		return -1;
	return json_put_take(
	    row, "personal_state", json_string(personal_state_word(state)), e);
}

int
person_open_row(const struct actor *a, json_t *row, struct err *e)
{
	const char *text = json_member_text(row, "personal");
	json_t *shown, *clear = NULL;
	enum personal_state state;
	int failed;

	if (text == NULL)
		return 0;
	shown = json_read(text, strlen(text), NULL);
	failed = personal_open_shown(a->engine,
	    json_member_integer(row, "record", 0), shown, &clear, &state, e);
	json_decref(shown);
	return failed ? -1 : put_take(row, clear, state, e);
}

int
person_open_body(const struct actor *a, int64_t record, json_t *body,
    json_int_t place, struct err *e)
{
	json_t *said = (json_t *)(uintptr_t)personal_said(body);
	enum personal_state state;
	json_t *clear;

	if (json_object_size(json_object_get(said, EVENT_PERSONAL)) == 0)
		return 0;
	if (personal_open_event(a->engine, record, body, (uint32_t)place,
		&clear, &state, e) != 0)
		return -1;
	return put_take(said, clear, state, e);
}

/* --- looking up ---------------------------------------------------------- */

/* What is rarest first. */
static const char *const asked[] = {"id_number", "phone", "name"};

int
person_is_asked_for(const json_t *request)
{
	for (size_t i = 0; i < COUNT_OF(asked); i++)
		if (request_text(request, asked[i]) != NULL)
			return 1;
	return 0;
}

int
person_hashes(const struct actor *a, const json_t *request,
    struct case_search *q, struct err *e)
{
	static_assert(COUNT_OF(asked) <= CASE_SEARCH_HASHES_MAX,
	    "each has its place in a search");

	for (size_t i = 0; i < COUNT_OF(asked); i++) {
		const char *value = request_text(request, asked[i]);

		if (value != NULL && lookups_of(a->engine, asked[i], value,
					 &q->hashes[q->hash_count++], e) != 0)
			return -1;
	}
	return 0;
}
