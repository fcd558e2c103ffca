/*
 * hall outbox (待发箱): what was written here and a hall above has not signed
 * for, by the receipts that came back.
 *
 * 1. The change sets written here, newest first.  Whoever holds one holds all
 *    before it in its branch, so each branch is looked at up to the first that
 *    all halls above hold.
 * 2. The records they are about, with the stamps of the newest of each.
 */
#include <string.h>

#include "node/actions/hall_status.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "sync/engine/receipts.h"

/* --- change sets ---------------------------------------------------------- */

/* The halls above this one, nearest first: [{hall, name}]. */
static json_t *
halls_above(const struct actor *a, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	size_t hall = authority_hall(all, &engine_identity(a->engine)->hall);
	json_t *above = json_array();
	int failed = above == NULL ? err_nomem(e) : 0;

	while (!failed && hall != HALL_UNKNOWN && hall != 0) {
		hall = all->halls[hall].parent;
		failed = json_append_take(above,
		    json_pack("{s:s,s:s}", "hall", all->halls[hall].code.digits,
			"name", all->halls[hall].name),
		    e);
	}
	if (!failed)
		return above;
	json_decref(above);
	return NULL;
}

/* One hall of those above, with whether it holds the change set. */
static json_t *
stamp_of(const struct actor *a, const struct changeset_id *id,
    const json_t *above, int *is_held_out, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	enum engine_stamp stamp = STAMP_NONE;
	struct hall_code code;
	size_t hall = HALL_UNKNOWN;

	if (hall_code_parse(json_member_text(above, "hall"), &code) == 0)
		hall = authority_hall(all, &code);
	if (hall != HALL_UNKNOWN &&
	    engine_stamp_of(a->engine, id, hall, &stamp, e) != 0)
		return NULL;
	*is_held_out = stamp != STAMP_NONE;
	return json_pack("{s:O,s:O,s:b}", "hall",
	    json_object_get(above, "hall"), "name",
	    json_object_get(above, "name"), "held", *is_held_out);
}

/* A stamp for each hall above; waits_out is 1 if one of them lacks it. */
static json_t *
stamps_of(const struct actor *a, const json_t *row, const json_t *above,
    int *waits_out, struct err *e)
{
	json_t *stamps = json_array();
	struct changeset_id id;
	size_t i;
	json_t *hall;

	*waits_out = 0;
	if (stamps == NULL ||
	    changeset_id_parse(json_member_text(row, "change_set"), &id) != 0) {
		json_decref(stamps);
		(void)err_nomem(e);
		return NULL;
	}
	json_array_foreach (above, i, hall) {
		int is_held = 0;
		json_t *stamp = stamp_of(a, &id, hall, &is_held, e);

		*waits_out |= !is_held;
		if (json_append_take(stamps, stamp, e) != 0) {
			json_decref(stamps);
			return NULL;
		}
	}
	return stamps;
}

/* Numbers of change sets as members: {"17": stamps}. */
struct waiting {
	json_t *stamps;
	json_t *done; /* branches of which the rest is held */
	json_int_t first, count, bytes;
};

static int
look_at(const struct actor *a, const json_t *row, const json_t *above,
    struct waiting *w, struct err *e)
{
	const char *branch = json_member_text(row, "branch");
	json_t *stamps;
	int waits;

	if (json_object_get(w->done, branch) != NULL)
		return 0;
	stamps = stamps_of(a, row, above, &waits, e);
	if (stamps == NULL)
		return -1;
	if (!waits) {
		json_decref(stamps);
		return json_put_take(w->done, branch, json_true(), e);
	}
	w->first = json_member_integer(row, "n", 0);
	w->count++;
	w->bytes += json_member_integer(row, "bytes", 0);
	return json_put_take(
	    w->stamps, json_member_text(row, "name"), stamps, e);
}

static int
find_waiting(const struct actor *a, const json_t *above, struct waiting *w,
    int *is_more_out, struct err *e)
{
	struct report_parameter p = {":most", NULL, HALL_OUTBOX_MAX};
	json_t *rows;
	int failed = 0;
	size_t i;
	json_t *row;

	w->stamps = json_object();
	w->done = json_object();
	if (w->stamps == NULL || w->done == NULL)
		return err_nomem(e);
	rows = store_report(
	    engine_store(a->engine), REPORT_WRITTEN_HERE, &p, 1, e);
	if (rows == NULL)
		return -1;
	json_array_foreach (rows, i, row)
		failed = failed || look_at(a, row, above, w, e) != 0;
	*is_more_out =
	    json_array_size(rows) == HALL_OUTBOX_MAX &&
	    w->first == json_member_integer(
			    json_array_get(rows, HALL_OUTBOX_MAX - 1), "n", 0);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- records -------------------------------------------------------------- */

static int
name_row(json_t *row, struct err *e)
{
	const struct record_type *t =
	    record_type_named(json_member_text(row, "type"));

	return json_put_take(row, "meaning", json_string(_(t->meaning)), e) !=
			   0 ||
		       json_put_take(row, "state",
			   json_string(record_state_word(
			       t, json_member_integer(row, "state", 0))),
			   e) != 0
		   ? -1
		   : 0;
}

static int
add_row(const struct waiting *w, json_t *row, json_t *records, struct err *e)
{
	json_t *stamps =
	    json_object_get(w->stamps, json_member_text(row, "newest"));

	if (stamps == NULL)
		return 0;
	if (json_object_set(row, "stamps", stamps) != 0)
		return err_nomem(e);
	if (name_row(row, e) != 0)
		return -1;
	return json_append_take(records, json_incref(row), e);
}

static json_t *
waiting_records(const struct actor *a, const struct waiting *w, struct err *e)
{
	struct report_parameter p = {":first", NULL, w->first};
	json_t *rows, *records = json_array();
	int failed = records == NULL ? err_nomem(e) : 0;
	size_t i;
	json_t *row;

	if (failed || w->count == 0)
		return records;
	rows = store_report(engine_store(a->engine), REPORT_OUTBOX, &p, 1, e);
	failed = rows == NULL;
	json_array_foreach (rows, i, row)
		failed = failed || add_row(w, row, records, e) != 0;
	json_decref(rows);
	if (!failed)
		return records;
	json_decref(records);
	return NULL;
}

int
hall_outbox(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct waiting w = {.first = 0};
	json_t *above = halls_above(a, e), *records = NULL;
	int is_more = 0;

	(void)self, (void)request;
	if (above != NULL && find_waiting(a, above, &w, &is_more, e) == 0)
		records = waiting_records(a, &w, e);
	if (records != NULL) {
		*out = json_pack("{s:I,s:I,s:b,s:O,s:O}", "change_sets",
		    w.count, "bytes", w.bytes, "more", is_more, "above", above,
		    "records", records);
		if (*out == NULL)
			(void)err_nomem(e);
	}
	json_decref(records);
	json_decref(above);
	json_decref(w.stamps);
	json_decref(w.done);
	return *out == NULL ? -1 : 0;
}

int
hall_put_outbox(const struct actor *a, json_t *counters, struct err *e)
{
	struct waiting w = {.first = 0};
	json_t *above = halls_above(a, e);
	int is_more, failed = above == NULL ||
			      find_waiting(a, above, &w, &is_more, e) != 0;

	if (!failed && json_array_size(above) > 0)
		failed =
		    json_put_take(counters, "outbox", json_integer(w.count), e);
	json_decref(above);
	json_decref(w.stamps);
	json_decref(w.done);
	return failed ? -1 : 0;
}
