/*
 * conflicts (冲突登记簿): what two halls did without knowing of each other,
 * what became of it and by which rule, and how a person rules on it.
 *
 * Nothing is stored for the register: it is what the fold said of each event
 * (status, rule, the other event), read again.  The losing value stands in
 * the event, which is never deleted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/access.h"
#include "node/actions/finding.h"
#include "node/actions/log_acts.h"
#include "node/actions/nouns.h"
#include "node/actions/power.h"
#include "node/actions/register_entry.h"
#include "node/actions/register_version.h"
#include "schema/base/json.h"
#include "schema/records/check.h"

/* Rows the fold speaks of, and what staff did that a hall above had disabled:
 * the latter are marked with "disabled".  Takes rows. */
static json_t *
with_disabled_take(const struct actor *a, json_t *rows, struct err *e)
{
	json_t *more = rows == NULL ? NULL
				    : store_report(engine_store(a->engine),
					  REPORT_BY_DISABLED, NULL, 0, e);
	json_t *row;
	size_t i;
	int failed = more == NULL;

	json_array_foreach (more, i, row)
		if (!failed)
			failed = json_put_take(row, "disabled", json_true(), e);
	if (!failed)
		failed = json_array_extend(rows, more) != 0 ? err_nomem(e) : 0;
	json_decref(more);
	if (failed) {
		json_decref(rows);
		return NULL;
	}
	return rows;
}

/* What may wait for somebody. */
static json_t *
open_rows(const struct actor *a, struct err *e)
{
	char *kinds = register_entry_kinds(0, e);
	char *duplicates = kinds == NULL ? NULL : register_entry_kinds(1, e);
	struct report_parameter p[] = {
	    {":kinds", kinds, 0}, {":duplicates", duplicates, 0}};
	json_t *rows = duplicates == NULL
			   ? NULL
			   : store_report(engine_store(a->engine),
				 REPORT_REGISTER, p, COUNT_OF(p), e);

	free(kinds);
	free(duplicates);
	return rows;
}

static json_t *
all_rows(const struct actor *a, int64_t most, struct err *e)
{
	struct report_parameter p = {":most", NULL, most};

	return store_report(
	    engine_store(a->engine), REPORT_REGISTER_ALL, &p, 1, e);
}

/* --- listing ---------------------------------------------------------------
 */

static void
limit(json_t *rows, const char *most)
{
	size_t count = most == NULL ? SIZE_MAX : strtoul(most, NULL, 10);

	while (json_array_size(rows) > count)
		(void)json_array_remove(rows, json_array_size(rows) - 1);
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *all = request_text(request, "all");
	const char *most = request_text(request, "most");
	int wants_all = all != NULL && strcmp(all, "yes") == 0;
	json_t *rows = with_disabled_take(a,
	    wants_all
		? all_rows(
		      a, most == NULL ? INT64_MAX : strtoll(most, NULL, 10), e)
		: open_rows(a, e),
	    e);
	json_t *kept = finding_list(a, e), *row;
	int failed = rows == NULL || kept == NULL;
	size_t i;

	(void)self;
	json_array_foreach (rows, i, row) {
		if (failed || (!wants_all && !register_entry_is_open(row)))
			continue;
		failed = register_entry_describe(row, e) != 0 ||
			 json_array_append(kept, row) != 0;
	}
	limit(kept, most);
	json_array_foreach (kept, i, row)
		if (!failed)
			failed = register_version_name(a, row, e);
	json_decref(rows);
	if (failed) {
		json_decref(kept);
		return -1;
	}
	*out = kept;
	return 0;
}

/* --- one entry, its versions side by side ----------------------------------
 */

/* Whether an event's id begins as typed, "4cc8c5f2" or "4cc8c5f2/0". */
static int
is_meant(const char *event, const char *typed)
{
	size_t len = strcspn(typed, "/");
	const char *place = strchr(event, '/');

	return strncmp(event, typed, len) == 0 &&
	       (typed[len] == '\0' ||
		   (place != NULL && strcmp(place, typed + len) == 0));
}

/* The entries of a change set. */
static json_t *
rows_at(const struct actor *a, const char *typed, struct err *e)
{
	json_t *found = NULL, *rows;
	const json_t *changeset = log_find(a, typed, &found, e);
	struct report_parameter p = {":n", NULL, 0};

	if (changeset == NULL)
		return NULL;
	p.number = json_member_integer(changeset, "n", 0);
	rows =
	    store_report(engine_store(a->engine), REPORT_REGISTER_AT, &p, 1, e);
	json_decref(found);
	return with_disabled_take(a, rows, e);
}

/* The entry of an event, and all events of its record. */
static json_t *
find_entry(
    const struct actor *a, const char *event, json_t **all_out, struct err *e)
{
	json_t *rows = rows_at(a, event, e), *row, *found = NULL;
	struct report_parameter p = {":record", NULL, 0};
	size_t i, count = 0;

	json_array_foreach (rows, i, row)
		if (is_meant(json_member_text(row, "event"), event)) {
			found = row;
			count++;
		}
	if (rows != NULL && count == 0)
		(void)err_set(e, ERR_NOT_FOUND,
		    "the register has no event \"%s\"; see `sanji conflicts`",
		    event);
	if (count > 1)
		(void)err_set(e, ERR_NOT_FOUND,
		    "\"%s\" fits several; write more of it", event);
	json_incref(count == 1 ? found : NULL);
	if (count == 1)
		p.number = json_member_integer(found, "record", 0);
	json_decref(rows);
	if (count != 1)
		return NULL;
	*all_out =
	    store_report(engine_store(a->engine), REPORT_REGISTER_OF, &p, 1, e);
	return found;
}

/* What the register holds of the other one: a ruling says which stands. */
static int
is_ruling(const json_t *row)
{
	const struct event_type *et =
	    event_type_of_kind(record_type_named(json_member_text(row, "type")),
		json_member_text(row, "kind"));

	return et != NULL && et->effect == EFFECT_RULES;
}

static int
is_same(const json_t *one, const char *member, const json_t *other,
    const char *of_other)
{
	const char *a = json_member_text(one, member);
	const char *b = json_member_text(other, of_other);

	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/*
 * The event itself, what it is against, and what is against it; once it was
 * ruled on, those the ruling was on.
 */
static int
is_party(const json_t *entry, const json_t *row)
{
	return is_same(row, "event", entry, "event") ||
	       is_same(row, "event", entry, "against") ||
	       is_same(row, "against", entry, "event") ||
	       is_same(row, "against", entry, "against");
}

/* Put each party where it belongs: among the versions, or the rulings. */
static int
sort_out(const struct actor *a, const json_t *entry, const json_t *all,
    json_t *versions, json_t *rulings, struct err *e)
{
	json_t *row;
	size_t i;

	json_array_foreach (all, i, row) {
		json_t *list = is_ruling(row) ? rulings : versions;

		if (list == versions && !is_party(entry, row))
			continue;
		if (register_version_complete(a, row, all, e) != 0)
			return -1;
		if (json_array_append(list, row) != 0)
			return err_nomem(e);
	}
	return 0;
}

static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *all = NULL, *versions = json_array(), *rulings = json_array();
	json_t *entry = find_entry(a, request_text(request, "event"), &all, e);
	int failed = entry == NULL || all == NULL || versions == NULL ||
		     rulings == NULL ||
		     sort_out(a, entry, all, versions, rulings, e) != 0 ||
		     register_entry_describe(entry, e) != 0 ||
		     register_version_name(a, entry, e) != 0;

	(void)self;
	if (!failed) {
		*out = json_incref(entry);
		failed = json_object_set(*out, "versions", versions) != 0 ||
			 json_object_set(*out, "rulings", rulings) != 0;
	}
	json_decref(rulings);
	json_decref(versions);
	json_decref(all);
	json_decref(entry);
	return failed ? -1 : 0;
}

/* --- ruling ----------------------------------------------------------------
 */

/* What waits under a power is ratified by whoever grants powers. */
static int
check_may_rule(const struct actor *a, const json_t *entry, struct err *e)
{
	int waits = register_entry_status(entry) == EVENT_HELD ||
		    json_member_integer(entry, "space_kind", 0) != 0;

	if (a->user == NULL || !waits ||
	    access_is_allowed(a->user->roles, "power", "ratify"))
		return 0;
	return err_set(e, ERR_REFUSED,
	    "what waits to be ratified is ruled on by the business section");
}

/* The kind of ruling that does what the operator asks, after the dot. */
static const char *
ruling_for(const json_t *entry, const char *as, struct err *e)
{
	enum event_status status = register_entry_status(entry);
	int is_held = status == EVENT_HELD;

	if (strcmp(as, "stands") == 0)
		return is_held ? "ratified" : "ruled";
	if (strcmp(as, "falls") == 0 && is_held)
		return "annulled";
	if (strcmp(as, "is") == 0 && !is_held && status != EVENT_CONFLICT)
		return "noted";
	if (strcmp(as, "falls") == 0)
		(void)err_set(e, ERR_REFUSED,
		    "name the event that is to stand, with as=stands; see "
		    "`sanji conflicts show`");
	else if (strcmp(as, "is") == 0)
		(void)err_set(e, ERR_REFUSED,
		    "what waits cannot be left as it is; say as=stands of the "
		    "one that is to stand");
	else
		(void)err_set(e, ERR_USAGE,
		    "as is \"%s\"; it must be stands, falls (what is held) "
		    "or is (leave it as it is)",
		    as);
	return NULL;
}

static json_t *
ruling_event(
    const json_t *entry, const json_t *request, const char *verb, struct err *e)
{
	const char *reason = request_text(request, "reason");
	char kind[EVENT_KIND_MAX];
	json_t *event;

	(void)snprintf(
	    kind, sizeof(kind), "%s.%s", json_member_text(entry, "type"), verb);
	event = json_pack("{s:s,s:s,s:s,s:{s:s}}", EVENT_DO, kind, EVENT_ON,
	    json_member_text(entry, "id"), "event",
	    json_member_text(entry, "event"), EVENT_PERSONAL, "reason", reason);
	if (event == NULL)
		(void)err_nomem(e);
	return event;
}

/*
 * Into a gazette only its own hall writes: the county rules on what another
 * one published in its own.
 */
static int
is_published(const struct actor *a, const json_t *entry)
{
	return json_member_integer(entry, "space_kind", 0) != 0 &&
	       strcmp(json_member_text(entry, "hall"),
		   engine_identity(a->engine)->hall.digits) != 0;
}

static int
rule_on_published(const struct actor *a, const json_t *entry,
    const json_t *request, const char **verb_out, struct err *e)
{
	const char *as = request_text(request, "as");
	const char *hall = json_member_text(entry, "hall");
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	int stands = strcmp(as, "stands") == 0;
	json_t *event;

	if (!stands && strcmp(as, "falls") != 0)
		return err_set(e, ERR_USAGE,
		    "as is \"%s\"; of what a hall published it must be stands "
		    "or falls",
		    as);
	*verb_out = stands ? "ratified" : "annulled";
	event = json_pack("{s:s,s:s,s:s,s:s}", EVENT_DO,
	    stands ? "hall.ratified" : "hall.annulled", EVENT_ON, hall, "event",
	    json_member_text(entry, "event"), "reason",
	    request_text(request, "reason"));
	return event == NULL ? err_nomem(e)
			     : write_event_take(
				   a, &gazette, event, hall, NULL, "hall", e);
}

static int
rule_beside(const struct actor *a, const json_t *entry, const json_t *request,
    const char *label, const char **verb_out, struct err *e)
{
	struct space_name space = {.kind = SPACE_LEDGER};

	if (json_member_integer(entry, "space_kind", 0) != 0)
		space.kind = SPACE_GAZETTE;
	*verb_out = ruling_for(entry, request_text(request, "as"), e);
	if (*verb_out == NULL ||
	    (strcmp(*verb_out, "annulled") == 0 &&
		power_may_annul(a, entry, e) != 0) ||
	    hall_code_parse(json_member_text(entry, "hall"), &space.hall) != 0)
		return -1;
	return write_event_take(a, &space,
	    ruling_event(entry, request, *verb_out, e), label, NULL,
	    json_member_text(entry, "type"), e);
}

static int
resolve(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *all = NULL;
	json_t *entry = find_entry(a, request_text(request, "event"), &all, e);
	const char *verb = NULL, *label;
	int failed = entry == NULL;

	(void)self;
	json_decref(all);
	if (failed)
		return -1;
	label = json_member_text(entry, "number");
	if (label == NULL)
		label = json_member_text(entry, "id");
	failed = check_may_rule(a, entry, e) != 0;
	if (!failed && is_published(a, entry))
		failed = rule_on_published(a, entry, request, &verb, e);
	else if (!failed)
		failed = rule_beside(a, entry, request, label, &verb, e);
	if (!failed)
		*out = json_pack("{s:s,s:s,s:s}", "number", label, "event",
		    json_member_text(entry, "event"), "ruling", verb);
	json_decref(entry);
	return failed ? -1 : 0;
}

/* --- what there is ---------------------------------------------------------
 */

static const struct action_parameter list_parameters[] = {
    {"all", "yes: also what was settled, and violations; newest first", 0},
    {"most", "how many at most", 0}, {NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"event", "event, or the beginning of its id", 1}, {NULL, NULL, 0}};

static const struct action_parameter resolve_parameters[] = {
    {"event", "event, or the beginning of its id", 1},
    {"as", "stands, falls (what is held), or is (leave it)", 1},
    {"reason", "reason", 1}, {NULL, NULL, 0}};

const struct action conflict_actions[] = {
    {"conflicts", "list", "what waits for a ruling or for somebody to look",
	NULL, list_parameters, NULL, "sanji conflicts list all=yes", list},
    {"conflicts", "show", "the versions side by side: who, when, knowing what",
	NULL, which, "event", "sanji conflicts show CHANGE_SET/0", show},
    {"conflicts", "resolve", "rule on it; a later ruling undoes this one", NULL,
	resolve_parameters, "event",
	"sanji conflicts resolve CHANGE_SET/0 as=stands reason=以镇级决定为准",
	resolve},
    {.noun = NULL},
};
