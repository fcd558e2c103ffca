/*
 * Open cases by what is due: late, near, or all of some states, the most
 * pressing first.  Found by the index of due days (schema/store/due_day.h),
 * which is brought up to date here; what is shown of each is worked out anew.
 */
#include "node/actions/calendar.h"
#include "node/actions/case_acts.h"
#include "schema/base/json.h"
#include "schema/records/case_clock.h"
#include "schema/records/day.h"

/* So many are worked out in one transaction. */
#define STALE_AT_ONCE 500

static int
read_basis(const struct actor *a, struct due_basis *out, struct err *e)
{
	out->today = day_number_of(a->now_s);
	return store_due_basis(engine_store(a->engine), out, e);
}

/* --- the index ------------------------------------------------------------ */

static int
put_one(const struct actor *a, const struct due_basis *basis,
    const struct calendar *calendar, json_t *row, struct err *e)
{
	struct deadline_days days;
	struct case_clock clock;
	json_t *counting;

	if (case_put_clock(a, row, e) != 0)
		return -1;
	counting = case_in_force(row, e);
	if (counting == NULL)
		return -1;
	case_clock_read(counting, &clock);
	json_decref(counting);
	deadline_days_of(calendar, &clock.terms, clock.events, clock.count,
	    basis->today, &days);
	return store_due_put(engine_store(a->engine), basis,
	    &(struct due_day){
		.record = json_member_integer(row, "record", 0),
		.version = json_member_integer(row, "version", 0),
		.due = days.due,
		.near_from = days.near_from,
		.late_from = days.late_from,
		.is_of_today_alone = days.is_of_today,
	    },
	    e);
}

static int
put_all(const struct actor *a, const struct due_basis *basis,
    const struct calendar *calendar, json_t *rows, struct err *e)
{
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row)
		if (put_one(a, basis, calendar, row, e) != 0)
			return -1;
	return 0;
}

static int
refresh_rows(const struct actor *a, const struct due_basis *basis,
    const struct calendar *calendar, int64_t most, size_t *count_out,
    struct err *e)
{
	json_t *rows = store_due_stale(engine_store(a->engine), basis, most, e);
	int failed = rows == NULL || put_all(a, basis, calendar, rows, e) != 0;

	*count_out = json_array_size(rows);
	json_decref(rows);
	return failed;
}

/* Some of what is stale, in a transaction of its own, so that a case another
 * program changes meanwhile is not put down as it was; how many, or -1. */
static int
refresh_some(const struct actor *a, const struct due_basis *basis,
    const struct calendar *calendar, int64_t most, struct err *e)
{
	size_t count = 0;
	int is_own;

	if (action_begin(a, &is_own, e) != 0 ||
	    action_end(a, is_own,
		refresh_rows(a, basis, calendar, most, &count, e), e) != 0)
		return -1;
	return (int)count;
}

/* Work out so many at most of what is stale; the calendar is read only if
 * anything is. */
static int
refresh(
    const struct actor *a, struct due_basis *basis, int64_t most, struct err *e)
{
	struct calendar *calendar;
	int count = STALE_AT_ONCE, is_any, failed;
	json_t *first;

	if (read_basis(a, basis, e) != 0)
		return -1;
	first = store_due_stale(engine_store(a->engine), basis, 1, e);
	is_any = json_array_size(first) > 0;
	failed = first == NULL;
	json_decref(first);
	if (failed || !is_any)
		return failed ? -1 : 0;
	calendar = calendar_read(a, e);
	for (; calendar != NULL && count == STALE_AT_ONCE && most > 0;
	     most -= STALE_AT_ONCE)
		count = refresh_some(a, basis, calendar,
		    most < STALE_AT_ONCE ? most : STALE_AT_ONCE, e);
	workday_calendar_free(calendar);
	return calendar == NULL || count < 0 ? -1 : 0;
}

int
case_due_tend(const struct actor *a, int64_t most, struct err *e)
{
	struct due_basis basis;

	return refresh(a, &basis, most, e);
}

/* --- lists of it ---------------------------------------------------------- */

static int
put_deadlines(const struct actor *a, json_t *rows, struct err *e)
{
	struct case_days days;
	int failed = case_days_read(a, &days, e) != 0;
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row)
		if (!failed)
			failed = case_put_clock(a, row, e) != 0 ||
				 case_put_deadline_by(a, &days, row, e) != 0 ||
				 json_object_del(row, "events") != 0;
	case_days_free(&days);
	return failed ? -1 : 0;
}

json_t *
case_list_due(const struct actor *a, const struct due_search *q, struct err *e)
{
	struct due_basis basis;
	json_t *rows;

	if (refresh(a, &basis, INT64_MAX, e) != 0)
		return NULL;
	rows = store_due_search(engine_store(a->engine), &basis, q, e);
	if (rows == NULL || put_deadlines(a, rows, e) == 0)
		return rows;
	json_decref(rows);
	return NULL;
}

int
case_due_begin_after(const struct actor *a, const char *number,
    struct due_search *q, struct err *e)
{
	struct due_basis basis;
	int found;

	q->due = q->record = -1;
	if (number == NULL)
		return 0;
	if (refresh(a, &basis, INT64_MAX, e) != 0)
		return -1;
	found = store_due_place(
	    engine_store(a->engine), number, &q->due, &q->record, e);
	if (found == 0)
		(void)err_set(e, ERR_USAGE,
		    "case %s is not among those that are due any more; begin "
		    "again at the first page",
		    number);
	return found == 1 ? 0 : err_in_field(e, "after");
}

int
case_due_count(
    const struct actor *a, int64_t *late_out, int64_t *near_out, struct err *e)
{
	struct due_basis basis;

	if (refresh(a, &basis, INT64_MAX, e) != 0)
		return -1;
	return store_due_count(
	    engine_store(a->engine), &basis, late_out, near_out, e);
}
