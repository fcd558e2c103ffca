/*
 * An event as it is signed: what the fold asks of its sealed fields, and
 * what it does not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/seal.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/sealed.h"

#define SEALED                                             \
	"QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZX9t6L+zdH+f4ERaU+" \
	"r5xlkpK6rcQTWVOaajH9RQkEI5CxRapJpkZwXYkDtGUWvSkR"
#define HASH                               \
	"01739b89afd0fe62bc8a3a1ea984e172" \
	"0148125442718a9cb20f8bfcee5cc4b2"

static const struct event_type *
event_type(const char *kind)
{
	const struct record_type *t = record_type_of_kind(kind);

	assert_non_null(t);
	return event_type_of_kind(t, kind);
}

static int
is_well_formed(const char *text)
{
	return sealed_is_well_formed(text, strlen(text));
}

static void
what_the_seal_writes_is_well_formed(void **state)
{
	struct buf longest = BUF_INIT;
	char *value = calloc(1, SEAL_VALUE_MAX);
	struct seal_place place = {.space = {SPACE_LEDGER, {"330421111205"}},
	    .record = "r",
	    .kind = "case.amended",
	    .field = "note"};
	struct case_key key;

	(void)state;
	case_key_new(&key);
	assert_non_null(value);
	assert_int_equal(
	    seal_text(&key, &place, value, SEAL_VALUE_MAX, &longest, NULL), 0);
	assert_true(is_well_formed(buf_text(&longest)));
	assert_int_equal(longest.len, FIELD_SEALED_MAX);
	assert_true(is_well_formed(SEALED));
	buf_free(&longest);
	free(value);
}

static void
what_no_seal_can_have_written_is_not(void **state)
{
	static const char *const others[] = {"", "王秀英", "11010519491231002X",
	    /* padding alone, none, too much, within, the other alphabet */
	    SEALED "====", SEALED "aA",
	    SEALED "a===", SEALED "a=A=", "-" SEALED "abc", "_" SEALED "abc",
	    SEALED " abc", SEALED "a",
	    /* bits that no byte takes */
	    SEALED "aB==", SEALED "aaB="};
	char *text = calloc(1, FIELD_SEALED_MAX + 8);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_false(is_well_formed(others[i]));
	assert_true(is_well_formed(SEALED "aA=="));
	assert_true(is_well_formed(SEALED "aaA="));
	assert_false(sealed_is_well_formed("a\0b", 3));
	assert_non_null(text);
	memset(text, 'A', FIELD_SEALED_MAX + 4);
	assert_false(is_well_formed(text));
	text[FIELD_SEALED_MIN - 4] = '\0';
	assert_false(is_well_formed(text));
	free(text);
}

static json_t *
load(const char *text)
{
	json_t *value = json_read(text, strlen(text), NULL);

	assert_non_null(value);
	return value;
}

/* What is said of the event; "" if nothing. */
static const char *
said_of(const char *kind, const char *event)
{
	static struct err e;
	json_t *body = load(event);

	e = (struct err)ERR_INIT;
	if (event_check_sealed(event_type(kind), body, &e) == 0)
		assert_string_equal(e.text, "");
	json_decref(body);
	return e.text;
}

static void
sealed_fields_pass_whatever_they_say(void **state)
{
	(void)state;
	assert_string_equal(
	    said_of("case.amended", "{\"do\":\"case.amended\",\"on\":\"a\","
				    "\"personal\":{\"phone\":\"" SEALED
				    "\",\"id_number\":\"" SEALED "\"}}"),
	    "");
	assert_string_equal(
	    said_of("rating.given",
		"{\"do\":\"rating.given\",\"on\":\"a.tablet\",\"case\":\"a\","
		"\"channel\":\"tablet\",\"level\":1,\"key_hash\":\"" HASH
		"\",\"personal\":{\"text\":\"" SEALED "\"}}"),
	    "");
}

static void
a_field_in_clear_a_field_nobody_declared_and_a_clear_key_are_refused(
    void **state)
{
	(void)state;
	assert_non_null(strstr(
	    said_of("case.amended", "{\"do\":\"case.amended\",\"on\":\"a\","
				    "\"personal\":{\"phone\":"
				    "\"13857300001\"}}"),
	    "phone is not sealed"));
	assert_non_null(
	    strstr(said_of("case.amended",
		       "{\"do\":\"case.amended\",\"on\":\"a\","
		       "\"personal\":{\"phone\":[\"" SEALED "\"]}}"),
		"phone is not sealed"));
	assert_non_null(strstr(said_of("case.amended",
				   "{\"do\":\"case.amended\",\"on\":\"a\","
				   "\"personal\":{\"colour\":\"" SEALED "\"}}"),
	    "colour"));
	assert_non_null(strstr(
	    said_of("case.amended", "{\"do\":\"case.amended\",\"on\":\"a\","
				    "\"key_hash\":\"" HASH "\"}"),
	    "key_hash"));
}

static void
an_opening_event_that_is_sealed_says_with_which_key(void **state)
{
#define RATING                                                         \
	"{\"do\":\"rating.given\",\"on\":\"a.tablet\",\"case\":\"a\"," \
	"\"channel\":\"tablet\",\"level\":1"

	(void)state;
	assert_string_equal(said_of("rating.given", RATING "}"), "");
	assert_non_null(strstr(said_of("rating.given", RATING
				   ",\"personal\":{\"text\":\"" SEALED "\"}}"),
	    "key_hash"));
	assert_non_null(
	    strstr(said_of("rating.given", RATING
		       ",\"key_hash\":\"0123\",\"personal\":{\"text\":\"" SEALED
		       "\"}}"),
		"key_hash"));
	assert_non_null(strstr(
	    said_of("rating.given", RATING ",\"key_hash\":1}"), "key_hash"));
}

/* A type of one event that may say something personal, or nothing. */
static const struct field_type remark_fields[] = {
    {.name = "text", .form = FIELD_TEXT, .flags = FIELD_PERSONAL},
    {.name = NULL}};
static const struct event_type remark_events[] = {{.kind = "remark.made",
						      .effect = EFFECT_MOVES,
						      .from = STATE(0),
						      .to = 1,
						      .fields = remark_fields},
    {.kind = NULL}};
static const struct record_type remark = {
    .name = "remark", .events = remark_events};

static void
a_record_that_will_say_something_personal_needs_a_key_at_once(void **state)
{
	const struct record_type *cases = record_type_named("case");
	json_t *silent = load("{\"do\":\"remark.made\",\"on\":\"a\"}");
	json_t *wordy = load("{\"do\":\"remark.made\",\"on\":\"a\","
			     "\"personal\":{\"text\":\"x\"}}");

	(void)state;
	assert_true(
	    event_needs_key(cases, event_type("case.received"), silent));
	assert_false(event_needs_key(&remark, &remark_events[0], silent));
	assert_true(event_needs_key(&remark, &remark_events[0], wordy));
	json_decref(silent);
	json_decref(wordy);
}

/* A gazette is for everybody below: nobody there could be kept from it. */
static void
nothing_personal_stands_in_a_gazette(void **state)
{
	(void)state;
	for (size_t i = 0; record_types[i] != NULL; i++) {
		const struct event_type *et = record_types[i]->events;

		if (record_types[i]->space != SPACE_GAZETTE)
			continue;
		for (; et->kind != NULL; et++)
			for (const struct field_type *f = et->fields; f->name;
			     f++)
				assert_false(f->flags & FIELD_PERSONAL);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_the_seal_writes_is_well_formed),
	    cmocka_unit_test(what_no_seal_can_have_written_is_not),
	    cmocka_unit_test(sealed_fields_pass_whatever_they_say),
	    cmocka_unit_test(
		a_field_in_clear_a_field_nobody_declared_and_a_clear_key_are_refused),
	    cmocka_unit_test(
		an_opening_event_that_is_sealed_says_with_which_key),
	    cmocka_unit_test(
		a_record_that_will_say_something_personal_needs_a_key_at_once),
	    cmocka_unit_test(nothing_personal_stands_in_a_gazette),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
