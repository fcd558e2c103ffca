/*
 * What an event of each kind may say, and what it may not.
 *
 * The cases are made from the declarations: a record type that is added is
 * tested by being listed in record_types[].
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/record_type.h"

#define ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define LOG "330421111205/1/8f3a00000000001c"

/* --- events made from a declaration -------------------------------------- */

typedef void
field_visitor(const struct event_type *type, const struct field_type *f);
typedef void
kind_visitor(const struct record_type *t, const struct event_type *type);

/* Field by field: what fields must be together is tested with their type. */
static void
each_kind(kind_visitor *visit)
{
	for (size_t i = 0; record_types[i] != NULL; i++)
		for (const struct event_type *type = record_types[i]->events;
		     type->kind != NULL; type++) {
			struct event_type alone = *type;

			alone.check = NULL;
			visit(record_types[i], &alone);
		}
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

/* A value of the form, as JSON text. */
static const char *
fine_text(enum field_form form)
{
	static const char *const texts[] = {
	    [FIELD_TEXT] = "\"北鹤村\\n王秀英\"",
	    [FIELD_CODE] = "\"330421-YB-001\"",
	    [FIELD_DATE] = "\"2026-11-23\"",
	    [FIELD_REGION] = "\"330421111205\"",
	    [FIELD_ID_NUMBER] = "\"11010519491231002X\"",
	    [FIELD_PHONE] = "\"+86-573-84022222\"",
	    [FIELD_KEY] = "\"" ID "\"",
	    [FIELD_EVENT] = "\"" ID "/3\"",
	    [FIELD_FRONTIER] = "{\"ledger/330421111205 " LOG "\":[\"" ID "\"]}",
	    [FIELD_RECORD] = "\"8f3a00000000001c.tablet\"",
	    [FIELD_LOG] = "\"" LOG "\"",
	    [FIELD_CONTENT] =
		"{\"do\":\"case.finished\",\"on\":\"8f3a00000000001c\"}",
	};

	return texts[form];
}

static json_t *
load(const char *text)
{
	json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);

	if (value == NULL)
		fail_msg("the test's own JSON is wrong: %s", text);
	return value;
}

/* A value that is no row. */
static json_t *
fine_cell(const struct field_type *f)
{
	json_t *one;

	if (f->form == FIELD_CHOICE)
		one = json_string(f->choices[0]);
	else if (f->form == FIELD_INTEGER)
		one = json_integer(f->min);
	else if (f->form == FIELD_CODE && f->max > 0 && f->max < 13)
		one = json_stringn("330421-YB-001", (size_t)f->max);
	else
		one = load(fine_text(f->form));
	return f->flags & FIELD_LISTED ? json_pack("[o]", one) : one;
}

static json_t *
fine_value(const struct field_type *f)
{
	json_t *row;

	if (f->form != FIELD_ROW)
		return fine_cell(f);
	row = json_object();
	for (const struct field_type *c = f->columns; c->name; c++)
		assert_int_equal(
		    json_object_set_new(row, c->name, fine_cell(c)), 0);
	return f->flags & FIELD_LISTED ? json_pack("[o]", row) : row;
}

static json_t *
place_of(json_t *event, const struct field_type *f)
{
	return f->flags & FIELD_PERSONAL
		   ? json_object_get(event, EVENT_PERSONAL)
		   : event;
}

/* An event with all fields of its kind. */
static json_t *
full_event(const struct event_type *type)
{
	json_t *event = json_pack("{s:s,s:s,s:{}}", EVENT_DO, type->kind,
	    EVENT_ON, "8f3a00000000001c", EVENT_PERSONAL);

	for (const struct field_type *f = type->fields; f->name != NULL; f++)
		assert_int_equal(json_object_set_new(place_of(event, f),
				     f->name, fine_value(f)),
		    0);
	return event;
}

/*
 * Field by field: what fields must be together is the kind's own matter and
 * is tested there.
 */
static int
check_fields(const struct event_type *type, const json_t *event, struct err *e)
{
	struct event_type alone = *type;

	alone.check = NULL;
	return event_check(&alone, event, e);
}

static void
expect_fine_take(const struct event_type *type, json_t *event)
{
	struct err e = ERR_INIT;

	if (check_fields(type, event, &e) != 0)
		fail_msg("%s: %s", type->kind, e.text);
	json_decref(event);
}

/* It is refused, in words that name what is wrong. */
static void
expect_refused_take(
    const struct event_type *type, json_t *event, const char *named)
{
	struct err e = ERR_INIT;

	if (check_fields(type, event, &e) == 0)
		fail_msg("%s: %s was accepted", type->kind, named);
	assert_int_equal(e.code, ERR_FORMAT);
	assert_non_null(strstr(e.text, named));
	json_decref(event);
}

static const struct event_type *
kind(const char *name)
{
	const struct record_type *t = record_type_of_kind(name);
	const struct event_type *type =
	    t == NULL ? NULL : event_type_of_kind(t, name);

	assert_non_null(type);
	return type;
}

static const struct field_type *
field(const char *of, const char *name)
{
	const struct field_type *f = field_type_named(kind(of), name);

	assert_non_null(f);
	return f;
}

/* --- every kind of event ------------------------------------------------- */

static void
add_unknown(const struct record_type *t, const struct event_type *type)
{
	json_t *event = full_event(type);

	(void)t;
	(void)json_object_set_new(event, "colour", json_string("red"));
	expect_refused_take(type, event, "colour");
	event = full_event(type);
	(void)json_object_set_new(json_object_get(event, EVENT_PERSONAL),
	    "colour", json_string("red"));
	expect_refused_take(type, event, "colour");
}

static void
a_field_that_is_not_declared_is_refused(void **state)
{
	(void)state;
	each_kind(add_unknown);
}

static void
leave_out(const struct event_type *type, const struct field_type *f)
{
	json_t *event = full_event(type);

	(void)json_object_del(place_of(event, f), f->name);
	if (f->flags & FIELD_REQUIRED)
		expect_refused_take(type, event, f->name);
	else
		expect_fine_take(type, event);
}

static void
only_what_is_not_required_may_be_left_out(void **state)
{
	(void)state;
	each_field(leave_out);
}

static void
put_elsewhere(const struct event_type *type, const struct field_type *f)
{
	json_t *event = full_event(type);
	json_t *elsewhere = f->flags & FIELD_PERSONAL
				? event
				: json_object_get(event, EVENT_PERSONAL);

	(void)json_object_set_new(elsewhere, f->name, fine_value(f));
	expect_refused_take(type, event, f->name);
	event = full_event(type);
	elsewhere = f->flags & FIELD_PERSONAL
			? event
			: json_object_get(event, EVENT_PERSONAL);
	(void)json_object_del(place_of(event, f), f->name);
	(void)json_object_set_new(elsewhere, f->name, fine_value(f));
	expect_refused_take(type, event, f->name);
}

static void
personal_fields_stand_in_personal_and_no_others_do(void **state)
{
	(void)state;
	each_field(put_elsewhere);
}

static void
spoil_personal(const struct record_type *t, const struct event_type *type)
{
	static const char *const others[] = {
	    "\"王秀英\"", "[]", "null", "1", "true"};

	(void)t;
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		json_t *event = full_event(type);

		(void)json_object_set_new(
		    event, EVENT_PERSONAL, load(others[i]));
		expect_refused_take(type, event, EVENT_PERSONAL);
	}
}

static void
personal_is_an_object(void **state)
{
	(void)state;
	each_kind(spoil_personal);
}

static void
nest(const struct record_type *t, const struct event_type *type)
{
	static const char *const own[] = {EVENT_DO, EVENT_ON, EVENT_PERSONAL};

	(void)t;
	for (size_t i = 0; i < COUNT_OF(own); i++) {
		json_t *event = full_event(type);

		(void)json_object_set_new(
		    json_object_get(event, EVENT_PERSONAL), own[i],
		    json_object());
		expect_refused_take(type, event, own[i]);
	}
}

static void
what_happened_is_not_said_in_personal(void **state)
{
	(void)state;
	each_kind(nest);
}

/* What no field of the form may be, as JSON texts. */
static const char *const never[][14] = {
    [FIELD_TEXT] = {"\"\"", "\"a\\tb\"", "\"a\\rb\"", "\"\\u0001\"",
	"\"\\u001b[2J\"", "{}", NULL},
    [FIELD_CODE] = {"\"\"", "\"a b\"", "\" a\"", "\"a\\n\"", "\"事项\"",
	"\"a\\u007f\"", "\"a\\tb\"", NULL},
    [FIELD_CHOICE] = {"\"\"", "\"other-word\"", "\"Approved\"", NULL},
    [FIELD_INTEGER] = {"\"1\"", "1.0", "1.5", "9223372036854775807",
	"-9223372036854775808", "{}", NULL},
    [FIELD_DATE] = {"\"\"", "\"2026-02-29\"", "\"2026-1-01\"", "\"20261123\"",
	"\"2026-11-23 \"", "\"2026-11-23T00:00\"", NULL},
    [FIELD_REGION] = {"\"\"", "\"33042111120\"", "\"3304211112050\"",
	"\"33042111120X\"", "330421111205", NULL},
    [FIELD_ID_NUMBER] = {"\"\"", "\"110105194912310021\"",
	"\"11010519491231002x\"", "\"11010519491331002X\"",
	"\"1101051949123100\"", NULL},
    [FIELD_PHONE] = {"\"\"", "\"1234\"", "\"123456789012345678901\"",
	"\"1385730000a\"", "\"138 5730 0001\"", "\"(0573)84022\"", NULL},
    [FIELD_KEY] = {"\"\"", "\"0123\"", "\"" ID "0\"",
	"\"0123456789ABCDEF0123456789abcdef0123456789abcdef"
	"0123456789abcdef\"",
	NULL},
    [FIELD_EVENT] = {"\"\"", "\"" ID "\"", "\"" ID "/\"", "\"" ID "/01\"",
	"\"/1\"", NULL},
    [FIELD_FRONTIER] = {"\"" ID "\"", "[]", "[\"" ID "\"]",
	"{\"" LOG "\":\"" ID "\"}", "{\"" LOG "\":[]}", "{\"" LOG "\":[1]}",
	"{\"" LOG "\":[\"0123\"]}", "{\"" LOG "\":{}}", NULL},
    [FIELD_RECORD] = {"\"\"", "\"a b\"", "\"a/b\"", "\"王秀英\"", "\"a\\n\"",
	"\"0123456789012345678901234567890123456789012345678901234567890123"
	"\"",
	NULL},
    [FIELD_ROW] = {"\"name\"", "1", "{\"no_such_member\":1}", NULL},
    [FIELD_LOG] = {"\"\"", "\"330421111205\"", "\"" LOG "0\"",
	"\"ledger/" LOG "\"", "\"330421111205/0/0123456789abcdef\"", NULL},
    [FIELD_CONTENT] = {"\"case.finished\"", "{}", "[]",
	"{\"do\":\"case.finished\"}", "{\"on\":\"8f3a00000000001c\"}",
	"{\"do\":1,\"on\":\"8f3a00000000001c\"}", NULL},
};

static const char *const never_anything[] = {
    "null", "true", "false", "[]", "[[]]", "[null]", "-1.5"};

static json_t *
in_list(const struct field_type *f, json_t *value)
{
	return f->flags & FIELD_LISTED ? json_pack("[o]", value) : value;
}

static void
refuse_value(
    const struct event_type *type, const struct field_type *f, json_t *value)
{
	json_t *event = full_event(type);

	(void)json_object_set_new(place_of(event, f), f->name, value);
	expect_refused_take(type, event, f->name);
}

static void
misform(const struct event_type *type, const struct field_type *f)
{
	for (size_t i = 0; never[f->form][i] != NULL; i++)
		refuse_value(type, f, in_list(f, load(never[f->form][i])));
	for (size_t i = 0; i < COUNT_OF(never_anything); i++)
		refuse_value(type, f, load(never_anything[i]));
}

static void
a_value_of_another_form_is_refused(void **state)
{
	(void)state;
	each_field(misform);
}

/* A text of len bytes, at the end of which nothing may be cut in half. */
static json_t *
long_text(size_t len)
{
	char *text = malloc(len + 1);
	json_t *value;

	assert_non_null(text);
	memset(text, '8', len);
	text[len] = '\0';
	value = json_string(text);
	free(text);
	return value;
}

static void
overfill(const struct event_type *type, const struct field_type *f)
{
	size_t max = f->max > 0 ? (size_t)f->max : FIELD_TEXT_MAX;
	json_t *event;

	if (f->form != FIELD_TEXT && f->form != FIELD_CODE)
		return;
	refuse_value(type, f, in_list(f, long_text(max + 1)));
	event = full_event(type);
	(void)json_object_set_new(
	    place_of(event, f), f->name, in_list(f, long_text(max)));
	expect_fine_take(type, event);
}

static void
a_text_may_be_as_long_as_declared_and_no_longer(void **state)
{
	(void)state;
	each_field(overfill);
}

static void
exceed(const struct event_type *type, const struct field_type *f)
{
	json_t *event;

	if (f->form != FIELD_INTEGER)
		return;
	refuse_value(type, f, in_list(f, json_integer(f->min - 1)));
	refuse_value(type, f, in_list(f, json_integer(f->max + 1)));
	event = full_event(type);
	(void)json_object_set_new(
	    place_of(event, f), f->name, in_list(f, json_integer(f->max)));
	expect_fine_take(type, event);
}

static void
a_number_stays_between_its_bounds(void **state)
{
	(void)state;
	each_field(exceed);
}

static void
choose_all(const struct event_type *type, const struct field_type *f)
{
	for (size_t i = 0; f->form == FIELD_CHOICE && f->choices[i]; i++) {
		json_t *event = full_event(type);

		(void)json_object_set_new(place_of(event, f), f->name,
		    in_list(f, json_string(f->choices[i])));
		expect_fine_take(type, event);
	}
}

static void
every_declared_word_may_be_chosen(void **state)
{
	(void)state;
	each_field(choose_all);
}

static void
overfill_list(const struct event_type *type, const struct field_type *f)
{
	json_t *list = json_array(), *one;

	one = fine_value(f);
	for (size_t i = 0; f->flags & FIELD_LISTED && i < FIELD_LIST_MAX; i++)
		(void)json_array_append(list, json_array_get(one, 0));
	if (f->flags & FIELD_LISTED) {
		json_t *event = full_event(type);

		(void)json_object_set(place_of(event, f), f->name, list);
		expect_fine_take(type, event);
		(void)json_array_append(list, json_array_get(one, 0));
		refuse_value(type, f, json_incref(list));
	}
	json_decref(one);
	json_decref(list);
}

static void
a_list_holds_no_more_than_the_limit(void **state)
{
	(void)state;
	each_field(overfill_list);
}

static void
fill(const struct record_type *t, const struct event_type *type)
{
	(void)t;
	expect_fine_take(type, full_event(type));
}

static void
an_event_with_all_its_fields_is_fine(void **state)
{
	(void)state;
	each_kind(fill);
}

static void
a_text_with_a_nul_in_it_is_refused(void **state)
{
	struct err e = ERR_INIT;
	json_t *value = json_stringn("330421-YB-001\0<", 15);

	(void)state;
	assert_non_null(value);
	assert_int_equal(
	    field_check(field("case.received", "item"), value, &e), -1);
	assert_int_equal(e.code, ERR_FORMAT);
	json_decref(value);
}

/* --- what was typed ------------------------------------------------------ */

static void
expect_typed(const struct field_type *f, const char *typed, const char *json)
{
	struct err e = ERR_INIT;
	json_t *value = field_parse(f, typed, &e), *wanted = load(json);

	if (value == NULL)
		fail_msg("%s: %s", typed, e.text);
	assert_true(json_equal(value, wanted));
	assert_int_equal(field_check(f, value, &e), 0);
	json_decref(value);
	json_decref(wanted);
}

static void
expect_mistyped(const struct field_type *f, const char *typed)
{
	struct err e = ERR_INIT;

	assert_null(field_parse(f, typed, &e));
	assert_int_equal(e.code, ERR_FORMAT);
}

static void
what_is_no_number_cannot_be_typed_as_one(void **state)
{
	static const char *const typed[] = {"", "x", "1x", "1 ", "1.0", "--1",
	    "0x10", "１", "99999999999999999999", "-99999999999999999999"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(typed); i++)
		expect_mistyped(field("rating.given", "level"), typed[i]);
}

static void
what_is_no_text_cannot_be_typed(void **state)
{
	(void)state;
	expect_mistyped(field("case.received", "name"), "\xff\xfe");
	expect_mistyped(field("case.received", "name"), "\xed\xa0\x80");
	expect_mistyped(field("power.granted", "items"), "a,\xc3");
	expect_mistyped(field("power.revoked", "cut"), "");
	expect_mistyped(field("power.revoked", "cut"), "{");
	expect_mistyped(field("power.revoked", "cut"), "{\"a\":1,\"a\":1}");
}

static void
an_empty_place_in_a_typed_list_is_refused(void **state)
{
	static const char *const typed[] = {"", ",", "a,", ",a", "a,,b"};
	const struct field_type *items = field("power.granted", "items");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(typed); i++) {
		struct err e = ERR_INIT;
		json_t *value = field_parse(items, typed[i], &e);

		assert_non_null(value);
		assert_int_equal(field_check(items, value, &e), -1);
		json_decref(value);
	}
}

static void
what_is_typed_becomes_what_the_field_is(void **state)
{
	(void)state;
	expect_typed(field("rating.given", "level"), "3", "3");
	expect_typed(field("case.received", "name"), "王秀英", "\"王秀英\"");
	expect_typed(
	    field("case.received", "phone"), "13857300001", "\"13857300001\"");
	expect_typed(field("power.granted", "items"), "a", "[\"a\"]");
	expect_typed(field("power.granted", "items"), "330421-YB-001,b,c",
	    "[\"330421-YB-001\",\"b\",\"c\"]");
	expect_typed(field("power.revoked", "cut"), "{\"x\":[\"" ID "\"]}",
	    "{\"x\":[\"" ID "\"]}");
	expect_typed(field("power.revoked", "cut"), "{}", "{}");
}

static void
a_record_name_is_short_and_plain(void **state)
{
	static const char *const bad[] = {"", " ", "a b", "a/b", "..\\", "a\n",
	    "王", "a:b",
	    "0123456789012345678901234567890123456789012345678901234567890123"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(record_name_is_valid(bad[i]));
	assert_true(record_name_is_valid("330421-YB-001"));
	assert_true(record_name_is_valid("8f3a_Z.tablet"));
	assert_true(record_name_is_valid(bad[8] + 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_field_that_is_not_declared_is_refused),
	    cmocka_unit_test(only_what_is_not_required_may_be_left_out),
	    cmocka_unit_test(
		personal_fields_stand_in_personal_and_no_others_do),
	    cmocka_unit_test(personal_is_an_object),
	    cmocka_unit_test(what_happened_is_not_said_in_personal),
	    cmocka_unit_test(a_value_of_another_form_is_refused),
	    cmocka_unit_test(a_text_may_be_as_long_as_declared_and_no_longer),
	    cmocka_unit_test(a_number_stays_between_its_bounds),
	    cmocka_unit_test(every_declared_word_may_be_chosen),
	    cmocka_unit_test(a_list_holds_no_more_than_the_limit),
	    cmocka_unit_test(an_event_with_all_its_fields_is_fine),
	    cmocka_unit_test(a_text_with_a_nul_in_it_is_refused),
	    cmocka_unit_test(what_is_no_number_cannot_be_typed_as_one),
	    cmocka_unit_test(what_is_no_text_cannot_be_typed),
	    cmocka_unit_test(an_empty_place_in_a_typed_list_is_refused),
	    cmocka_unit_test(what_is_typed_becomes_what_the_field_is),
	    cmocka_unit_test(a_record_name_is_short_and_plain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
