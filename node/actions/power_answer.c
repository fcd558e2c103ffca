/*
 * The planned end of a power (RULES A8): the county asks for it back, the
 * grantee says how far its logs reach, and that is the cut.
 */
#include <string.h>

#include "node/actions/power.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"
#include "schema/records/day.h"
#include "sync/engine/cut.h"

static int
write_take(const struct actor *a, const json_t *row, json_t *event,
    size_t *written, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};

	if (event == NULL)
		return err_nomem(e);
	if (write_event_take(a, &gazette, event, json_member_text(row, "id"),
		NULL, "power", e) != 0)
		return -1;
	(*written)++;
	return 0;
}

static int
is_over(const json_t *row, int64_t now_s)
{
	const char *until = json_member_text(row, "closing_until");
	char today[DAY_TEXT_MAX];

	day_of(now_s, today);
	return until == NULL || strcmp(today, until) > 0;
}

/* At the grantee: the last day of work under it is over. */
static int
hand_back(
    const struct actor *a, const json_t *row, size_t *written, struct err *e)
{
	const struct hall_code *self = &engine_identity(a->engine)->hall;
	json_t *cut;

	if (strcmp(json_member_text(row, "stage"), "closing") != 0 ||
	    strcmp(json_member_text(row, "grantee"), self->digits) != 0 ||
	    !is_over(row, a->now_s))
		return 0;
	cut = engine_cut_of(a->engine, self, e);
	if (cut == NULL)
		return -1;
	return write_take(a, row,
	    json_pack("{s:s,s:s,s:o}", EVENT_DO, "power.closed", EVENT_ON,
		json_member_text(row, "id"), "cut", cut),
	    written, e);
}

/* The frontier it was handed back with, a new reference; NULL: none here. */
static json_t *
frontier_of(const struct actor *a, const json_t *row, struct err *e)
{
	struct report_parameter p = {
	    ":record", NULL, json_member_integer(row, "answer", 0)};
	json_t *events =
	    store_report(engine_store(a->engine), REPORT_CASE_EVENTS, &p, 1, e);
	json_t *event, *body, *cut = NULL;
	size_t i;

	json_array_foreach (events, i, event) {
		const char *text = json_member_text(event, "body");

		if (strcmp(json_member_text(event, "kind"), "power.closed") !=
			0 ||
		    json_member_integer(event, "status", 0) != EVENT_OK)
			continue;
		body = json_read(text, strlen(text), e);
		json_decref(cut);
		cut = json_incref(json_object_get(body, "cut"));
		json_decref(body);
	}
	json_decref(events);
	return cut;
}

/* At the county: it is taken back by that frontier. */
static int
take_back(
    const struct actor *a, const json_t *row, size_t *written, struct err *e)
{
	size_t self = authority_hall(
	    engine_authority(a->engine), &engine_identity(a->engine)->hall);
	json_t *cut;

	if (self != 0 ||
	    strcmp(json_member_text(row, "stage"), "handed_back") != 0)
		return 0;
	cut = frontier_of(a, row, e);
	if (cut == NULL)
		return 0;
	return write_take(a, row,
	    json_pack("{s:s,s:s,s:o,s:s}", EVENT_DO, "power.revoked", EVENT_ON,
		json_member_text(row, "id"), "cut", cut, "reason",
		_("handed back by the hall")),
	    written, e);
}

int
power_answer(const struct actor *a, size_t *written, struct err *e)
{
	json_t *rows = power_rows(a, e), *row;
	int failed = rows == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		if (!failed)
			failed = hand_back(a, row, written, e) != 0 ||
				 take_back(a, row, written, e) != 0;
	json_decref(rows);
	return failed ? -1 : 0;
}
