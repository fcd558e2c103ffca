#include "node/actions/dual.h"

#include <stdio.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/link.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/dual.h"
#include "schema/store/lookup.h"

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
	struct link l = {.type = "case",
	    .one = x_keeps ? x : y,
	    .other = x_keeps ? y : x,
	    .role = "keeps",
	    .reason = _("received at two halls"),
	    .is_automatic = 1};
	int failed = x == NULL || y == NULL ? err_nomem(e) : 0;

	if (!failed && !is_settled(settled, x) && !is_settled(settled, y) &&
	    is_ours(a, x, y) && dual_is_again(l.one, l.other)) {
		failed = link_write(a, &l, e) != 0 ||
			 json_object_set_new(settled,
			     json_member_text(l.other, "id"), json_true()) != 0;
		*written += failed ? 0 : 2;
	}
	json_decref(x);
	json_decref(y);
	return failed;
}

static int
rule_on_all(const struct actor *a, size_t *written, struct err *e)
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
	return failed ? -1 : store_lookups_compared(engine_store(a->engine), e);
}

/* In one transaction: what another program adds meanwhile would else be
 * taken for compared. */
int
dual_rule(const struct actor *a, size_t *written, struct err *e)
{
	int is_own;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	return action_end(a, is_own, rule_on_all(a, written, e), e);
}

/* --- by a person -----------------------------------------------------------
 */

int
dual_link(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *others = NULL;
	const json_t *one = case_find(a, request, &rows, e);
	const json_t *other =
	    one == NULL ? NULL
			: only_row(a, REPORT_CASE_FIND,
			      request_text(request, "other"), &others, e);
	struct link l = {.type = "case",
	    .one = one,
	    .other = other,
	    .role = request_text(request, "role"),
	    .reason = request_text(request, "reason")};
	int failed = other == NULL || link_write(a, &l, e) != 0 ||
		     case_named(one, out, e) != 0;

	(void)self;
	json_decref(rows);
	json_decref(others);
	return failed ? -1 : 0;
}
