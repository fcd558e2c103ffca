/*
 * Steps of a case and facts about it: one event each, as declared.
 */
#include <string.h>

#include "crypto/hash.h"
#include "node/actions/case_acts.h"
#include "schema/base/json.h"
#include "schema/records/case_type.h"

/* Write the action's event about the case the request names. */
int
case_step(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	int failed =
	    row == NULL ||
	    write_about_take(a, "case", row,
		request_event(self, json_member_text(row, "id"), request, e),
		request, e) != 0 ||
	    case_named(row, out, e) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

/* Before acceptance a citizen withdraws, after it pulls back (撤件, 撤回). */
static const char *
withdrawal_of(const json_t *row)
{
	int is_accepted =
	    json_is_integer(json_object_get(row, "accepted_time"));

	/* A review that overturned a return took the acceptance back, too. */
	return !is_accepted ||
		       json_member_integer(row, "state", 0) == CASE_RECEIVED
		   ? "case.withdrawn"
		   : "case.pulled_back";
}

int
case_withdraw(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	struct action back = *self;

	if (row == NULL)
		return -1;
	back.event = withdrawal_of(row);
	json_decref(rows);
	return case_step(a, &back, request, out, e);
}

/* --- archiving --------------------------------------------------------------
 */

/* A hash over the ids of all events that are in the file, in their order. */
static int
root_of(const json_t *row, char out[2 * HASH_ID_LEN + 1], struct err *e)
{
	struct buf text = BUF_INIT;
	uint8_t hash[HASH_ID_LEN];
	json_t *event;
	size_t i;
	int failed = 0;

	json_array_foreach (json_object_get(row, "events"), i, event)
		if (!failed)
			failed = buf_printf(&text, e, "%s/%lld\n",
			    json_member_text(event, "change_set"),
			    (long long)json_member_integer(event, "place", 0));
	hash_id(text.bytes, text.len, hash);
	hex_text(hash, sizeof(hash), out);
	buf_free(&text);
	return failed;
}

int
case_archive(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	json_t *event = NULL, *missing = NULL;
	char root[2 * HASH_ID_LEN + 1];
	struct space_name ledger;
	int failed = row == NULL || case_ledger(row, &ledger, e) != 0 ||
		     case_put_events(a, row, e) != 0 || root_of(row, root, e);

	if (!failed) {
		event = request_event(
		    self, json_member_text(row, "id"), request, e);
		missing = case_names(row, "missing", e);
		failed = event == NULL || missing == NULL ||
			 json_put_take(event, "root", json_string(root), e);
	}
	if (!failed && json_array_size(missing) > 0 &&
	    json_object_get(event, "missing") == NULL)
		failed = json_object_set(event, "missing", missing) != 0;
	if (!failed)
		failed = write_event_take(a, &ledger, json_incref(event),
			     json_member_text(row, "number"), request, "case",
			     e) != 0 ||
			 case_named(row, out, e) != 0;
	if (!failed)
		failed = json_object_set(*out, "missing", missing) != 0;
	json_decref(event);
	json_decref(missing);
	json_decref(rows);
	return failed ? -1 : 0;
}
