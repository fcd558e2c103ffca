#include "node/actions/timewarp.h"

#include "node/actions/nouns.h"
#include "schema/base/json.h"

json_t *
timewarp_doubts(const struct actor *a, struct err *e)
{
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_DOUBTFUL, NULL, 0, e);
	json_t *doubts = json_object(), *row;
	int failed = rows == NULL || doubts == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		if (!failed)
			failed = json_put_take(doubts,
			    json_member_text(row, "change_set"), json_true(),
			    e);
	json_decref(rows);
	if (!failed)
		return doubts;
	json_decref(doubts);
	return NULL;
}

int
timewarp_touches(
    const struct actor *a, const json_t *doubts, const json_t *events)
{
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event) {
		const char *id = json_member_text(event, "change_set");

		if (json_member_integer(event, "time", 0) >
			a->now_s + ENGINE_SKEW_S ||
		    (id != NULL && json_object_get(doubts, id) != NULL))
			return 1;
	}
	return 0;
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct report_parameter p[] = {
	    {":now", NULL, a->now_s}, {":skew", NULL, ENGINE_SKEW_S}};

	(void)self, (void)request;
	*out = store_report(
	    engine_store(a->engine), REPORT_TIMEWARPS, p, COUNT_OF(p), e);
	return *out == NULL ? -1 : 0;
}

static const struct action_parameter none[] = {{NULL, NULL, 0}};

const struct action timewarp_actions[] = {
    {"timewarps", "list",
	"change sets written before what they had seen, or after now", NULL,
	none, NULL, "sanji timewarps list", list},
    {.noun = NULL},
};
