#include "schema/records/item_check.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/deadline.h"
#include "schema/records/item_fields.h"

/* 受理 belongs to the window; what follows is 审 and 核. */
#define ONE_REVIEW_STEPS_MAX 2

static int
has_flag(const json_t *event, const char *flag)
{
	size_t i;
	json_t *one;

	json_array_foreach (json_object_get(event, "flags"), i, one)
		if (strcmp(json_string_value(one), flag) == 0)
			return 1;
	return 0;
}

/* A limit of 0 days is one the law leaves open. */
static int
check_limits(const json_t *event, struct err *e)
{
	int statutory = (int)json_member_integer(event, "statutory_days", 0);
	int promise = (int)json_member_integer(event, "promise_days", 0);

	if (!deadline_may_promise(promise, statutory))
		return err_set(e, ERR_REFUSED,
		    "promise_days is %d and statutory_days %d: no promise is "
		    "longer than the statutory limit (行政许可法 42); shorten "
		    "it",
		    promise, statutory);
	if (promise == 0 && !has_flag(event, "immediate"))
		return err_set(e, ERR_REFUSED,
		    "promise_days is 0 and flags lack \"immediate\": only what "
		    "is done the same day promises 0 days; add the flag, or "
		    "promise a day");
	if (promise != 0 && has_flag(event, "immediate"))
		return err_set(e, ERR_REFUSED,
		    "flags say \"immediate\" and promise_days is %d: what is "
		    "done the same day promises 0 days; correct one of the two",
		    promise);
	return 0;
}

static int
check_standards(const json_t *event, struct err *e)
{
	static const char *const written[] = {"content", "conditions", "steps"};
	json_int_t days = 0;
	size_t i;
	json_t *step;

	for (i = 0; i < COUNT_OF(written); i++)
		if (json_object_get(event, written[i]) == NULL)
			return err_set(e, ERR_REFUSED,
			    "%s is not filled in: every version of an item "
			    "has its six standards (内容 材料 条件 流程 时间 "
			    "收费); write it",
			    written[i]);
	json_array_foreach (json_object_get(event, "steps"), i, step)
		days += json_member_integer(step, "days", 0);
	if (days > json_member_integer(event, "promise_days", 0))
		return err_set(e, ERR_REFUSED,
		    "the steps take %lld working days together, more than "
		    "promise_days; shorten them",
		    (long long)days);
	return 0;
}

static int
check_fees(const json_t *event, struct err *e)
{
	size_t i;
	json_t *fee;

	json_array_foreach (json_object_get(event, "fees"), i, fee)
		if (json_member_integer(fee, "amount", 0) > 0 &&
		    json_object_get(fee, "basis") == NULL)
			return err_set(e, ERR_REFUSED,
			    "fees: \"%s\" has no basis; nothing is charged "
			    "without one (行政许可法 58, 59)",
			    json_member_text(fee, "name"));
	return 0;
}

static int
check_disclosures(const json_t *event, struct err *e)
{
	const json_t *said = json_object_get(event, "disclosures");
	const struct field_type *f = item_disclosure_columns;

	for (; f->name != NULL; f++)
		if (json_object_get(said, f->name) == NULL)
			return err_set(e, ERR_REFUSED,
			    "disclosures.%s (%s) is not filled in: all nine "
			    "are public before an item is (九公开, 行政许可法 "
			    "30); write it",
			    f->name, _(f->meaning));
	return 0;
}

static int
has_secondary(const json_t *event)
{
	size_t i;
	json_t *material;

	json_array_foreach (json_object_get(event, "materials"), i, material) {
		const char *weight = json_member_text(material, "weight");

		if (weight != NULL && strcmp(weight, "secondary") == 0)
			return 1;
	}
	return 0;
}

/* The name of a row, or a name by itself. */
static const char *
name_of(const json_t *one)
{
	return json_is_object(one) ? json_member_text(one, "name")
				   : json_string_value(one);
}

/* What is named twice cannot be told apart at the window. */
static int
check_once(const json_t *event, const char *field, struct err *e)
{
	const json_t *list = json_object_get(event, field);

	for (size_t i = 0; i < json_array_size(list); i++)
		for (size_t k = 0; k < i; k++) {
			const char *name = name_of(json_array_get(list, i));

			if (strcmp(name, name_of(json_array_get(list, k))) == 0)
				return err_set(e, ERR_REFUSED,
				    "%s: \"%s\" stands there twice; take one "
				    "away, or call them differently",
				    field, name);
		}
	return 0;
}

/* A main document may not follow later: without it nothing is accepted. */
static int
check_materials(const json_t *event, struct err *e)
{
	size_t i;
	json_t *m;

	json_array_foreach (json_object_get(event, "materials"), i, m) {
		const char *main = json_member_text(m, "main");
		const char *weight = json_member_text(m, "weight");

		if (main != NULL && strcmp(main, "yes") == 0 &&
		    weight != NULL && strcmp(weight, "secondary") == 0)
			return err_set(e, ERR_REFUSED,
			    "materials: \"%s\" is a main document and "
			    "secondary, and cannot be both (centre rules: "
			    "补办件); correct one of the two",
			    json_member_text(m, "name"));
	}
	return check_once(event, "materials", e);
}

static int
check_handling(const json_t *event, struct err *e)
{
	size_t steps = json_array_size(json_object_get(event, "steps"));
	size_t departments =
	    json_array_size(json_object_get(event, "joint_departments"));

	if (has_flag(event, "joint") != (departments > 1) || departments == 1)
		return err_set(e, ERR_REFUSED,
		    "flags \"joint\" and joint_departments go together: name "
		    "all departments, two or more, that which approves last at "
		    "the end; or take the flag away");
	if (json_object_get(event, "joint_halls") != NULL &&
	    json_array_size(json_object_get(event, "joint_halls")) !=
		departments)
		return err_set(e, ERR_REFUSED,
		    "joint_halls names one hall for each of the "
		    "joint_departments, in their order; correct it, or leave "
		    "it out and each case's own hall handles all parts");
	if (departments > 1 && has_flag(event, "immediate"))
		return err_set(e, ERR_REFUSED,
		    "flags say \"immediate\" and \"joint\": what several "
		    "departments handle is not done at once; take one away");
	if (has_flag(event, "one_review") && steps > ONE_REVIEW_STEPS_MAX)
		return err_set(e, ERR_REFUSED,
		    "flags say \"one_review\" (一审一核) and there are %zu "
		    "steps; at most %d",
		    steps, ONE_REVIEW_STEPS_MAX);
	if (has_flag(event, "tolerates_missing") && !has_secondary(event))
		return err_set(e, ERR_REFUSED,
		    "flags say \"tolerates_missing\" (容缺) and no material is "
		    "secondary; say which may come later");
	if (json_object_get(event, "delegation") != NULL &&
	    !has_flag(event, "delegable"))
		return err_set(e, ERR_REFUSED,
		    "delegation is given and flags lack \"delegable\"; add the "
		    "flag, or leave the mode out");
	return 0;
}

int
item_check(const json_t *event, struct err *e)
{
	if (check_limits(event, e) != 0 || check_standards(event, e) != 0 ||
	    check_materials(event, e) != 0 ||
	    check_once(event, "joint_departments", e) != 0 ||
	    check_fees(event, e) != 0 || check_handling(event, e) != 0)
		return -1;
	return check_disclosures(event, e);
}
