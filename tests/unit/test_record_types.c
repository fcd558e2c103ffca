/*
 * A record type's declaration agrees with itself and with its table.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/record_type.h"
#include "schema/store/log.h"
#include "schema/store/projection.h"
#include "schema/store/record.h"

typedef void
field_visitor(const struct event_type *type, const struct field_type *f);
typedef void
kind_visitor(const struct record_type *t, const struct event_type *type);

static void
each_kind(kind_visitor *visit)
{
	for (size_t i = 0; record_types[i] != NULL; i++)
		for (const struct event_type *type = record_types[i]->events;
		     type->kind != NULL; type++)
			visit(record_types[i], type);
}

static field_visitor *each_field_of;

static void
visit_fields(const struct record_type *t, const struct event_type *type)
{
	(void)t;
	for (const struct field_type *f = type->fields; f->name != NULL; f++)
		each_field_of(type, f);
}

static void
each_field(field_visitor *visit)
{
	each_field_of = visit;
	each_kind(visit_fields);
}

static unsigned
count_states(const struct record_type *t)
{
	unsigned count = 0;

	while (t->states[count] != NULL)
		count++;
	return count;
}

static void
check_states(const struct record_type *t, const struct event_type *type)
{
	unsigned count = count_states(t);

	assert_in_range(count, 2, STATE_MAX);
	assert_string_equal(t->states[0], "none");
	assert_in_range(t->disputed, 1, count - 1);
	assert_int_equal(type->from & ~(STATE(count) - 1), 0);
	assert_int_not_equal(type->from, 0);
	if (type->effect == EFFECT_MOVES || type->effect == EFFECT_LEAVES)
		assert_in_range(type->to, 1, count - 1);
	if (type->effect != EFFECT_MOVES && type->effect != EFFECT_LEAVES &&
	    type->effect != EFFECT_ENTERS && type->effect != EFFECT_QUOTES)
		assert_int_equal(type->from & STATE(0), 0);
}

static void
events_lead_from_declared_states_to_declared_states(void **state)
{
	(void)state;
	each_kind(check_states);
}

/* By events alone; a dispute comes about by a conflict. */
static void
every_state_can_be_reached(void **state)
{
	(void)state;
	for (size_t i = 0; record_types[i] != NULL; i++) {
		const struct record_type *t = record_types[i];
		unsigned reached = STATE(0) | STATE(t->disputed), before;

		do {
			before = reached;
			for (const struct event_type *type = t->events;
			     type->kind != NULL; type++)
				if ((type->effect == EFFECT_MOVES ||
					type->effect == EFFECT_LEAVES) &&
				    type->from & reached)
					reached |= STATE(type->to);
		} while (reached != before);
		assert_int_equal(reached, STATE(count_states(t)) - 1);
	}
}

static void
check_kind(const struct record_type *t, const struct event_type *type)
{
	assert_true(strlen(type->kind) < EVENT_KIND_MAX);
	assert_ptr_equal(record_type_of_kind(type->kind), t);
	assert_ptr_equal(event_type_of_kind(t, type->kind), type);
	assert_ptr_equal(record_type_named(t->name), t);
	assert_int_not_equal(type->writers, 0);
	assert_int_equal(
	    type->effect == EFFECT_RULES, type->ruling != RULING_NONE);
	assert_int_equal(
	    type->effect == EFFECT_RULES, type->authority == AUTHORITY_RULING);
	assert_true(!event_type_asks(type) || t->guards != NULL);
	assert_int_equal(
	    type->authority == AUTHORITY_GAZETTE, t->space == SPACE_GAZETTE);
	assert_int_equal(
	    type->covers != NULL, type->authority == AUTHORITY_POWER);
}

static void
kinds_say_their_type_and_what_they_need(void **state)
{
	(void)state;
	each_kind(check_kind);
}

/* What a power must cover stands in the event that opens the record. */
static void
find_covered(const struct record_type *t, const struct event_type *type)
{
	for (const struct event_type *o = t->events;
	     type->covers != NULL && o->kind != NULL; o++)
		if (o->effect == EFFECT_MOVES && o->from & STATE(0))
			assert_non_null(field_type_named(o, type->covers));
	if (type->authority == AUTHORITY_POWER)
		assert_non_null(field_type_named(type, "power"));
	if (type->effect == EFFECT_RULES)
		assert_int_equal(
		    field_type_named(type, "event")->form, FIELD_EVENT);
}

static void
what_an_event_rests_on_is_a_declared_field(void **state)
{
	(void)state;
	each_kind(find_covered);
}

static void
check_field(const struct event_type *type, const struct field_type *f)
{
	assert_ptr_equal(field_type_named(type, f->name), f);
	assert_true(strcmp(f->name, EVENT_DO) != 0 &&
		    strcmp(f->name, EVENT_ON) != 0 &&
		    strcmp(f->name, EVENT_PERSONAL) != 0 &&
		    strcmp(f->name, EVENT_CLERK) != 0);
	assert_non_null(f->meaning);
	if (f->form == FIELD_INTEGER)
		assert_true(f->min <= f->max);
	else
		assert_int_equal(f->min, 0);
	assert_int_equal(f->form == FIELD_CHOICE, f->choices != NULL);
	if (f->form == FIELD_CHOICE)
		assert_non_null(f->choices[0]);
}

static void
fields_are_named_once_and_have_bounds(void **state)
{
	(void)state;
	each_field(check_field);
}

static void
check_pair(const struct record_type *t, const struct pair_rule *r)
{
	assert_non_null(event_type_of_kind(t, r->first));
	if (r->second != NULL)
		assert_non_null(event_type_of_kind(t, r->second));
	assert_int_equal(r->outcome == PAIR_SAME, r->field != NULL);
	if (r->outcome == PAIR_CONFLICT || r->outcome == PAIR_SAME)
		assert_int_equal(r->class, CLASS_HOLD);
	if (r->key != NULL)
		assert_non_null(
		    field_type_named(event_type_of_kind(t, r->first), r->key));
	if (r->field == NULL)
		return;
	assert_non_null(r->second);
	assert_non_null(
	    field_type_named(event_type_of_kind(t, r->first), r->field));
	assert_non_null(
	    field_type_named(event_type_of_kind(t, r->second), r->field));
}

static void
pair_rules_name_kinds_that_exist_and_say_why(void **state)
{
	(void)state;
	for (size_t i = 0; record_types[i] != NULL; i++)
		for (const struct pair_rule *r = record_types[i]->pairs;
		     r->first != NULL; r++) {
			check_pair(record_types[i], r);
			assert_true(strncmp(r->rule, "RULES ", 6) == 0);
			assert_true(strlen(r->reason) > 10);
		}
}

static const struct pair_rule *
listed_pair(const struct record_type *t, const char *a, const char *b)
{
	for (const struct pair_rule *r = t->pairs; r->first != NULL; r++)
		if ((strcmp(r->first, a) == 0 &&
			(r->second == NULL || strcmp(r->second, b) == 0)) ||
		    (strcmp(r->first, b) == 0 &&
			(r->second == NULL || strcmp(r->second, a) == 0)))
			return r;
	return NULL;
}

static void
compare_pairs(const struct record_type *t, const struct event_type *a)
{
	for (const struct event_type *b = t->events; b->kind; b++) {
		int there, back;
		const struct pair_rule *r =
		    pair_rule_for(t, a->kind, b->kind, &there);

		assert_ptr_equal(r, pair_rule_for(t, b->kind, a->kind, &back));
		if (listed_pair(t, a->kind, b->kind) == NULL)
			assert_int_equal(r->outcome, PAIR_CONFLICT);
		else
			assert_ptr_equal(r, listed_pair(t, a->kind, b->kind));
		if (r->outcome == PAIR_FIRST && a != b)
			assert_int_not_equal(there, back);
	}
}

static void
a_pair_has_one_rule_whichever_is_named_first(void **state)
{
	(void)state;
	each_kind(compare_pairs);
}

static void
two_different_decisions_wait_and_no_later_pair_rule_hides_it(void **state)
{
	const struct record_type *t = record_type_named("case");
	int first;

	(void)state;
	assert_int_equal(
	    pair_rule_for(t, "case.received", "case.received", &first)->outcome,
	    PAIR_CONFLICT);
	assert_int_equal(
	    pair_rule_for(t, "case.decided", "case.decided", &first)->outcome,
	    PAIR_SAME);
	assert_int_equal(
	    pair_rule_for(t, "case.withdrawn", "case.decided", &first)->outcome,
	    PAIR_FIRST);
	assert_false(first);
}

/* schema/store/report.c counts by these places. */
static void
states_that_figures_count_by_keep_their_places(void **state)
{
	(void)state;
	assert_string_equal(record_type_named("case")->states[16], "disputed");
	assert_string_equal(record_type_named("case")->states[17], "moved");
	assert_string_equal(record_type_named("item")->states[2], "withdrawn");
}

static void
an_unknown_kind_has_no_declaration(void **state)
{
	static const char *const kinds[] = {"", ".", "case", "case.",
	    "case.unheard", ".received", "cases.received", "cas.received",
	    "Case.received", "case.received "};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct record_type *t = record_type_of_kind(kinds[i]);

		if (t != NULL)
			assert_null(event_type_of_kind(t, kinds[i]));
	}
	assert_null(record_type_named("cases"));
}

/* --- columns and tables -------------------------------------------------- */

static int
some_event_has(const struct record_type *t, const char *field_name)
{
	for (const struct event_type *type = t->events; type->kind; type++)
		if (field_type_named(type, field_name) != NULL)
			return 1;
	return 0;
}

static void
check_column(const struct record_type *t, const struct column_type *c)
{
	const struct event_type *type =
	    c->kind == NULL ? NULL : event_type_of_kind(t, c->kind);

	switch (c->source) {
	case COLUMN_FIELD:
		assert_true(some_event_has(t, c->field));
		break;
	case COLUMN_EVENT:
		assert_non_null(type);
		assert_non_null(field_type_named(type, c->field));
		break;
	case COLUMN_TIME:
	case COLUMN_HALL:
	case COLUMN_LEDGER:
		assert_non_null(type);
		break;
	case COLUMN_PERSONAL:
		assert_null(c->kind);
		break;
	case COLUMN_DERIVED:
		assert_non_null(c->derive);
		break;
	}
}

static void
columns_name_fields_and_kinds_that_exist(void **state)
{
	(void)state;
	for (size_t i = 0; record_types[i] != NULL; i++) {
		const struct column_type *c = record_types[i]->columns;

		for (; c->name != NULL; c++)
			check_column(record_types[i], c);
		assert_true(
		    c - record_types[i]->columns <= PROJECTION_COLUMNS_MAX);
	}
}

static void
no_type_has_more_kinds_of_event_than_a_guard_can_be_shown(void **state)
{
	(void)state;
	for (size_t i = 0; record_types[i] != NULL; i++) {
		size_t kinds = 0;

		while (record_types[i]->events[kinds].kind != NULL)
			kinds++;
		assert_true(kinds <= EVENT_KINDS_MAX);
	}
}

/* What a citizen said is shown in the personal column and nowhere else. */
static void
no_plain_column_shows_a_personal_field(void **state)
{
	(void)state;
	for (size_t i = 0; record_types[i] != NULL; i++)
		for (const struct column_type *c = record_types[i]->columns;
		     c->name != NULL; c++) {
			const struct event_type *type = record_types[i]->events;

			for (; c->field != NULL && type->kind; type++) {
				const struct field_type *f =
				    field_type_named(type, c->field);

				assert_true(
				    f == NULL || !(f->flags & FIELD_PERSONAL));
			}
		}
}

struct tables {
	struct store *store;
	uint32_t spaces[2]; /* by kind */
};

static void
open_tables(struct tables *t)
{
	struct space_name name = {.hall = {"330421111205"}};
	struct err e = ERR_INIT;

	if (store_open(STORE_MEMORY, STORE_CREATE, &t->store, &e) != 0 ||
	    store_begin(t->store, &e) != 0)
		fail_msg("%s", e.text);
	for (size_t kind = 0; kind < COUNT_OF(t->spaces); kind++) {
		name.kind = (enum space_kind)kind;
		assert_int_equal(
		    store_space_add(t->store, &name, &t->spaces[kind], &e), 0);
	}
}

static int64_t
make_record(const struct tables *t, const struct record_type *type)
{
	struct store_record record;
	struct err e = ERR_INIT;

	if (store_record_ensure(t->store, t->spaces[type->space], type->name,
		"8f3a0000", &record, &e) != 0)
		fail_msg("%s", e.text);
	return record.id;
}

/* A value for every column comes back under the column's name. */
static void
fill_columns(
    const struct tables *t, const struct record_type *type, int64_t record)
{
	json_t *values[PROJECTION_COLUMNS_MAX] = {NULL}, *row;
	struct err e = ERR_INIT;
	size_t count = 0;

	for (; type->columns[count].name != NULL; count++)
		values[count] = json_integer((json_int_t)count + 7);
	if (store_project(t->store, type, record, values, &e) != 0)
		fail_msg("%s: %s", type->name, e.text);
	row = store_projected(t->store, type, record, &e);
	assert_non_null(row);
	assert_int_equal(json_object_size(row), count);
	while (count-- > 0) {
		assert_non_null(
		    json_object_get(row, type->columns[count].name));
		json_decref(values[count]);
	}
	json_decref(row);
}

/* 个人信息保护法 47: no record keeps what it says of a person for ever. */
static void
whatever_says_something_of_a_person_can_be_erased(void **state)
{
	(void)state;
	for (size_t i = 0; record_types[i] != NULL; i++) {
		const struct record_type *t = record_types[i];
		int is_personal = 0, is_dated = 0, erases = 0;

		for (size_t k = 0; t->columns[k].name != NULL; k++) {
			is_personal |= t->columns[k].source == COLUMN_PERSONAL;
			is_dated |=
			    strcmp(t->columns[k].name, "erased_time") == 0;
		}
		for (size_t k = 0; t->events[k].kind != NULL; k++)
			erases |= t->events[k].erases == ERASES_RECORD;
		if (erases != is_personal || is_dated != is_personal)
			fail_msg("%s: it says something of a person, and "
				 "cannot be erased, or the other way round",
			    t->name);
	}
}

static void
every_column_has_its_place_in_the_table(void **state)
{
	struct tables t;
	struct err e = ERR_INIT;

	(void)state;
	open_tables(&t);
	for (size_t i = 0; record_types[i] != NULL; i++) {
		int64_t record = make_record(&t, record_types[i]);
		json_t *row;

		fill_columns(&t, record_types[i], record);
		assert_int_equal(
		    store_project(t.store, record_types[i], record, NULL, &e),
		    0);
		row = store_projected(t.store, record_types[i], record, &e);
		assert_int_equal(json_object_size(row), 0);
		json_decref(row);
	}
	store_close(t.store);
}

static void
lists_are_kept_as_text_and_empty_columns_left_out(void **state)
{
	const struct record_type *type = record_type_named("power");
	json_t *values[PROJECTION_COLUMNS_MAX] = {NULL}, *row;
	struct err e = ERR_INIT;
	struct tables t;
	int64_t record;

	(void)state;
	open_tables(&t);
	record = make_record(&t, type);
	values[0] = json_string("330421111000");
	values[1] = json_pack("[s,s]", "b", "a");
	assert_int_equal(store_project(t.store, type, record, values, &e), 0);
	row = store_projected(t.store, type, record, &e);
	assert_int_equal(json_object_size(row), 2);
	assert_string_equal(json_member_text(row, "grantee"), "330421111000");
	assert_string_equal(json_member_text(row, "items"), "[\"b\",\"a\"]");
	json_decref(row);
	json_decref(values[0]);
	json_decref(values[1]);
	store_close(t.store);
}

/* What a hall does, and what only rules or carries, which rests on RULES. */
static int
is_step(const struct event_type *type)
{
	return type->effect == EFFECT_MOVES || type->effect == EFFECT_NOTES ||
	       type->effect == EFFECT_EDITS;
}

static void
every_step_of_a_case_names_what_it_rests_on(void **state)
{
	const struct record_type *type = record_type_named("case");

	(void)state;
	for (const struct event_type *step = type->events; step->kind; step++)
		if (is_step(step) && step->clause == NULL)
			fail_msg("%s names no clause", step->kind);
}

static void
whoever_is_refused_is_told_which_rule_it_rests_on(void **state)
{
	(void)state;
	for (size_t i = 0; record_types[i] != NULL; i++)
		for (const struct guard_rule *no = record_types[i]->guards;
		     no != NULL && no->id != NULL; no++)
			if (strstr(no->text, "RULES ") == NULL &&
			    strstr(no->text, "centre rules: ") == NULL &&
			    strstr(no->text, "法 ") == NULL)
				fail_msg("%s: %s: \"%s\" names no rule",
				    record_types[i]->name, no->id, no->text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		events_lead_from_declared_states_to_declared_states),
	    cmocka_unit_test(every_state_can_be_reached),
	    cmocka_unit_test(every_step_of_a_case_names_what_it_rests_on),
	    cmocka_unit_test(whoever_is_refused_is_told_which_rule_it_rests_on),
	    cmocka_unit_test(kinds_say_their_type_and_what_they_need),
	    cmocka_unit_test(what_an_event_rests_on_is_a_declared_field),
	    cmocka_unit_test(fields_are_named_once_and_have_bounds),
	    cmocka_unit_test(pair_rules_name_kinds_that_exist_and_say_why),
	    cmocka_unit_test(a_pair_has_one_rule_whichever_is_named_first),
	    cmocka_unit_test(
		two_different_decisions_wait_and_no_later_pair_rule_hides_it),
	    cmocka_unit_test(states_that_figures_count_by_keep_their_places),
	    cmocka_unit_test(an_unknown_kind_has_no_declaration),
	    cmocka_unit_test(columns_name_fields_and_kinds_that_exist),
	    cmocka_unit_test(
		no_type_has_more_kinds_of_event_than_a_guard_can_be_shown),
	    cmocka_unit_test(no_plain_column_shows_a_personal_field),
	    cmocka_unit_test(whatever_says_something_of_a_person_can_be_erased),
	    cmocka_unit_test(every_column_has_its_place_in_the_table),
	    cmocka_unit_test(lists_are_kept_as_text_and_empty_columns_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
