#include "node/actions/automatic.h"

#include "node/actions/adopt.h"
#include "node/actions/booking_place.h"
#include "node/actions/case_acts.h"
#include "node/actions/dual.h"
#include "node/actions/erase_left.h"
#include "node/actions/fork.h"
#include "node/actions/power.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"
#include "schema/records/day.h"
#include "sync/engine/cover.h"

#define DAY_S 86400

/* Promise of a case that was not handled the same day, where the item has
 * none: the shortest there is. */
#define PROMISE_DAYS_LEAST 1

/* The event is taken, also if it is NULL. */
static int
write_fact_take(const struct actor *a, const json_t *row, json_t *event,
    size_t *written, struct err *e)
{
	struct space_name ledger;

	if (event == NULL)
		return err_nomem(e);
	if (case_ledger(row, &ledger, e) != 0) {
		json_decref(event);
		return -1;
	}
	if (write_event_take(a, &ledger, event, json_member_text(row, "number"),
		NULL, "case", e) != 0)
		return -1;
	(*written)++;
	return 0;
}

/* --- not handled the same day ----------------------------------------------
 */

/* The first moment of today in China. */
static int64_t
today_began(int64_t now_s)
{
	return (int64_t)day_number_of(now_s) * DAY_S - DAY_ZONE_S;
}

static json_int_t
promise_of(const struct actor *a, const json_t *row)
{
	json_t *rows = NULL;
	const json_t *item = only_row(
	    a, REPORT_ITEM, json_member_text(row, "item"), &rows, NULL);
	json_int_t days = json_member_integer(item, "promise_days", 0);

	json_decref(rows);
	return days < PROMISE_DAYS_LEAST ? PROMISE_DAYS_LEAST : days;
}

static int
convert_left_over(const struct actor *a, size_t *written, struct err *e)
{
	struct report_parameter p[] = {
	    {":hall", engine_identity(a->engine)->hall.digits, 0},
	    {":before", NULL, today_began(a->now_s)},
	};
	json_t *rows = store_report(
	    engine_store(a->engine), REPORT_CASES_LEFT_OVER, p, COUNT_OF(p), e);
	json_t *row;
	int failed = rows == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		if (!failed)
			failed = write_fact_take(a, row,
			    json_pack("{s:s,s:s,s:I,s:{s:s}}", EVENT_DO,
				"case.converted", EVENT_ON,
				json_member_text(row, "id"), "promise_days",
				promise_of(a, row), EVENT_PERSONAL, "reason",
				_("not finished the same day")),
			    written, e);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- returned while a material came in -------------------------------------
 */

static int
is_county(const struct actor *a)
{
	return authority_hall(engine_authority(a->engine),
		   &engine_identity(a->engine)->hall) == 0;
}

static int
open_reviews(const struct actor *a, size_t *written, struct err *e)
{
	json_t *rows, *row;
	int failed;
	size_t i;

	if (!is_county(a))
		return 0;
	rows = store_report(
	    engine_store(a->engine), REPORT_CASES_TO_REVIEW, NULL, 0, e);
	failed = rows == NULL;
	json_array_foreach (rows, i, row)
		if (!failed)
			failed = write_fact_take(a, row,
			    json_pack("{s:s,s:s,s:{s:s}}", EVENT_DO,
				"case.review_requested", EVENT_ON,
				json_member_text(row, "id"), EVENT_PERSONAL,
				"reason",
				_("a material was taken in elsewhere before "
				  "the return was known there")),
			    written, e);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- the gazette is current ------------------------------------------------
 */

/* Days a view may be old under the strictest power; 0: none says so. */
static json_int_t
strictest_view(const struct authority *all)
{
	json_int_t least = 0;

	for (size_t i = 0; i < all->power_count; i++) {
		json_int_t days =
		    json_member_integer(all->powers[i].granted, "view_days", 0);

		if (days > 0 && all->powers[i].revocations.count == 0 &&
		    (least == 0 || days < least))
			least = days;
	}
	return least;
}

/*
 * Halls that decide under a power which limits the age of their view need to
 * be able to tell that nothing is new (RULES A9).
 */
static int
confirm_gazette(const struct actor *a, size_t *written, struct err *e)
{
	const char *self = engine_identity(a->engine)->hall.digits;
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	json_int_t days = strictest_view(engine_authority(a->engine));
	json_t *event;
	int64_t age_s;

	if (days == 0 || !is_county(a))
		return 0;
	if (engine_view_age(a->engine, a->now_s, &age_s, e) != 0)
		return -1;
	if (age_s <= days * DAY_S / 4)
		return 0;
	event =
	    json_pack("{s:s,s:s}", EVENT_DO, "hall.confirmed", EVENT_ON, self);
	if (event == NULL)
		return err_nomem(e);
	if (write_event_take(a, &gazette, event, self, NULL, "hall", e) != 0)
		return -1;
	(*written)++;
	return 0;
}

/* --- promised before this hall was put back --------------------------------
 */

static int
cover(const struct actor *a, size_t *written, struct err *e)
{
	size_t count;
	int failed = engine_cover(a->engine, a->now_s, &count, e);

	*written += failed ? 0 : count;
	return failed;
}

int
automatic_run(const struct actor *a, size_t *written_out, struct err *e)
{
	*written_out = 0;
	return fork_keep_own(a, written_out, e) != 0 ||
		       adopt_all(a, written_out, e) != 0 ||
		       erase_left_publish(a, written_out, e) != 0 ||
		       convert_left_over(a, written_out, e) != 0 ||
		       open_reviews(a, written_out, e) != 0 ||
		       dual_rule(a, written_out, e) != 0 ||
		       booking_place_all(a, written_out, e) != 0 ||
		       power_answer(a, written_out, e) != 0 ||
		       cover(a, written_out, e) != 0 ||
		       confirm_gazette(a, written_out, e) != 0
		   ? -1
		   : 0;
}
