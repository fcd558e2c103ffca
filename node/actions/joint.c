/*
 * joint: which department leads joint cases of a kind.
 */
#include "node/actions/nouns.h"
#include "schema/base/json.h"

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct report_parameter all = {":text", "", 0};

	(void)self, (void)request;
	*out = store_report(
	    engine_store(a->engine), REPORT_JOINT_RULES, &all, 1, e);
	return *out == NULL ? -1 : 0;
}

static int
publish(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *kind = request_text(request, "kind");
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};

	if (write_event_take(a, &gazette, request_event(self, kind, request, e),
		kind, request, "joint_rule", e) != 0)
		return -1;
	*out = json_pack("{s:s}", "kind", kind);
	return *out == NULL ? err_nomem(e) : 0;
}

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter kind[] = {
    {"kind", "kind of joint case, one word", 1}, {NULL, NULL, 0}};

const struct action joint_actions[] = {
    {"joint", "list", "which department leads joint cases of a kind", NULL,
	none, NULL, "sanji joint list", list},
    {"joint", "publish", "publish which department leads",
	"joint_rule.published", kind, "kind",
	"sanji joint publish construction name=基建、房地产 "
	"department=发展和改革局",
	publish},
    {.noun = NULL},
};
