#include "node/actions/booking_place.h"

#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/day.h"
#include "schema/records/slot.h"

void
slot_moment(int64_t time_s, char out[SLOT_MOMENT_MAX])
{
	char moment[MOMENT_TEXT_MAX];

	moment_text(time_s, moment);
	(void)snprintf(out, SLOT_MOMENT_MAX, "%.16s", moment);
}

json_t *
slot_rows(const struct actor *a, const char *name, const char *hall,
    const char *moment, const char *asks, struct err *e)
{
	struct report_parameter p[] = {
	    {":text", name, 0},
	    {":hall", hall, 0},
	    {":from", moment, 0},
	    {":asks", asks, 0},
	};

	return store_report(
	    engine_store(a->engine), REPORT_SLOTS, p, COUNT_OF(p), e);
}

int
slot_has_place(const json_t *slot)
{
	return json_member_integer(slot, "state", 0) == SLOT_PUBLISHED &&
	       json_member_integer(slot, "free", 0) > 0;
}

static int
is_same_text(const json_t *a, const json_t *b, const char *member)
{
	const char *x = json_member_text(a, member);
	const char *y = json_member_text(b, member);

	return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

/* One that is for an item serves those who come for it, whatever window. */
static int
serves_the_same(const json_t *a, const json_t *b)
{
	return is_same_text(a, b, "hall") && is_same_text(a, b, "item") &&
	       (json_object_get(a, "item") != NULL ||
		   is_same_text(a, b, "window"));
}

static int
begins_after(const json_t *a, const json_t *b)
{
	int by_day =
	    strcmp(json_member_text(a, "date"), json_member_text(b, "date"));

	return by_day != 0 ? by_day > 0
			   : strcmp(json_member_text(a, "from"),
				 json_member_text(b, "from")) > 0;
}

const json_t *
slot_next(const json_t *rows, const json_t *slot)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (slot_has_place(row) && serves_the_same(row, slot) &&
		    begins_after(row, slot))
			return row;
	return NULL;
}

int
slot_is_among(const json_t *rows, const json_t *slot)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (is_same_text(row, slot, "slot"))
			return 1;
	return 0;
}

/* --- placing ---------------------------------------------------------------
 */

struct places {
	json_t *asked; /* the slot as an array of one row, or of none */
	json_t *later; /* those that begin later than now */
};

static void
places_free(struct places *p)
{
	json_decref(p->asked);
	json_decref(p->later);
}

static int
places_read(const struct actor *a, const json_t *booking, struct places *out,
    struct err *e)
{
	const char *self = engine_identity(a->engine)->hall.digits;
	const char *asks = json_member_text(booking, "made_hall");
	char now[SLOT_MOMENT_MAX];

	slot_moment(a->now_s, now);
	out->asked =
	    slot_rows(a, json_member_text(booking, "slot"), self, "", asks, e);
	out->later =
	    out->asked == NULL ? NULL : slot_rows(a, "", self, now, asks, e);
	return out->later == NULL ? -1 : 0;
}

static json_t *
answer(const json_t *booking, const struct places *p)
{
	const char *id = json_member_text(booking, "id");
	json_t *wanted = json_object_get(booking, "slot");
	const json_t *slot = json_array_get(p->asked, 0);
	const json_t *next = slot == NULL ? NULL : slot_next(p->later, slot);
	int is_new =
	    json_member_integer(booking, "state", 0) == BOOKING_REQUESTED;

	if (is_new && slot != NULL && slot_has_place(slot) &&
	    slot_is_among(p->later, slot))
		return json_pack("{s:s,s:s,s:O}", EVENT_DO, "booking.confirmed",
		    EVENT_ON, id, "slot", wanted);
	if (next != NULL)
		return json_pack("{s:s,s:s,s:O,s:O}", EVENT_DO, "booking.moved",
		    EVENT_ON, id, "slot", json_object_get(next, "slot"),
		    "instead", wanted);
	return json_pack("{s:s,s:s,s:O}", EVENT_DO, "booking.refused", EVENT_ON,
	    id, "instead", wanted);
}

static int
place(const struct actor *a, const json_t *booking, struct err *e)
{
	struct places p = {NULL, NULL};
	json_t *event;
	int failed = places_read(a, booking, &p, e);

	if (!failed) {
		event = answer(booking, &p);
		failed = event == NULL ? err_nomem(e)
				       : write_about_take(a, "booking", booking,
					     event, NULL, e);
	}
	places_free(&p);
	return failed;
}

int
booking_place_all(const struct actor *a, size_t *written, struct err *e)
{
	char now[SLOT_MOMENT_MAX];
	struct report_parameter p[] = {
	    {":hall", engine_identity(a->engine)->hall.digits, 0},
	    {":now", now, 0},
	};
	json_t *rows, *row;
	size_t i;
	int failed;

	slot_moment(a->now_s, now);
	rows = store_report(engine_store(a->engine), REPORT_BOOKINGS_TO_PLACE,
	    p, COUNT_OF(p), e);
	failed = rows == NULL;
	json_array_foreach (rows, i, row)
		if (!failed) {
			failed = place(a, row, e);
			(*written)++;
		}
	json_decref(rows);
	return failed ? -1 : 0;
}
