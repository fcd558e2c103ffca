#include "node/actions/case_acts.h"

#include <string.h>

#include "node/actions/hall_named.h"
#include "schema/base/json.h"
#include "schema/records/case_type.h"

json_t *
case_find(const struct actor *a, const json_t *request, json_t **rows_out,
    struct err *e)
{
	return only_row(
	    a, REPORT_CASE_FIND, request_text(request, "case"), rows_out, e);
}

int
case_is_here(const struct actor *a, const json_t *row, struct err *e)
{
	const char *to = json_member_text(row, "moved_to");
	char name[HALL_NAME_MAX];

	if (to == NULL || json_member_integer(row, "state", 0) != CASE_MOVED)
		return 0;
	hall_name_at(a, to, a->now_s, name);
	return err_set(e, ERR_REFUSED,
	    "case %s was handed over to %s; go on there, or at a hall above "
	    "(RULES H)",
	    json_member_text(row, "number"), name);
}

int
case_ledger(const json_t *row, struct space_name *out, struct err *e)
{
	const char *hall = json_member_text(row, "hall");

	out->kind = SPACE_LEDGER;
	if (hall == NULL || hall_code_parse(hall, &out->hall) != 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	return 0;
}

int
case_named(const json_t *row, json_t **out, struct err *e)
{
	*out = json_pack("{s:s,s:s}", "case", json_member_text(row, "id"),
	    "number", json_member_text(row, "number"));
	return *out == NULL ? err_nomem(e) : 0;
}

json_t *
case_names(const json_t *row, const char *column, struct err *e)
{
	const char *text = json_member_text(row, column);
	json_t *names =
	    text == NULL ? json_array() : json_read(text, strlen(text), e);

	if (text == NULL && names == NULL)
		(void)err_nomem(e);
	return names;
}

json_t *
case_opening(const struct actor *a, const json_t *row, struct err *e)
{
	struct report_parameter p = {
	    ":record", NULL, json_member_integer(row, "record", 0)};
	json_t *events =
	    store_report(engine_store(a->engine), REPORT_CASE_EVENTS, &p, 1, e);
	json_t *opening = NULL, *event;
	size_t i;

	json_array_foreach (events, i, event) {
		const char *body = json_member_text(event, "body");

		if (opening == NULL && body != NULL &&
		    strcmp(json_member_text(event, "kind"), "case.received") ==
			0)
			opening = json_read(body, strlen(body), e);
	}
	json_decref(events);
	return opening;
}
