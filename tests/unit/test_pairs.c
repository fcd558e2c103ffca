/*
 * Two events of one record whose authors did not know of each other: every
 * pair that two halls can write has a declared outcome, with its reason in
 * both languages.  What is not declared waits for a ruling (RULES O).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/words.h"
#include "schema/records/record_type.h"

typedef void pair_visitor(const struct record_type *t,
    const struct event_type *a, const struct event_type *b);

/* Moves, and notes: all that can be party to a pair. */
static int
is_party(const struct event_type *t)
{
	return t->effect == EFFECT_MOVES || t->effect == EFFECT_NOTES;
}

/* A record that is opened only once has a name that is drawn by chance. */
static int
only_opens(const struct event_type *t)
{
	return t->from == STATE(0);
}

/*
 * A gazette is written by its hall alone, and so is what only the hall of the
 * ledger, or only the root, may write: two such events are concurrent where a
 * log forked, and that is settled by branches (RULES B).
 */
static int
is_written_by_one(const struct record_type *t, const struct event_type *a,
    const struct event_type *b)
{
	unsigned writers = a->writers | b->writers;

	return t->space == SPACE_GAZETTE || writers == WRITER_OWN ||
	       writers == WRITER_ROOT;
}

static void
each_pair_halls_can_meet(pair_visitor *visit)
{
	for (size_t i = 0; record_types[i] != NULL; i++) {
		const struct record_type *t = record_types[i];
		const struct event_type *a, *b;

		for (a = t->events; a->kind != NULL; a++)
			for (b = t->events; b <= a; b++)
				if (is_party(a) && is_party(b) &&
				    !only_opens(a) && !only_opens(b) &&
				    !is_written_by_one(t, a, b))
					visit(t, a, b);
	}
}

static void
check_declared(const struct record_type *t, const struct event_type *a,
    const struct event_type *b)
{
	int is_first;
	const struct pair_rule *r =
	    pair_rule_for(t, a->kind, b->kind, &is_first);

	if (strcmp(r->first, "*") == 0)
		fail_msg("%s beside %s has no rule", a->kind, b->kind);
}

static void
every_pair_that_two_halls_can_write_has_its_rule(void **state)
{
	(void)state;
	each_pair_halls_can_meet(check_declared);
}

/* Who comes first in the question changes nothing but who is named first. */
static void
check_symmetric(const struct record_type *t, const struct event_type *a,
    const struct event_type *b)
{
	int ab, ba;

	assert_ptr_equal(pair_rule_for(t, a->kind, b->kind, &ab),
	    pair_rule_for(t, b->kind, a->kind, &ba));
	if (a != b && ab == ba &&
	    pair_rule_for(t, a->kind, b->kind, &ab)->outcome == PAIR_FIRST)
		fail_msg("%s and %s: which stands?", a->kind, b->kind);
}

static void
a_rule_says_the_same_whichever_is_asked_first(void **state)
{
	(void)state;
	each_pair_halls_can_meet(check_symmetric);
}

static void
each_rule_has_its_reason_in_both_languages_and_where_it_stands(void **state)
{
	(void)state;
	for (size_t i = 0; record_types[i] != NULL; i++)
		for (const struct pair_rule *r = record_types[i]->pairs;
		     r->first != NULL; r++) {
			if (strcmp(words_in(WORDS_ZH, r->reason), r->reason) ==
			    0)
				fail_msg("not in Chinese: %s", r->reason);
			assert_int_equal(strncmp(r->rule, "RULES ", 6), 0);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_pair_that_two_halls_can_write_has_its_rule),
	    cmocka_unit_test(a_rule_says_the_same_whichever_is_asked_first),
	    cmocka_unit_test(
		each_rule_has_its_reason_in_both_languages_and_where_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
