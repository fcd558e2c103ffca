/*
 * case today (叫号显示): what the display in the hall shows whoever waits
 * there: the ends of numbers, and which are ready.  No item and nobody's name,
 * as everybody in the room reads it.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "schema/base/json.h"
#include "schema/records/day.h"

/* How far back cases are looked for, and how many are shown. */
#define TODAY_BACK_S (INT64_C(60) * 86400)
#define TODAY_MOST 60

/* "20261125-0001-8" of "330421111205-01-20261125-0001-8". */
static const char *
tail_of(const char *number)
{
	const char *at = number;

	for (int dashes = 0; dashes < 2; dashes++) {
		const char *dash = strchr(at, '-');

		if (dash == NULL)
			return at;
		at = dash + 1;
	}
	return at;
}

static int
add_row(const json_t *row, json_t *out, struct err *e)
{
	return json_append_take(out,
	    json_pack("{s:s,s:O,s:O}", "number",
		tail_of(json_member_text(row, "number")), "state",
		json_object_get(row, "state"), "time",
		json_object_get(row, "time")),
	    e);
}

int
case_today(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct report_parameter p[] = {
	    {":hall", engine_identity(a->engine)->hall.digits, 0},
	    {":back", NULL, a->now_s - TODAY_BACK_S},
	    {":today", NULL, day_begins(day_number_of(a->now_s))},
	    {":most", NULL, TODAY_MOST},
	};
	json_t *rows = store_report(
	    engine_store(a->engine), REPORT_CASES_TODAY, p, COUNT_OF(p), e);
	int failed = rows == NULL;
	size_t i;
	json_t *row;

	(void)self, (void)request;
	if (failed)
		return -1;
	*out = json_array();
	failed = *out == NULL ? err_nomem(e) : 0;
	json_array_foreach (rows, i, row)
		failed = failed || add_row(row, *out, e) != 0;
	json_decref(rows);
	return failed ? -1 : 0;
}
