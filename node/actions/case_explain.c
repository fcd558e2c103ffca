/*
 * Why a case is as it is at this hall: why it is held here, or is not; and
 * of each event who wrote it, not knowing what, how it came, and which rule
 * decided.  Nothing personal is opened.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/number.h"
#include "node/actions/register_entry.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/store/inspection.h"

/* Most events of which it is said what their authors did not know. */
#define EXPLAINED_MAX 200

/* --- why it is held here -----------------------------------------------------
 */

static const char *
name_of(const struct actor *a, const struct hall_code *code)
{
	const struct authority *all = engine_authority(a->engine);
	size_t hall = authority_hall(all, code);

	return hall == HALL_UNKNOWN ? code->digits : all->halls[hall].name;
}

/* New text, or NULL. */
static json_t *
why_held(const struct actor *a, const json_t *row)
{
	const struct hall_code *self = &engine_identity(a->engine)->hall;
	const char *to = json_member_text(row, "moved_to");
	struct hall_code owner, there;

	if (hall_code_parse(json_member_text(row, "hall"), &owner) != 0)
		return NULL;
	if (to != NULL && hall_code_parse(to, &there) == 0)
		return json_sprintf(
		    _("it went on at %s, whose ledger this hall does not "
		      "hold; what was done before is kept, without what it "
		      "says of a person"),
		    name_of(a, &there));
	if (hall_code_is_same(self, &owner))
		return json_string(_("it stands in this hall's own ledger"));
	return json_sprintf(_("it stands in the ledger of %s, and halls above "
			      "hold the ledgers of all halls below them"),
	    name_of(a, &owner));
}

/* When a hall was last heard of; 0: never. */
static int
last_heard(const struct actor *a, const char *hall, int64_t *out, struct err *e)
{
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_HELD_TO, NULL, 0, e);
	json_t *row;
	size_t i;

	*out = 0;
	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "hall"), hall) == 0)
			*out = json_member_integer(row, "to", 0);
	json_decref(rows);
	return rows == NULL ? -1 : 0;
}

/* Of a number that is not held: whose it is, and what follows. */
static json_t *
why_not_held(const struct actor *a, const struct hall_code *giver)
{
	const struct authority *all = engine_authority(a->engine);
	size_t self = authority_hall(all, &engine_identity(a->engine)->hall);
	size_t hall = authority_hall(all, giver);

	if (hall == HALL_UNKNOWN)
		return json_string(
		    _("its number was given by a hall that is no member of "
		      "this county; ask where it is from"));
	if (hall == self)
		return json_string(
		    _("its number is one of this hall's, and no such case was "
		      "received; check the number"));
	if (self != HALL_UNKNOWN && authority_is_above(all, self, hall))
		return json_sprintf(
		    _("its number was given by %s, and nothing of it has come "
		      "from there: it may be on its way; sync with that hall "
		      "or bring a stick"),
		    all->halls[hall].name);
	return json_sprintf(
	    _("its number was given by %s, whose ledger is held there and at "
	      "the halls above it, and nowhere else; ask one of them"),
	    all->halls[hall].name);
}

static int
explain_absence(
    const struct actor *a, const char *number, json_t **out, struct err *e)
{
	struct hall_code giver;
	int64_t heard = 0;
	char code[HALL_CODE_LEN + 1];

	(void)snprintf(code, sizeof(code), "%s", number);
	if (hall_code_parse(code, &giver) != 0 || !case_number_is_valid(number))
		return err_set(e, ERR_NOT_FOUND,
		    "\"%s\" is no number of a case: a character is mistyped",
		    number);
	if (last_heard(a, code, &heard, e) != 0)
		return -1;
	*out = json_pack("{s:s,s:b,s:o}", "number", number, "held", 0, "why",
	    why_not_held(a, &giver));
	if (*out == NULL)
		return err_nomem(e);
	return heard == 0
		   ? 0
		   : json_put_take(*out, "heard_to", json_integer(heard), e);
}

/* --- its events --------------------------------------------------------------
 */

static int
changeset_of(const json_t *event, struct changeset_id *out)
{
	struct event_id id;

	if (event_id_parse(json_member_text(event, "event"), &id) != 0)
		return -1;
	*out = id.changeset;
	return 0;
}

/* Whether the author of one event knew the other. */
static int
knew(const struct actor *a, const json_t *author, const json_t *other, int *out,
    struct err *e)
{
	struct changeset_id x, y;

	if (changeset_of(author, &x) != 0 || changeset_of(other, &y) != 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	*out = 1;
	return changeset_id_is_same(&x, &y)
		   ? 0
		   : engine_knew(a->engine, &x, &y, out, e);
}

/* Numbers (from 1) of the events that neither knew it nor were known to it. */
static int
put_unknown(
    const struct actor *a, const json_t *events, size_t place, struct err *e)
{
	json_t *event = json_array_get(events, place);
	json_t *unknown = json_array(), *other;
	int failed = unknown == NULL ? err_nomem(e) : 0;
	size_t i;

	json_array_foreach (events, i, other) {
		int there = 1, here = 1;

		if (failed || i == place || i >= EXPLAINED_MAX)
			continue;
		failed = knew(a, event, other, &there, e) != 0 ||
			 (!there && knew(a, other, event, &here, e) != 0);
		if (!failed && !there && !here)
			failed = json_append_take(
			    unknown, json_integer((json_int_t)i + 1), e);
	}
	if (failed) {
		json_decref(unknown);
		return -1;
	}
	return json_put_take(event, "not_knowing", unknown, e);
}

/* How the change set of an event came: here, a line, a stick. */
static int
put_carried(json_t *event, const json_t *carried, struct err *e)
{
	size_t i;
	json_t *row;

	json_array_foreach (carried, i, row) {
		if (strcmp(json_member_text(row, "event"),
			json_member_text(event, "event")) != 0)
			continue;
		if (json_object_get(row, "carried") == NULL)
			return json_put_take(
			    event, "carrier", json_string("here"), e);
		return json_object_update_missing(event, row) != 0
			   ? err_nomem(e)
			   : 0;
	}
	return 0;
}

static int
explain_event(const struct actor *a, const json_t *events, size_t place,
    const json_t *carried, struct err *e)
{
	json_t *event = json_array_get(events, place);

	if (put_carried(event, carried, e) != 0 ||
	    register_entry_describe(event, e) != 0)
		return -1;
	(void)json_object_del(event, "record");
	return place < EXPLAINED_MAX ? put_unknown(a, events, place, e) : 0;
}

static int
put_explained(
    const struct actor *a, json_t *out, json_int_t record, struct err *e)
{
	struct store *s = engine_store(a->engine);
	struct report_parameter p = {":record", NULL, record};
	json_t *events = store_report(s, REPORT_REGISTER_OF, &p, 1, e);
	json_t *carried =
	    events == NULL ? NULL : store_inspect(s, INSPECT_CARRIED, &p, 1, e);
	int failed = carried == NULL;

	for (size_t i = 0; i < json_array_size(events) && !failed; i++)
		failed = explain_event(a, events, i, carried, e);
	json_decref(carried);
	if (failed) {
		json_decref(events);
		return -1;
	}
	return json_put_take(out, "events", events, e);
}

static int
explain_row(
    const struct actor *a, const json_t *row, json_t **out, struct err *e)
{
	const struct record_type *t = record_type_named("case");
	json_t *why = why_held(a, row);

	*out = json_pack("{s:s,s:b,s:s,s:s}", "number", row_label(row), "held",
	    1, "hall", json_member_text(row, "hall"), "state",
	    record_state_word(t, json_member_integer(row, "state", 0)));
	if (*out == NULL || json_put_take(*out, "why", why, e) != 0 ||
	    put_explained(a, *out, json_member_integer(row, "record", 0), e) !=
		0) {
		json_decref(*out);
		*out = NULL;
		return -1;
	}
	return 0;
}

int
case_explain(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct err missing = ERR_INIT;
	json_t *rows = NULL, *row = case_find(a, request, &rows, &missing);
	int failed;

	(void)self;
	if (row != NULL) {
		failed = explain_row(a, row, out, e);
	} else if (missing.code == ERR_NOT_FOUND) {
		failed =
		    explain_absence(a, request_text(request, "case"), out, e);
	} else {
		*e = missing;
		failed = -1;
	}
	json_decref(rows);
	return failed ? -1 : 0;
}
