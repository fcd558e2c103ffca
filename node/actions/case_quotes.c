/*
 * A case that came from another ledger: its acts stand here as quotes.  What
 * is shown is the acts themselves, each once, and who said them again.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "schema/base/json.h"

/* A log's name begins with the code of its hall. */
static json_t *
hall_of_log(const char *log)
{
	return json_stringn(log, log == NULL ? 0 : HALL_CODE_LEN);
}

/* The event in place of its quote; "event" is where it was written first. */
static int
open_quote(json_t *event, struct err *e)
{
	json_t *quote = json_incref(json_object_get(event, "body"));
	json_t *content = json_object_get(quote, "content");
	int failed =
	    json_object_set(event, "said_by", json_object_get(event, "hall")) !=
		0 ||
	    json_object_set(
		event, "said_time", json_object_get(event, "time")) != 0 ||
	    json_object_set(event, "kind", json_object_get(content, "do")) !=
		0 ||
	    json_object_set(event, "time", json_object_get(quote, "time")) !=
		0 ||
	    json_object_set_new(event, "hall",
		hall_of_log(json_member_text(quote, "log"))) != 0 ||
	    json_object_set(event, "event", json_object_get(quote, "event")) !=
		0 ||
	    json_object_set(
		event, "ledger", json_object_get(quote, "ledger")) != 0 ||
	    json_object_set(event, "body", content) != 0;

	json_decref(quote);
	return failed ? err_nomem(e) : 0;
}

static int
is_quote(const json_t *event)
{
	const char *kind = json_member_text(event, "kind");

	return kind != NULL && strcmp(kind, "case.quoted") == 0 &&
	       json_is_object(
		   json_object_get(json_object_get(event, "body"), "content"));
}

/* A copy that does not count, or one more of an event that is listed. */
static int
is_spare(const json_t *event, json_t *seen)
{
	const char *id = json_member_text(event, "event");
	const char *reason = json_member_text(event, "reason");

	if (reason != NULL && strcmp(reason, "RULES C2") == 0)
		return 1;
	if (id == NULL)
		return 0;
	if (json_object_get(seen, id) != NULL)
		return 1;
	return json_object_set_new(seen, id, json_true()) != 0;
}

int
case_open_quotes(json_t *events, struct err *e)
{
	json_t *seen = json_object();
	size_t i = 0;
	int failed = seen == NULL ? err_nomem(e) : 0;

	while (!failed && i < json_array_size(events)) {
		json_t *event = json_array_get(events, i);

		if (is_quote(event))
			failed = open_quote(event, e);
		if (!failed && is_spare(event, seen))
			(void)json_array_remove(events, i);
		else
			i++;
	}
	json_decref(seen);
	return failed ? -1 : 0;
}
