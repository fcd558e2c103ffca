/*
 * audit: who looked at what is known of whom, at this hall.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/action.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "sync/engine/audit.h"

#define AUDIT_LIST_MAX 10000

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *who = request_text(request, "who");
	const char *about = request_text(request, "about");
	const char *most = request_text(request, "most");
	int64_t count = most == NULL ? 50 : strtoll(most, NULL, 10);

	(void)self;
	if (count < 1 || count > AUDIT_LIST_MAX)
		return err_set(e, ERR_USAGE,
		    "most is a whole number from 1 to %d", AUDIT_LIST_MAX);
	*out = store_audit_list(engine_store(a->engine), who == NULL ? "" : who,
	    about == NULL ? "" : about, count, e);
	return *out == NULL ? -1 : 0;
}

static int
check(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct audit_result got;

	(void)self, (void)request;
	if (engine_audit_check(a->engine, &got, e) != 0)
		return -1;
	if (got.first_bad != 0)
		return err_set(e, ERR_INTEGRITY,
		    "entry %lld of the access audit is gone or was changed, "
		    "%lld are missing; find out who wrote to hall.db, and "
		    "look into a backup from before",
		    (long long)got.first_bad, (long long)got.missing);
	if (got.ends_are_bad)
		return err_set(e, ERR_INTEGRITY,
		    "the first or last entries of the access audit are gone; "
		    "find out who wrote to hall.db, and look into a backup "
		    "from before");
	*out = json_pack(
	    "{s:I,s:b}", "checked", (json_int_t)got.checked, "whole", 1);
	return *out == NULL ? err_nomem(e) : 0;
}

static const struct action_parameter list_parameters[] = {
    {"who", "user, or account of the machine", 0},
    {"about", "number of what was looked at", 0},
    {"most", "how many at most (50)", 0}, {NULL, NULL, 0}};

static const struct action_parameter none[] = {{NULL, NULL, 0}};

const struct action audit_actions[] = {
    {"audit", "list", "who looked at what is known of whom, newest first", NULL,
	list_parameters, NULL, "sanji audit list who=wangfang", list},
    {"audit", "check", "whether entries are gone or were changed", NULL, none,
	NULL, "sanji audit check", check},
    {.noun = NULL},
};
