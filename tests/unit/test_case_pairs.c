/*
 * What becomes of two steps of a case that did not know of each other: which
 * pairs a person has to rule on, and that all others have a rule of their own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/words.h"
#include "schema/records/record_type.h"
#include "schema/records/types.h"

/* Two of these exclude each other; what stands must be said by a person. */
static const char *const to_be_ruled[][2] = {
    {"accepted", "declined"},
    {"declined", "step"},
    {"declined", "special_started"},
    {"declined", "special_ended"},
    {"declined", "decided"},
    {"declined", "returned"},
    {"declined", "finished"},
    {"declined", "delivered"},
    {"declined", "revoked"},
    {"decided", "returned"},
    {"decided", "review_overturned"},
    {"returned", "finished"},
    {"returned", "delivered"},
    {"returned", "revoked"},
    {"finished", "review_overturned"},
    {"delivered", "review_overturned"},
    {"revoked", "review_overturned"},
    {"review_upheld", "review_overturned"},
};

static const struct pair_rule *
rule_for(const char *a, const char *b)
{
	char first[EVENT_KIND_MAX], second[EVENT_KIND_MAX];
	int is_first;

	(void)snprintf(first, sizeof(first), "case.%s", a);
	(void)snprintf(second, sizeof(second), "case.%s", b);
	return pair_rule_for(&record_case, first, second, &is_first);
}

static int
is_to_be_ruled(const char *a, const char *b)
{
	for (size_t i = 0; i < COUNT_OF(to_be_ruled); i++)
		if ((strcmp(to_be_ruled[i][0], a) == 0 &&
			strcmp(to_be_ruled[i][1], b) == 0) ||
		    (strcmp(to_be_ruled[i][0], b) == 0 &&
			strcmp(to_be_ruled[i][1], a) == 0))
			return 1;
	return 0;
}

/* Moves, and notes: all that can be party to a pair. */
static int
is_party(const struct event_type *t)
{
	return t->effect == EFFECT_MOVES || t->effect == EFFECT_NOTES;
}

static void
check_pair(const char *a, const char *b)
{
	int waits = rule_for(a, b)->outcome == PAIR_CONFLICT;

	if (waits != is_to_be_ruled(a, b))
		fail_msg("%s beside %s %s", a, b,
		    waits ? "waits for a ruling, and should have a rule"
			  : "has a rule, and should wait");
}

static void
only_what_excludes_each_other_waits_for_a_ruling(void **state)
{
	const struct event_type *a, *b;
	const char *skip = "case.received"; /* opens it: once */

	(void)state;
	for (a = record_case.events; a->kind != NULL; a++)
		for (b = record_case.events; b <= a; b++)
			if (is_party(a) && is_party(b) &&
			    strcmp(a->kind, skip) != 0 &&
			    strcmp(b->kind, skip) != 0)
				check_pair(a->kind + 5, b->kind + 5);
}

/* A rule behind one that names both already would never be asked. */
static void
no_rule_stands_behind_one_that_says_the_same_pair(void **state)
{
	const struct pair_rule *r;
	int is_first;

	(void)state;
	for (r = record_case.pairs; r->first != NULL; r++)
		if (r->second != NULL)
			assert_ptr_equal(pair_rule_for(&record_case, r->first,
					     r->second, &is_first),
			    r);
}

static void
every_rule_has_its_reason_in_both_languages(void **state)
{
	const struct pair_rule *r;

	(void)state;
	for (r = record_case.pairs; r->first != NULL; r++)
		if (strcmp(words_in(WORDS_ZH, r->reason), r->reason) == 0)
			fail_msg("not in Chinese: %s", r->reason);
}

static void
equal_decisions_are_another_situation_than_different_ones(void **state)
{
	const struct pair_rule *r = rule_for("decided", "decided");

	(void)state;
	assert_int_equal(r->class, CLASS_HOLD);
	assert_string_equal(r->situation, "K4");
	assert_int_equal(r->same_class, CLASS_FLAG);
	assert_string_equal(r->same_situation, "K2");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_what_excludes_each_other_waits_for_a_ruling),
	    cmocka_unit_test(no_rule_stands_behind_one_that_says_the_same_pair),
	    cmocka_unit_test(every_rule_has_its_reason_in_both_languages),
	    cmocka_unit_test(
		equal_decisions_are_another_situation_than_different_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
