#include "node/actions/finding.h"

#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/finding.h"

/* What is found, where, and what the register says of it. */
struct found {
	enum report report;
	int (*means_something)(const json_t *pair); /* NULL: every row does */
	const char *type;
	const char *situation;
	const char *class;
	const char *meaning;
};

static const struct found kinds[] = {
    {.report = REPORT_COMPLAINTS_TWICE,
	.means_something = finding_same_complaint,
	.type = "complaint",
	.situation = "K18",
	.class = "flag",
	.meaning = "one complaint, registered twice; link them"},
    {.report = REPORT_UNCONFIRMED,
	.type = "complaint",
	.situation = "K19",
	.class = "hold",
	.meaning = "nothing follows for a member of staff before the county "
		   "confirms it"},
    {.report = REPORT_PAYMENTS_TWICE,
	.type = "payment",
	.situation = "K16",
	.class = "flag",
	.meaning = "a case was paid for twice; the later one is to be given "
		   "back"},
    {.report = REPORT_SWIPES_APART,
	.means_something = finding_cannot_travel,
	.type = "swipe",
	.situation = "K24",
	.class = "flag",
	.meaning = "one card at two halls, faster than anybody travels"},
    {.report = REPORT_PERSONS_ALIKE,
	.type = "person",
	.situation = "K29",
	.class = "flag",
	.meaning = "perhaps one person; somebody who knows rules on it"},
    {.report = REPORT_RATING_BURSTS,
	.type = "rating",
	.situation = "K15",
	.class = "flag",
	.meaning = "five or more ratings of one device within a minute; "
		   "figures leave them out until `sanji rate judge`"},
    {.report = REPORT_NUMBERS_TWICE,
	.type = "case",
	.situation = "K26",
	.class = "flag",
	.meaning = "one number for two cases, given by a copy of the hall; "
		   "both stand, name them by their ids and link them as "
		   "separate"},
    {.report = REPORT_BOOKINGS_TO_TELL,
	.type = "booking",
	.situation = "K23",
	.class = "flag",
	.meaning = "the slot asked for has no place; tell the citizen which "
		   "one it is now, or that there is none"},
};

static json_t *
entry(const struct found *f, const json_t *row)
{
	return json_pack("{s:s,s:O?,s:O?,s:O*,s:O*,s:O*,s:s,s:s,s:s,s:s}",
	    "type", f->type, "number", json_object_get(row, "a_number"), "hall",
	    json_object_get(row, "a_hall"), "against",
	    json_object_get(row, "b_number"), "against_author",
	    json_object_get(row, "b_hall"), "time",
	    json_object_get(row, "a_time"), "class", f->class, "situation",
	    f->situation, "why", f->meaning, "why_meaning", _(f->meaning));
}

static int
add_all(
    const struct actor *a, const struct found *f, json_t *all, struct err *e)
{
	json_t *rows =
	    store_report(engine_store(a->engine), f->report, NULL, 0, e);
	json_t *row;
	int failed = rows == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		if (!failed &&
		    (f->means_something == NULL || f->means_something(row)))
			failed = json_append_take(all, entry(f, row), e);
	json_decref(rows);
	return failed ? -1 : 0;
}

json_t *
finding_list(const struct actor *a, struct err *e)
{
	json_t *all = json_array();
	int failed = all == NULL ? err_nomem(e) : 0;

	for (size_t i = 0; !failed && i < COUNT_OF(kinds); i++)
		failed = add_all(a, &kinds[i], all, e);
	if (failed) {
		json_decref(all);
		return NULL;
	}
	return all;
}
