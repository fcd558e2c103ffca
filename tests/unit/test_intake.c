/*
 * What kind of case a window has before it: the centre's rules of reception,
 * row by row, and which rule goes before which.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/words.h"
#include "schema/records/intake.h"

/* "promise joint short": what is proposed. */
static void
expect(struct intake_facts facts, const char *kind, const char *why)
{
	struct intake_proposal p;

	intake_propose(&facts, &p);
	assert_string_equal(intake_kind_word(p.kind), kind);
	assert_string_equal(p.why, why);
	/* Said in Chinese, too. */
	assert_string_not_equal(words_in(WORDS_ZH, p.why), p.why);
}

#define EXPECT(kind, why, ...) \
	expect((struct intake_facts){__VA_ARGS__}, kind, why)

static void
without_a_main_document_it_is_returned(void **state)
{
	(void)state;
	EXPECT("decline", "a main document is missing", .main_missing = 1);
	EXPECT("decline", "a main document is missing", .main_missing = 1,
	    .main_not_brought = 1, .core_short = 2, .secondary_short = 1,
	    .is_simple = 1, .tolerates_missing = 1);
}

static void
a_main_document_left_at_home_is_brought_later(void **state)
{
	(void)state;
	EXPECT("supplement", "a main document exists and was not brought",
	    .main_not_brought = 1);
	EXPECT("supplement", "a main document exists and was not brought",
	    .main_not_brought = 1, .core_short = 1, .is_simple = 1);
}

static void
materials_the_applicant_promises_are_brought_later(void **state)
{
	(void)state;
	EXPECT("supplement",
	    "materials are missing that the applicant promises to bring",
	    .core_short = 1, .departments = 1);
	/* An item that tolerates missing attachments tolerates no others. */
	EXPECT("supplement",
	    "materials are missing that the applicant promises to bring",
	    .core_short = 1, .secondary_short = 1, .tolerates_missing = 1);
}

static void
a_few_attachments_may_follow_only_where_the_item_lets_them(void **state)
{
	(void)state;
	EXPECT("supplement",
	    "a few attachments are missing, and this item does not let them "
	    "follow",
	    .secondary_short = 1, .is_simple = 1);
	EXPECT("promise",
	    "a few attachments follow later, which does not hinder the "
	    "decision",
	    .secondary_short = 1, .tolerates_missing = 1);
	EXPECT("immediate",
	    "a few attachments follow later, which does not hinder the "
	    "decision",
	    .secondary_short = 1, .tolerates_missing = 1, .is_simple = 1);
}

static void
what_is_clearly_against_policy_is_returned_on_the_spot(void **state)
{
	(void)state;
	EXPECT("decline", "it is clearly against policy or the general plan",
	    .is_against_policy = 1, .is_simple = 1);
	/* Nobody is sent home for papers that will not help. */
	EXPECT("decline", "it is clearly against policy or the general plan",
	    .is_against_policy = 1, .main_not_brought = 1, .core_short = 1);
}

static void
what_this_hall_does_not_handle_is_declined_first_of_all(void **state)
{
	(void)state;
	EXPECT("decline", "this hall or department does not handle it",
	    .is_out_of_scope = 1);
	EXPECT("decline", "this hall or department does not handle it",
	    .is_out_of_scope = 1, .main_missing = 1, .is_against_policy = 1);
}

static void
what_is_complete_and_simple_is_done_at_once(void **state)
{
	(void)state;
	EXPECT("immediate", "all is there, and it can be done the same day",
	    .is_simple = 1);
	EXPECT("immediate", "all is there, and it can be done the same day",
	    .is_simple = 1, .departments = 1);
}

static void
what_has_to_be_examined_is_promised(void **state)
{
	(void)state;
	EXPECT("promise", "all is there, and it has to be examined",
	    .departments = 1);
}

static void
what_several_departments_take_part_in_is_joint_and_promised(void **state)
{
	struct intake_facts facts = {.departments = 2, .is_simple = 1};
	struct intake_proposal p;

	(void)state;
	EXPECT("promise", "all is there, and several departments take part",
	    .departments = 2, .is_simple = 1);
	intake_propose(&facts, &p);
	assert_true(p.is_joint);
	assert_false(p.is_short);
	/* A joint case that is short is one of 补办 and of 联办. */
	facts.main_not_brought = 1;
	intake_propose(&facts, &p);
	assert_int_equal(p.kind, INTAKE_SUPPLEMENT);
	assert_true(p.is_joint);
}

static void
only_an_accepted_case_is_accepted_short(void **state)
{
	struct intake_facts facts = {
	    .secondary_short = 1, .tolerates_missing = 1};
	struct intake_proposal p;

	(void)state;
	intake_propose(&facts, &p);
	assert_true(p.is_short);
	facts.core_short = 1;
	intake_propose(&facts, &p);
	assert_false(p.is_short);
}

/* --- counting ---------------------------------------------------------------
 */

static void
pieces_are_counted_by_what_they_are_and_where(void **state)
{
	json_t *pieces = json_pack("[{s:s,s:s,s:s},{s:s,s:s,s:s},{s:s,s:s},"
				   "{s:s,s:s},{s:s,s:s}]",
	    "name", "申请表", "main", "yes", "state", "missing", "name",
	    "身份证", "main", "yes", "state", "not_brought", "name", "户口簿",
	    "state", "not_brought", "name", "照片", "state", "deferred", "name",
	    "合同", "state", "supplied");
	json_t *materials = json_pack("[{s:s,s:s},{s:s,s:s}]", "name", "照片",
	    "weight", "secondary", "name", "户口簿", "weight", "core");
	struct intake_facts facts = {.main_missing = 0};

	(void)state;
	assert_non_null(pieces);
	intake_count(pieces, materials, &facts);
	assert_int_equal(facts.main_missing, 1);
	assert_int_equal(facts.main_not_brought, 1);
	assert_int_equal(facts.core_short, 1);
	assert_int_equal(facts.secondary_short, 1);
	json_decref(pieces);
	json_decref(materials);
}

static void
what_the_item_does_not_call_secondary_is_core(void **state)
{
	json_t *pieces =
	    json_pack("[{s:s,s:s}]", "name", "照片", "state", "missing");
	struct intake_facts facts = {.main_missing = 0};

	(void)state;
	intake_count(pieces, NULL, &facts);
	assert_int_equal(facts.core_short, 1);
	intake_count(NULL, NULL, &facts);
	assert_int_equal(facts.core_short, 1);
	json_decref(pieces);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(without_a_main_document_it_is_returned),
	    cmocka_unit_test(a_main_document_left_at_home_is_brought_later),
	    cmocka_unit_test(
		materials_the_applicant_promises_are_brought_later),
	    cmocka_unit_test(
		a_few_attachments_may_follow_only_where_the_item_lets_them),
	    cmocka_unit_test(
		what_is_clearly_against_policy_is_returned_on_the_spot),
	    cmocka_unit_test(
		what_this_hall_does_not_handle_is_declined_first_of_all),
	    cmocka_unit_test(what_is_complete_and_simple_is_done_at_once),
	    cmocka_unit_test(what_has_to_be_examined_is_promised),
	    cmocka_unit_test(
		what_several_departments_take_part_in_is_joint_and_promised),
	    cmocka_unit_test(only_an_accepted_case_is_accepted_short),
	    cmocka_unit_test(pieces_are_counted_by_what_they_are_and_where),
	    cmocka_unit_test(what_the_item_does_not_call_secondary_is_core),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
