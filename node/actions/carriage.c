/*
 * carriage: what was exchanged with whom, and what was refused.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/day.h"
#include "schema/store/inspection.h"

#define CARRIAGE_LIST_MAX 100000

static int
read_most(const json_t *request, int64_t usual, int64_t *out, struct err *e)
{
	const char *most = request_text(request, "most");

	*out = most == NULL ? usual : strtoll(most, NULL, 10);
	if (*out >= 1 && *out <= CARRIAGE_LIST_MAX)
		return 0;
	return err_set(e, ERR_USAGE, "most is a whole number from 1 to %d",
	    CARRIAGE_LIST_MAX);
}

static const char *
text_or_all(const json_t *request, const char *name)
{
	const char *text = request_text(request, name);

	return text == NULL ? "" : text;
}

static int
sessions(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *since = request_text(request, "since");
	struct report_parameter p[] = {
	    {":peer", text_or_all(request, "hall"), 0},
	    {":carrier", text_or_all(request, "carrier"), 0},
	    {":since", NULL, 0}, {":most", NULL, 0}};

	(void)self;
	if (read_most(request, 30, &p[3].number, e) != 0)
		return -1;
	if (since != NULL && !day_is_valid(since))
		return err_set(e, ERR_FORMAT,
		    "%s is \"%s\"; it must be a day as YYYY-MM-DD", "since",
		    since);
	if (since != NULL)
		p[2].number = (int64_t)day_number(since) * 86400 - DAY_ZONE_S;
	*out = store_inspect(
	    engine_store(a->engine), INSPECT_SESSIONS, p, COUNT_OF(p), e);
	return *out == NULL ? -1 : 0;
}

static int
quarantined(const struct actor *a, int64_t id, int64_t most, json_t **out,
    struct err *e)
{
	struct report_parameter p[] = {
	    {":id", NULL, id}, {":most", NULL, most}};

	*out = store_inspect(
	    engine_store(a->engine), INSPECT_QUARANTINE, p, COUNT_OF(p), e);
	return *out == NULL ? -1 : 0;
}

static int
quarantine_list(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	int64_t most;

	(void)self;
	return read_most(request, 50, &most, e) != 0
		   ? -1
		   : quarantined(a, 0, most, out, e);
}

static int
quarantine_show(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *id = request_text(request, "id");
	long long number = strtoll(id, NULL, 10);
	json_t *rows = NULL;

	(void)self;
	if (number > 0 && quarantined(a, number, 1, &rows, e) != 0)
		return -1;
	if (json_array_size(rows) != 1) {
		json_decref(rows);
		return err_set(e, ERR_NOT_FOUND,
		    "nothing numbered \"%s\" is in quarantine; see `sanji "
		    "quarantine list`",
		    id);
	}
	*out = json_incref(json_array_get(rows, 0));
	json_decref(rows);
	return 0;
}

static const struct action_parameter session_parameters[] = {
    {"hall", "region code of the other hall", 0},
    {"carrier", "line or stick", 0}, {"since", "first day", 0},
    {"most", "how many at most (30)", 0}, {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"most", "how many at most (50)", 0}, {NULL, NULL, 0}};

static const struct action_parameter show_parameters[] = {
    {"id", "number in the list", 1}, {NULL, NULL, 0}};

const struct action carriage_actions[] = {
    {"sessions", "list", "what was exchanged with other halls, newest first",
	NULL, session_parameters, NULL,
	"sanji sessions list hall=330421111000 since=2026-11-01", sessions},
    {.noun = NULL},
};

const struct action quarantine_actions[] = {
    {"quarantine", "list", "what came in and was refused, newest first", NULL,
	list_parameters, NULL, "sanji quarantine list", quarantine_list},
    {"quarantine", "show", "one of it, with its first bytes", NULL,
	show_parameters, "id", "sanji quarantine show 3", quarantine_show},
    {.noun = NULL},
};
