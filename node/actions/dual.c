#include "node/actions/dual.h"

#include <stdio.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"
#include "schema/records/dual.h"
#include "schema/store/node.h"

/* --- writing ---------------------------------------------------------------
 */

struct ruling {
	const json_t *one, *other; /* rows of cases */
	const char *role_of_one;
	const char *role_of_other;
	const char *reason;
	int is_automatic;
	uint64_t number;
};

/* What is said of one case about another. */
static json_t *
linked(const json_t *one, const json_t *other, const char *role,
    const struct ruling *r)
{
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:{s:s}}", EVENT_DO,
	    "case.linked", EVENT_ON, json_member_text(one, "id"), "case",
	    json_member_text(other, "id"), "hall",
	    json_member_text(other, "hall"), "number",
	    json_member_text(other, "number"), "role", role, "automatic",
	    r->is_automatic ? "yes" : "no", "ruling", (json_int_t)r->number,
	    EVENT_PERSONAL, "reason", r->reason);
}

static int
write_side(
    const struct actor *a, const json_t *one, json_t *event, struct err *e)
{
	struct space_name ledger;

	if (event == NULL)
		return err_nomem(e);
	if (case_ledger(one, &ledger, e) != 0) {
		json_decref(event);
		return -1;
	}
	return write_event_take(a, &ledger, event,
	    json_member_text(one, "number"), NULL, "case", e);
}

/* Both sides or none. */
static int
write_ruling(const struct actor *a, struct ruling *r, struct err *e)
{
	int is_own = !store_is_in_transaction(engine_store(a->engine));
	int failed;

	if (is_own && engine_begin(a->engine, e) != 0)
		return -1;
	failed = store_node_next_ruling(
		     engine_store(a->engine), &r->number, e) != 0 ||
		 write_side(a, r->one,
		     linked(r->one, r->other, r->role_of_one, r), e) != 0 ||
		 write_side(a, r->other,
		     linked(r->other, r->one, r->role_of_other, r), e) != 0;
	if (failed && is_own)
		engine_rollback(a->engine);
	else if (!failed && is_own)
		failed = engine_commit(a->engine, e);
	return failed ? -1 : 0;
}

/* --- who rules -------------------------------------------------------------
 */

static size_t
hall_of(const struct actor *a, const json_t *row)
{
	struct hall_code code;

	if (hall_code_parse(json_member_text(row, "hall"), &code) != 0)
		return HALL_UNKNOWN;
	return authority_hall(engine_authority(a->engine), &code);
}

/* Whether hall x is y, or above it. */
static int
covers(const struct authority *all, size_t x, size_t y)
{
	return x == y || authority_is_above(all, x, y);
}

/*
 * The lowest hall that holds both ledgers: it covers both owners, and no
 * hall right below it does.
 */
static int
is_ours(const struct actor *a, const json_t *one, const json_t *other)
{
	const struct authority *all = engine_authority(a->engine);
	size_t x = hall_of(a, one), y = hall_of(a, other);
	size_t self = authority_hall(all, &engine_identity(a->engine)->hall);

	if (x == HALL_UNKNOWN || y == HALL_UNKNOWN || self == HALL_UNKNOWN)
		return 0;
	while (!covers(all, x, y))
		x = all->halls[x].parent;
	return x == self;
}

/* --- by itself -------------------------------------------------------------
 */

/* A pair of the report, as two rows. */
static json_t *
side_of(const json_t *pair, const char *side)
{
	static const char *const members[] = {
	    "id", "hall", "number", "received_time", "over_time"};
	json_t *row = json_object();
	char name[40];

	for (size_t i = 0; row != NULL && i < COUNT_OF(members); i++) {
		json_t *value;

		(void)snprintf(name, sizeof(name), "%s_%s", side, members[i]);
		value = json_object_get(pair, name);
		if (value != NULL && !json_is_null(value))
			(void)json_object_set(row, members[i], value);
	}
	return row;
}

/* What has become another name of a case needs no other ruling. */
static int
is_settled(const json_t *settled, const json_t *row)
{
	return json_object_get(settled, json_member_text(row, "id")) != NULL;
}

static int
rule_on(const struct actor *a, const json_t *pair, json_t *settled,
    size_t *written, struct err *e)
{
	json_t *x = side_of(pair, "a"), *y = side_of(pair, "b");
	int x_keeps = x != NULL && y != NULL && dual_keeps(x, y);
	struct ruling r = {.one = x_keeps ? x : y,
	    .other = x_keeps ? y : x,
	    .role_of_one = "keeps",
	    .role_of_other = "alias",
	    .reason = _("received at two halls"),
	    .is_automatic = 1};
	int failed = x == NULL || y == NULL ? err_nomem(e) : 0;

	if (!failed && !is_settled(settled, x) && !is_settled(settled, y) &&
	    is_ours(a, x, y) && dual_is_again(r.one, r.other)) {
		failed = write_ruling(a, &r, e) != 0 ||
			 json_object_set_new(settled,
			     json_member_text(r.other, "id"), json_true()) != 0;
		*written += failed ? 0 : 2;
	}
	json_decref(x);
	json_decref(y);
	return failed;
}

int
dual_rule(const struct actor *a, size_t *written, struct err *e)
{
	json_t *pairs = store_report(
	    engine_store(a->engine), REPORT_CASES_TWICE, NULL, 0, e);
	json_t *settled = json_object(), *pair;
	int failed = pairs == NULL || settled == NULL;
	size_t i;

	json_array_foreach (pairs, i, pair)
		if (!failed)
			failed = rule_on(a, pair, settled, written, e);
	json_decref(settled);
	json_decref(pairs);
	return failed ? -1 : 0;
}

/* --- by a person -----------------------------------------------------------
 */

static const char *
opposite(const char *role)
{
	if (strcmp(role, "keeps") == 0)
		return "alias";
	if (strcmp(role, "alias") == 0)
		return "keeps";
	return strcmp(role, "separate") == 0 ? "separate" : NULL;
}

int
dual_link(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *role = request_text(request, "role");
	json_t *rows = NULL, *others = NULL;
	const json_t *one = case_find(a, request, &rows, e);
	const json_t *other =
	    one == NULL ? NULL
			: only_row(a, REPORT_CASE_FIND,
			      request_text(request, "other"), &others, e);
	struct ruling r = {.one = one,
	    .other = other,
	    .role_of_one = role,
	    .role_of_other = opposite(role),
	    .reason = request_text(request, "reason")};
	int failed = other == NULL;

	(void)self;
	if (!failed && r.role_of_other == NULL)
		failed = err_set(e, ERR_FORMAT,
		    "%s is \"%s\"; it must be one of: %s", "role", role,
		    "keeps, alias, separate");
	if (!failed && one != NULL &&
	    strcmp(json_member_text(one, "id"),
		json_member_text(other, "id")) == 0)
		failed = err_set(
		    e, ERR_FORMAT, "name two cases; this is one and the same");
	if (!failed)
		failed = write_ruling(a, &r, e);
	if (!failed)
		failed = case_named(one, out, e);
	json_decref(rows);
	json_decref(others);
	return failed ? -1 : 0;
}
