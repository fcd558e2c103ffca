#include "node/actions/erase_left.h"

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/store/inspection.h"
#include "sync/engine/reach.h"

int
erase_left_is_holder(const struct actor *a, size_t hall, size_t owner)
{
	const struct authority *all = engine_authority(a->engine);
	const struct space_name ledger = {SPACE_LEDGER, all->halls[owner].code};

	return !authority_may_hold(all, hall, &ledger) &&
	       reach_is_any(a->engine, &ledger, &all->halls[hall].code);
}

/* Whether this hall is above both, and no hall below it is. */
static int
is_lowest_above(const struct actor *a, size_t one, size_t other)
{
	const struct authority *all = engine_authority(a->engine);

	while (one != other && !authority_is_above(all, one, other))
		one = all->halls[one].parent;
	return hall_code_is_same(
	    &all->halls[one].code, &engine_identity(a->engine)->hall);
}

/* Whether some hall is to hear by this hall's gazette of what is erased in a
 * ledger. */
static int
is_ours_to_tell(const struct actor *a, const char *owner)
{
	const struct authority *all = engine_authority(a->engine);
	struct hall_code code;
	size_t hall;

	if (hall_code_parse(owner, &code) != 0)
		return 0;
	hall = authority_hall(all, &code);
	for (size_t i = 0; hall != HALL_UNKNOWN && i < all->hall_count; i++)
		if (erase_left_is_holder(a, i, hall) &&
		    is_lowest_above(a, i, hall))
			return 1;
	return 0;
}

static int
publish(const struct actor *a, const json_t *row, struct err *e)
{
	const char *name = json_member_text(row, "id");
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	json_t *event =
	    json_pack("{s:s,s:s,s:s,s:s}", EVENT_DO, "erasure.published",
		EVENT_ON, name, "type", json_member_text(row, "type"), "ledger",
		json_member_text(row, "hall"));

	return event == NULL ? err_nomem(e)
			     : write_event_take(a, &gazette, event, name, NULL,
				   "erasure", e);
}

int
erase_left_publish(const struct actor *a, size_t *written, struct err *e)
{
	struct report_parameter p = {
	    ":hall", engine_identity(a->engine)->hall.digits, 0};
	json_t *rows, *row;
	int failed;
	size_t i;

	if (!engine_authority(a->engine)->has_moved)
		return 0;
	rows = store_inspect(
	    engine_store(a->engine), INSPECT_ERASED_UNTOLD, &p, 1, e);
	failed = rows == NULL;
	json_array_foreach (rows, i, row) {
		if (failed ||
		    !is_ours_to_tell(a, json_member_text(row, "hall")))
			continue;
		failed = publish(a, row, e);
		*written += failed ? 0 : 1;
	}
	json_decref(rows);
	return failed ? -1 : 0;
}
