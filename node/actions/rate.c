/*
 * rate: what a citizen thought of it (满意度评价).
 */
#include <string.h>

#include "node/actions/nouns.h"
#include "schema/base/json.h"

/* The record is named by case and channel: one rating of each counts. */
static int
give(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *channel = request_text(request, "channel");
	json_t *rows = NULL, *event;
	json_t *row = only_row(
	    a, REPORT_CASE_FIND, request_text(request, "case"), &rows, e);
	struct space_name ledger = {.kind = SPACE_LEDGER};
	char name[RECORD_NAME_MAX];
	int failed =
	    row == NULL ||
	    hall_code_parse(json_member_text(row, "hall"), &ledger.hall) != 0;

	if (failed) {
		json_decref(rows);
		return -1;
	}
	if (channel == NULL)
		channel = "device";
	(void)snprintf(name, sizeof(name), "%.54s.%.8s",
	    json_member_text(row, "id"), channel);
	event = request_event(self, name, request, e);
	failed = event == NULL ||
		 json_put_take(event, "case",
		     json_incref(json_object_get(row, "id")), e) != 0 ||
		 json_put_take(event, "channel", json_string(channel), e) != 0;
	if (failed)
		json_decref(event);
	else
		failed = write_event_take(a, &ledger, event,
		    json_member_text(row, "number"), request, "rating", e);
	if (!failed)
		*out = json_pack("{s:s,s:s}", "rating", name, "number",
		    json_member_text(row, "number"));
	json_decref(rows);
	return failed ? -1 : 0;
}

static const struct action_parameter parameters[] = {
    {"case", "number, or beginning of the id", 1}, {NULL, NULL, 0}};

const struct action rate_actions[] = {
    {"rate", "give", "record a citizen's rating, 1 (best) to 5", "rating.given",
	parameters, "case",
	"sanji rate give 330421111205-01-20261123-0001-7 level=1 "
	"channel=tablet",
	give},
    {.noun = NULL},
};
