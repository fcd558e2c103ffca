/*
 * What an item must say before it is public.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/item_fields.h"
#include "schema/records/record_type.h"
#include "tests/fixture/disclosed.h"

static const char fine[] =
    "{\"do\":\"item.published\",\"on\":\"330421-MZ-014\",\"version\":1,"
    "\"name\":\"临时救助对象认定\",\"department\":\"民政局\","
    "\"statutory_days\":20,\"promise_days\":5,"
    "\"content\":\"困难家庭的临时救助\",\"conditions\":\"本县居民\","
    "\"materials\":[{\"name\":\"身份证\",\"main\":\"yes\",\"originals\":1,"
    "\"copies\":1,\"mandatory\":\"yes\",\"weight\":\"core\"}],"
    "\"steps\":[{\"name\":\"受理\",\"days\":0},"
    "{\"name\":\"审核\",\"role\":\"民政局\",\"days\":5}],"
    "\"disclosures\":" DISCLOSED_JSON "}";

static json_t *
fine_item(void)
{
	struct err e = ERR_INIT;
	json_t *item = json_read(fine, strlen(fine), &e);

	if (item == NULL)
		fail_msg("%s", e.text);
	return item;
}

static int
checked_take(json_t *event, struct err *e)
{
	const char *kind = json_member_text(event, "do");
	int failed = event_check(
	    event_type_of_kind(record_type_of_kind(kind), kind), event, e);

	json_decref(event);
	return failed;
}

/* The fine item with what the object says beside or instead. */
static json_t *
with(const char *members)
{
	json_t *item = fine_item();
	json_t *more = json_loads(members, 0, NULL);

	if (more == NULL)
		fail_msg("the test's own JSON is wrong: %s", members);
	assert_int_equal(json_object_update(item, more), 0);
	json_decref(more);
	return item;
}

static void
may_be_public(const char *members)
{
	struct err e = ERR_INIT;

	if (checked_take(with(members), &e) != 0)
		fail_msg("%s: %s", members, e.text);
}

static void
refused_take(json_t *item, const char *why)
{
	struct err e = ERR_INIT;

	if (checked_take(item, &e) == 0)
		fail_msg("nobody said \"%s\"", why);
	assert_int_equal(e.code, ERR_REFUSED);
	if (strstr(e.text, why) == NULL)
		fail_msg("%s", e.text);
}

static void
is_refused(const char *members, const char *why)
{
	refused_take(with(members), why);
}

static void
no_promise_is_longer_than_the_statutory_limit(void **state)
{
	(void)state;
	may_be_public("{}");
	may_be_public("{\"promise_days\":20}");
	/* The law leaves this one open. */
	may_be_public("{\"statutory_days\":0,\"promise_days\":90}");
	is_refused("{\"promise_days\":21}", "no promise is longer");
	is_refused("{\"statutory_days\":4}", "no promise is longer");
}

static void
what_is_done_at_once_promises_no_days(void **state)
{
	const char *steps = "\"steps\":[{\"name\":\"办结\"}]";
	char members[200];

	(void)state;
	(void)snprintf(members, sizeof(members),
	    "{\"promise_days\":0,\"flags\":[\"immediate\"],%s}", steps);
	may_be_public(members);
	(void)snprintf(
	    members, sizeof(members), "{\"promise_days\":0,%s}", steps);
	is_refused(members, "lack \"immediate\"");
	is_refused("{\"flags\":[\"immediate\"]}", "promise_days is 5");
}

static void
every_version_has_its_six_standards(void **state)
{
	static const char *const written[] = {"content", "conditions", "steps"};
	json_t *item;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(written); i++) {
		item = fine_item();
		assert_int_equal(json_object_del(item, written[i]), 0);
		refused_take(item, written[i]);
	}
	/* None to bring, and free of charge: the disclosures say so. */
	item = fine_item();
	assert_int_equal(json_object_del(item, "materials"), 0);
	assert_int_equal(checked_take(item, NULL), 0);
}

static void
steps_take_no_longer_than_was_promised(void **state)
{
	(void)state;
	may_be_public("{\"steps\":[{\"name\":\"受理\"},"
		      "{\"name\":\"审核\",\"days\":2},"
		      "{\"name\":\"核准\",\"days\":3}]}");
	is_refused("{\"steps\":[{\"name\":\"审核\",\"days\":3},"
		   "{\"name\":\"核准\",\"days\":3}]}",
	    "6 working days together");
}

static void
a_fee_has_its_basis_and_is_counted_in_fen(void **state)
{
	struct err e = ERR_INIT;

	(void)state;
	may_be_public("{\"fees\":[{\"name\":\"工本费\",\"amount\":500,"
		      "\"basis\":\"浙价费〔2012〕1号\"}]}");
	may_be_public("{\"fees\":[{\"name\":\"免收\",\"amount\":0}]}");
	is_refused("{\"fees\":[{\"name\":\"工本费\",\"amount\":500}]}",
	    "\"工本费\" has no basis");
	assert_int_not_equal(
	    checked_take(with("{\"fees\":[{\"name\":\"工本费\","
			      "\"amount\":5.5}]}"),
		&e),
	    0);
	assert_non_null(strstr(e.text, "whole number"));
}

static void
all_nine_disclosures_are_written(void **state)
{
	size_t count = 0;

	(void)state;
	for (const struct field_type *f = item_disclosure_columns; f->name;
	     f++, count++) {
		char named[64];
		json_t *item = fine_item();

		(void)snprintf(
		    named, sizeof(named), "disclosures.%s (", f->name);
		assert_int_equal(
		    json_object_del(
			json_object_get(item, "disclosures"), f->name),
		    0);
		refused_take(item, named);
	}
	assert_int_equal(count, 9);
}

static void
an_empty_disclosure_is_none(void **state)
{
	json_t *item = fine_item();
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(
	    json_object_set_new(
		json_object_get(item, "disclosures"), "fees", json_string("")),
	    0);
	assert_int_not_equal(checked_take(item, &e), 0);
	assert_non_null(strstr(e.text, "fees is empty"));
}

static void
ways_of_handling_fit_together(void **state)
{
	(void)state;
	may_be_public("{\"flags\":[\"joint\"],\"joint_departments\":"
		      "[\"国土资源局\",\"民政局\"]}");
	is_refused("{\"flags\":[\"joint\"],"
		   "\"joint_departments\":[\"国土资源局\"]}",
	    "two or more");
	is_refused("{\"flags\":[\"joint\",\"immediate\"],\"promise_days\":0,"
		   "\"steps\":[{\"name\":\"办结\"}],"
		   "\"joint_departments\":[\"国土资源局\",\"民政局\"]}",
	    "not done at once");
	is_refused("{\"flags\":[\"joint\"]}", "joint_departments go together");
	may_be_public("{\"flags\":[\"joint\"],\"joint_departments\":"
		      "[\"国土资源局\",\"民政局\"],\"joint_halls\":"
		      "[\"330421111000\",\"330421000000\"]}");
	is_refused("{\"flags\":[\"joint\"],\"joint_departments\":"
		   "[\"国土资源局\",\"民政局\"],\"joint_halls\":"
		   "[\"330421111000\"]}",
	    "one hall for each");
	is_refused("{\"joint_departments\":[\"国土资源局\"]}", "go together");
	may_be_public("{\"flags\":[\"one_review\"]}");
	is_refused("{\"flags\":[\"one_review\"],\"steps\":[{\"name\":\"受理\"},"
		   "{\"name\":\"审核\"},{\"name\":\"核准\"}]}",
	    "there are 3 steps");
	is_refused(
	    "{\"flags\":[\"tolerates_missing\"]}", "no material is secondary");
	may_be_public("{\"flags\":[\"tolerates_missing\"],\"materials\":"
		      "[{\"name\":\"照片\",\"weight\":\"secondary\"}]}");
	may_be_public("{\"flags\":[\"delegable\"],"
		      "\"delegation\":\"entrusted\"}");
	is_refused("{\"delegation\":\"entrusted\"}", "lack \"delegable\"");
	is_refused("{\"flags\":[\"joint\"],"
		   "\"joint_departments\":[\"水利局\",\"水利局\"]}",
	    "\"水利局\" stands there twice");
	is_refused("{\"materials\":[{\"name\":\"照片\"},"
		   "{\"name\":\"照片\"}]}",
	    "\"照片\" stands there twice");
	is_refused("{\"materials\":[{\"name\":\"照片\",\"main\":\"yes\","
		   "\"weight\":\"secondary\"}]}",
	    "is a main document and secondary");
}

/* A draft is written to be completed. */
static void
a_draft_may_leave_out_all_but_the_name(void **state)
{
	struct err e = ERR_INIT;
	json_t *draft =
	    json_pack("{s:s,s:s,s:s,s:i}", "do", "item_draft.drafted", "on",
		"330421-MZ-014", "name", "临时救助", "promise_days", 90);

	(void)state;
	assert_int_equal(checked_take(json_incref(draft), &e), 0);
	assert_int_equal(json_object_del(draft, "name"), 0);
	assert_int_not_equal(checked_take(draft, &e), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_promise_is_longer_than_the_statutory_limit),
	    cmocka_unit_test(what_is_done_at_once_promises_no_days),
	    cmocka_unit_test(every_version_has_its_six_standards),
	    cmocka_unit_test(steps_take_no_longer_than_was_promised),
	    cmocka_unit_test(a_fee_has_its_basis_and_is_counted_in_fen),
	    cmocka_unit_test(all_nine_disclosures_are_written),
	    cmocka_unit_test(an_empty_disclosure_is_none),
	    cmocka_unit_test(ways_of_handling_fit_together),
	    cmocka_unit_test(a_draft_may_leave_out_all_but_the_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
