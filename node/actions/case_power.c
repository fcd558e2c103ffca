/*
 * Under which power a case is decided here (下放权限): in whose name, or, if
 * under none, by which rule not.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/case_item.h"
#include "node/actions/hall_named.h"
#include "node/actions/power.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"
#include "schema/records/power.h"

int
case_needs_power(const struct actor *a)
{
	const struct authority *all = engine_authority(a->engine);

	return authority_hall(all, &engine_identity(a->engine)->hall) != 0;
}

/* Whether the power lets this case be decided, as far as it is in effect. */
static int
is_for(const struct actor *a, const char *power, const json_t *row,
    const json_t *opening)
{
	const struct power *p =
	    authority_power(engine_authority(a->engine), power);
	struct power_subject subject = {
	    json_member_text(row, "id"), opening, "item"};

	return p != NULL && p->granted != NULL &&
	       (opening == NULL || power_allows(p->granted, &subject));
}

json_t *
case_power(const struct actor *a, const json_t *row, struct err *e)
{
	char day[DAY_TEXT_MAX];
	struct report_parameter p[] = {
	    {":hall", engine_identity(a->engine)->hall.digits, 0},
	    {":item", json_member_text(row, "item"), 0},
	    {":day", day, 0},
	};
	json_t *rows, *opening = case_opening(a, row, e), *power = NULL, *one;
	size_t i;

	day_of(a->now_s, day);
	rows = store_report(
	    engine_store(a->engine), REPORT_POWERS_OF, p, COUNT_OF(p), e);
	json_array_foreach (rows, i, one)
		if (power == NULL &&
		    is_for(a, json_member_text(one, "id"), row, opening))
			power = json_incref(json_object_get(one, "id"));
	json_decref(rows);
	json_decref(opening);
	return power;
}

/* --- in whose name -------------------------------------------------------- */

/* Whose name and seal stand on the paper, as notice_issuer.c has it. */
static json_t *
name_of(const struct actor *a, const json_t *power, const json_t *row,
    struct err *e)
{
	const char *department = json_member_text(power, "department");
	const char *self = engine_identity(a->engine)->hall.digits;
	char hall[HALL_NAME_MAX];
	json_t *item, *name;

	if (strcmp(json_member_text(power, "mode"), "authorised") == 0) {
		hall_name_at(a, self, a->now_s, hall);
		return json_string(hall);
	}
	if (department != NULL)
		return json_string(department);
	item = case_item_of(a, row, e);
	name = json_incref(json_object_get(item, "department"));
	json_decref(item);
	return name;
}

static json_t *
under(const struct actor *a, const json_t *power, const json_t *row,
    struct err *e)
{
	const char *mode = json_member_text(power, "mode");
	json_t *name = name_of(a, power, row, e);
	json_t *out = json_pack("{s:O,s:O,s:s,s:s,s:s,s:O,s:o*,s:O*,s:O*}",
	    "power", json_object_get(power, "id"), "mode",
	    json_object_get(power, "mode"), "mode_meaning", _(mode), "decides",
	    _(power_decides(mode)), "bears", _(power_bears(mode)), "stage",
	    json_object_get(power, "stage"), "name", name, "basis",
	    json_object_get(power, "basis"), "valid_to",
	    json_object_get(power, "valid_to"));

	if (out == NULL)
		(void)err_nomem(e);
	return out;
}

/* --- why not -------------------------------------------------------------- */

static int
is_stage(const json_t *power, const char *word)
{
	return strcmp(json_member_text(power, "stage"), word) == 0;
}

/* What this hall knows is older than the power allows (RULES A9). */
static int
is_view_old(const struct actor *a, const json_t *power)
{
	json_int_t days = json_member_integer(power, "view_days", 0);
	struct err e = ERR_INIT;
	int64_t age_s;

	return days != 0 &&
	       engine_view_age(a->engine, a->now_s, &age_s, &e) == 0 &&
	       age_s > days * INT64_C(86400);
}

/* A power that covers the case and cannot be used today; else NULL. */
static json_t *
why_not_today(const struct actor *a, const json_t *power)
{
	const char *id = json_member_text(power, "id");

	if (is_stage(power, "suspended"))
		return json_sprintf(
		    _("the power %s is suspended; nothing is decided under it "
		      "until the county lets it be used again (RULES A5)"),
		    id);
	if (is_stage(power, "expired"))
		return json_sprintf(_("the power %s was valid until %s"), id,
		    json_member_text(power, "valid_to"));
	if (is_stage(power, "not_yet_valid"))
		return json_sprintf(_("the power %s is valid from %s on"), id,
		    json_member_text(power, "valid_from"));
	if (is_stage(power, "handed_back") || is_stage(power, "taken_back"))
		return json_sprintf(
		    _("the power %s was taken back (RULES A5)"), id);
	if (is_view_old(a, power))
		return json_sprintf(
		    _("what this hall knows of the county's gazette is older "
		      "than the %lld days the power %s allows (RULES A9); "
		      "connect first"),
		    (long long)json_member_integer(power, "view_days", 0), id);
	return NULL;
}

static int
is_of_item(const struct actor *a, const json_t *power, const char *item)
{
	const char *grantee = json_member_text(power, "grantee");
	size_t i;
	json_t *one;

	if (grantee == NULL ||
	    strcmp(grantee, engine_identity(a->engine)->hall.digits) != 0 ||
	    json_object_get(power, "granted_time") == NULL)
		return 0;
	json_array_foreach (json_object_get(power, "items"), i, one)
		if (strcmp(json_string_value(one), item) == 0)
			return 1;
	return 0;
}

/* No power covers the case: of those for its item the last says most. */
static json_t *
why_none(const struct actor *a, const json_t *powers, const json_t *row)
{
	const json_t *last = NULL;
	const char *id;
	size_t i;
	json_t *power;

	json_array_foreach (powers, i, power)
		if (is_of_item(a, power, json_member_text(row, "item")) &&
		    (last == NULL ||
			json_member_integer(last, "granted_time", 0) <
			    json_member_integer(power, "granted_time", 0)))
			last = power;
	if (last == NULL)
		return json_string(_("this hall holds no power that covers "
				     "the case; the county grants one "
				     "(行政许可法 24)"));
	id = json_member_text(last, "id");
	if (is_stage(last, "taken_back"))
		return json_sprintf(
		    _("the power %s was taken back (RULES A5)"), id);
	if (strcmp(json_member_text(last, "mode"), "assisted") == 0)
		return json_sprintf(
		    _("under the power %s the county decides; this hall takes "
		      "in and helps (镇派员协助)"),
		    id);
	return json_sprintf(
	    _("the power %s is for the item, and not for this case: its "
	      "ceiling, its kinds of applicants or its one case say so"),
	    id);
}

static const json_t *
named(const json_t *powers, const char *id)
{
	size_t i;
	json_t *power;

	json_array_foreach (powers, i, power)
		if (strcmp(json_member_text(power, "id"), id) == 0)
			return power;
	return NULL;
}

int
case_put_power(const struct actor *a, const json_t *powers, const json_t *row,
    json_t *to, struct err *e)
{
	json_t *id, *refused;
	const json_t *power;

	if (!case_needs_power(a))
		return 0;
	id = case_power(a, row, e);
	power = id == NULL ? NULL : named(powers, json_string_value(id));
	json_decref(id);
	refused =
	    power == NULL ? why_none(a, powers, row) : why_not_today(a, power);
	if (refused != NULL || power == NULL)
		return json_put_take(to, "refused", refused, e);
	return json_put_take(to, "under", under(a, power, row, e), e);
}
