/*
 * The life of a power: proposed, applied for, approved, made public, prepared
 * for, granted; suspended and resumed; taken back.
 *
 * What the county says goes into its gazette, what the grantee says into the
 * grantee's, both under the power's id.
 */
#include "node/actions/power.h"

#include <stdio.h>
#include <string.h>

#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/engine/cut.h"

/* --- beginning one -------------------------------------------------------- */

static int
check_grantee(const struct actor *a, const char *grantee, struct err *e)
{
	struct hall_code hall;

	if (grantee == NULL || hall_code_parse(grantee, &hall) != 0 ||
	    authority_hall(engine_authority(a->engine), &hall) != HALL_UNKNOWN)
		return 0; /* the form is checked elsewhere */
	return err_set(e, ERR_NOT_FOUND,
	    "%s is no member of the county yet; invite it first", grantee);
}

/* Write an event (taken) about a power into this hall's gazette. */
static int
say_take(const struct actor *a, const char *id, json_t *event,
    const json_t *request, json_t **out, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};

	if (write_event_take(a, &gazette, event, id, request, "power", e) != 0)
		return -1;
	*out = json_pack("{s:s}", "power", id);
	return *out == NULL ? err_nomem(e) : 0;
}

static int
propose(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	char id[RECORD_ID_MAX];

	if (check_grantee(a, request_text(request, "grantee"), e) != 0)
		return -1;
	new_record_id(id);
	return say_take(
	    a, id, request_event(self, id, request, e), request, out, e);
}

/* What was proposed and approved is granted, unless it is said otherwise. */
static int
add_proposed(json_t *event, const json_t *row)
{
	static const char *const names[][2] = {{"grantee", "grantee"},
	    {"items", "items"}, {"mode", "mode"}, {"basis", "reply"}};

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (json_object_get(event, names[i][0]) == NULL &&
		    json_object_get(row, names[i][1]) != NULL &&
		    json_object_set(event, names[i][0],
			json_object_get(row, names[i][1])) != 0)
			return -1;
	return 0;
}

static int
grant(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *named = request_text(request, "power");
	json_t *rows = NULL, *event = NULL;
	const json_t *row =
	    named == NULL ? NULL : power_find(a, named, &rows, e);
	char id[RECORD_NAME_MAX];
	int failed = named != NULL && row == NULL;

	new_record_id(id);
	if (row != NULL)
		(void)snprintf(
		    id, sizeof(id), "%s", json_member_text(row, "id"));
	if (!failed) {
		event = request_event(self, id, request, e);
		failed = event == NULL ||
			 (row != NULL && add_proposed(event, row) != 0) ||
			 noun_name_case(a, request, event, e) != 0 ||
			 check_grantee(
			     a, json_member_text(event, "grantee"), e) != 0;
	}
	json_decref(rows);
	if (failed) {
		json_decref(event);
		return -1;
	}
	return say_take(a, id, event, request, out, e);
}

/* --- steps ---------------------------------------------------------------- */

/* What is held here of the grantee's logs is how far its acts stand. */
static int
add_cut(const struct actor *a, json_t *event, const json_t *row, struct err *e)
{
	struct hall_code grantee;

	if (json_object_get(event, "cut") != NULL)
		return 0;
	if (hall_code_parse(json_member_text(row, "grantee"), &grantee) != 0)
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	return json_put_take(
	    event, "cut", engine_cut_of(a->engine, &grantee, e), e);
}

/* An event of the action's kind about a power there is. */
static int
step(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const struct record_type *t = record_type_named("power");
	int has_cut =
	    field_type_named(event_type_of_kind(t, self->event), "cut") != NULL;
	json_t *rows = NULL, *event = NULL;
	const json_t *row =
	    power_find(a, request_text(request, "power"), &rows, e);
	int failed = row == NULL;

	if (!failed) {
		event = request_event(
		    self, json_member_text(row, "id"), request, e);
		failed = event == NULL ||
			 (has_cut && add_cut(a, event, row, e) != 0);
	}
	if (failed)
		json_decref(event);
	else
		failed = say_take(
		    a, json_member_text(row, "id"), event, request, out, e);
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
revoke(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *dry = request_text(request, "dry_run");
	json_t *rows = NULL, *event = NULL;
	const json_t *row =
	    power_find(a, request_text(request, "power"), &rows, e);
	const char *id = row == NULL ? NULL : json_member_text(row, "id");
	int failed = row == NULL;

	if (!failed) {
		event = request_event(self, id, request, e);
		failed = event == NULL ||
			 power_put_cut(a, row, request, event, e) != 0;
	}
	if (failed)
		json_decref(event);
	else if (dry != NULL && strcmp(dry, "yes") == 0)
		failed = power_try(a, row, event, out, e);
	else
		failed = say_take(a, id, event, request, out, e);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* The grantee's own hall says it. */
static int
answer(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = NULL;
	const json_t *row =
	    power_find(a, request_text(request, "power"), &rows, e);
	int failed = row == NULL;

	if (!failed && strcmp(json_member_text(row, "grantee"),
			   engine_identity(a->engine)->hall.digits) != 0)
		failed = err_set(e, ERR_REFUSED,
		    "the power is for another hall; it is for that hall to "
		    "say so");
	if (!failed && strcmp(self->verb, "closed") == 0 &&
	    json_object_get(row, "closing_time") == NULL)
		failed = err_set(e, ERR_REFUSED,
		    "the county has not asked for the power back; see `sanji "
		    "power show %s`",
		    json_member_text(row, "id"));
	if (!failed)
		failed = step(a, self, request, out, e);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- what there is -------------------------------------------------------- */

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"stage", "only those: in_effect, expiring, suspended …", 0},
    {"grantee", "only those of this hall", 0}, {NULL, NULL, 0}};

static const struct action_parameter power[] = {
    {"power", "id of the power, or its beginning", 1}, {NULL, NULL, 0}};

static const struct action_parameter maybe_power[] = {
    {"power", "id of what was proposed and approved", 0}, {NULL, NULL, 0}};

static const struct action_parameter maybe_of[] = {
    {"power", "only what was done under it", 0}, {NULL, NULL, 0}};

static const struct action_parameter rule_parameters[] = {
    {"event", "the one act that waits, or the beginning of its id", 0},
    {"power", "all that wait and were done under it", 0},
    {"reason", "reason", 1}, {NULL, NULL, 0}};

static const struct action_parameter revoke_parameters[] = {
    {"power", "id of the power, or its beginning", 1},
    {"from", "the first change set or event that is not to stand", 0},
    {"case", "nothing from the first decision in this case on stands", 0},
    {"day", "nothing from this day on stands", 0},
    {"dry_run", "yes: only say what would fall", 0}, {NULL, NULL, 0}};

const struct action power_actions[] = {
    {"power", "list", "powers, and where each is in its life", NULL,
	list_parameters, NULL, "sanji power list stage=expiring", power_list},
    {"power", "show", "a power with all that was said of it", NULL, power,
	"power", "sanji power show 3f9a61c2", power_show},
    {"power", "matrix", "items by halls: who may decide what, and how", NULL,
	none, NULL, "sanji power matrix", power_matrix},
    {"power", "publication", "what has to be public of powers, and is", NULL,
	none, NULL, "sanji power publication", power_publication},
    {"power", "propose", "put a power on the list of those to be delegated",
	"power.proposed", none, NULL,
	"sanji power propose grantee=330421111000 items=330421-YB-001 "
	"mode=entrusted",
	propose},
    {"power", "apply", "ask for a power that was proposed", "power.applied",
	power, "power", "sanji power apply 3f9a61c2", answer},
    {"power", "approve", "enter the reply that approves it", "power.approved",
	power, "power", "sanji power approve 3f9a61c2 number=善政发〔2026〕1号",
	step},
    {"power", "publish", "enter that it was made public", "power.published",
	power, "power",
	"sanji power publish 3f9a61c2 where=县政府网站 day=2026-12-01", step},
    {"power", "prepare", "say that this hall is ready to take over",
	"power.prepared", power, "power",
	"sanji power prepare 3f9a61c2 staff=张敏", answer},
    {"power", "grant", "let a hall decide items", "power.granted", maybe_power,
	NULL,
	"sanji power grant grantee=330421111000 items=330421-YB-001 "
	"mode=entrusted basis=善政发〔2026〕1号",
	grant},
    {"power", "suspend", "let nothing be decided under it for now",
	"power.suspended", power, "power",
	"sanji power suspend 3f9a61c2 reason=整改", step},
    {"power", "resume", "let it be used again", "power.resumed", power, "power",
	"sanji power resume 3f9a61c2", step},
    {"power", "close", "ask for a power back, in good order", "power.closing",
	power, "power", "sanji power close 3f9a61c2 until=2026-12-31", step},
    {"power", "closed", "hand a power back that was asked for", "power.closed",
	power, "power", "sanji power closed 3f9a61c2", answer},
    {"power", "revoke", "take a power back at once", "power.revoked",
	revoke_parameters, "power",
	"sanji power revoke 3f9a61c2 day=2026-11-20 dry_run=yes", revoke},
    {"power", "held", "acts that wait to be ratified, and since when", NULL,
	maybe_of, "power", "sanji power held", power_held},
    {"power", "ratify", "put acts that wait in force", NULL, rule_parameters,
	"event", "sanji power ratify power=3f9a61c2 reason=情况属实",
	power_rule},
    {"power", "annul", "let acts that wait fall", NULL, rule_parameters,
	"event", "sanji power annul 4cc8c5f2/0 reason=超出权限", power_rule},
    {"power", "violations", "acts without authority, or knowing of its end",
	NULL, none, NULL, "sanji power violations", power_violations},
    {.noun = NULL},
};
