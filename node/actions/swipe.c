/*
 * swipe: attendance cards, and cards that were at two halls at once.
 */
#include <stdio.h>

#include "node/actions/link.h"
#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/day.h"
#include "schema/store/projection.h"

/* Most halls one card was swiped at on one day. */
#define SWIPE_HALLS_MAX 16

static int
record_swipe_of(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *card = request_text(request, "card");
	struct space_name ledger = {
	    SPACE_LEDGER, engine_identity(a->engine)->hall};
	char day[DAY_TEXT_MAX], name[RECORD_NAME_MAX];
	json_t *event;

	day_of(a->now_s, day);
	(void)snprintf(name, sizeof(name), "%.40s.%s", card, day);
	event = request_event(self, name, request, e);
	if (event == NULL ||
	    json_put_take(event, "date", json_string(day), e) != 0) {
		json_decref(event);
		return -1;
	}
	if (write_event_take(a, &ledger, event, name, NULL, "swipe", e) != 0)
		return -1;
	*out = json_pack("{s:s}", "swipe", name);
	return *out == NULL ? err_nomem(e) : 0;
}

/* The county rules on each two halls the card was at. */
static int
judge_all(const struct actor *a, const json_t *rows, const json_t *request,
    struct err *e)
{
	size_t count = json_array_size(rows);
	int is_own, failed = 0;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; !failed && k < count; k++) {
			struct link l = {.type = "swipe",
			    .one = json_array_get(rows, i),
			    .other = json_array_get(rows, k),
			    .role = request_text(request, "role"),
			    .reason = request_text(request, "reason")};

			failed = link_write(a, &l, e);
		}
	return action_end(a, is_own, failed, e);
}

static int
judge(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *name = request_text(request, "swipe");
	struct store_page named = {name, "", "", SWIPE_HALLS_MAX};
	json_t *rows = store_listed(
	    engine_store(a->engine), record_type_named("swipe"), &named, e);
	int failed = rows == NULL;

	(void)self;
	if (!failed && json_array_size(rows) < 2)
		failed = err_set(e, ERR_NOT_FOUND,
		    "\"%s\" was not swiped at two halls; see `sanji conflicts`",
		    name);
	if (!failed)
		failed = judge_all(a, rows, request, e);
	json_decref(rows);
	if (failed)
		return -1;
	*out = json_pack("{s:s}", "swipe", name);
	return *out == NULL ? err_nomem(e) : 0;
}

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter judge_parameters[] = {
    {"swipe", "card and day, joined by a dot", 1},
    {"role", "impersonated or genuine", 1}, {"reason", "reason", 1},
    {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"text", "beginning of the card's number", 0}, NOUN_PAGE, {NULL, NULL, 0}};

const struct action swipe_actions[] = {
    {"swipe", "record", "a card is swiped here, now", "swipe.recorded", none,
	"card", "sanji swipe record A1093 slot=morning", record_swipe_of},
    {"swipe", "judge", "rule on a card that was at two halls at once", NULL,
	judge_parameters, "swipe",
	"sanji swipe judge A1093.2026-11-23 role=impersonated reason=代刷",
	judge},
    {"swipe", "list", "attendance, by card and day", NULL, list_parameters,
	"text", "sanji swipe list A1093", noun_list},
    {.noun = NULL},
};
