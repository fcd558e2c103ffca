/*
 * The message of a change set: there is one way of writing what it says,
 * and what is written otherwise is not read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "schema/records/record_type.h"
#include "sync/changeset/changeset.h"
#include "tests/fixture/altered.h"
#include "tests/fixture/sample.h"

#define EVENT "{\"do\":\"case.accepted\",\"on\":\"8f3a\"}"
#define SEQ_MAX_TEXT "2147483648"

static struct changeset sample; /* number 2, seen and gazettes two each */

static int
start(void **state)
{
	static const char *const events[] = {EVENT};
	struct changeset_id ids[] = {
	    sample_id(0x11), sample_id(0x22), sample_id(0x33), sample_id(0x44)};
	struct header h = sample_header(2);

	(void)state;
	(void)git_libgit2_init();
	h.seen = (struct changeset_heads){ids, 2};
	h.gazettes = (struct changeset_heads){ids + 2, 2};
	sample_changeset(&h, events, 1, &sample);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	changeset_free(&sample);
	(void)git_libgit2_shutdown();
	return 0;
}

/* The error of reading a message; ERR_NONE if it is read. */
static enum err_code
parse_take(struct buf message)
{
	struct changeset c;
	struct err e = ERR_INIT;
	int failed = changeset_parse(message.bytes, message.len, &c, &e);

	assert_int_equal(failed, e.code == ERR_NONE ? 0 : -1);
	if (!failed) {
		assert_int_equal(c.message.len, message.len);
		assert_memory_equal(
		    c.message.bytes, message.bytes, message.len);
		changeset_free(&c);
	}
	buf_free(&message);
	return e.code;
}

struct change {
	const char *what;
	const char *with;
};

static void
refuse_changes(const struct change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct change *c = &changes[i];

		if (parse_take(altered(&sample.message, c->what, c->with)) !=
		    ERR_FORMAT)
			fail_msg("%s was read", c->with);
	}
}

/* --- the header ---------------------------------------------------------- */

static void
header_members_in_another_order_are_refused(void **state)
{
	static const struct change changes[] = {
	    {"\"depth\":2,\"time\":1795379321",
		"\"time\":1795379321,\"depth\":2"},
	    {"\"rules\":1,\"name\":\"北鹤村委会\"",
		"\"name\":\"北鹤村委会\",\"rules\":1"},
	    {"{\"sanji\":1,\"space\":\"ledger/330421111205\"",
		"{\"space\":\"ledger/330421111205\",\"sanji\":1"},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

static void
members_too_many_or_too_few_are_refused(void **state)
{
	static const struct change changes[] = {
	    {"\"rules\":1", "\"rules\":1,\"colour\":\"red\""},
	    {"\"rules\":1", "\"rules\":1,\"prev\":null"},
	    {"\"rules\":1", "\"rules\":1,\"rules\":1"},
	    {"\"seq\":2", "\"seq\":2,\"seq\":2"},
	    {"\"rules\":1,", ""},
	    {"\"seq\":2,", ""},
	    {"\"depth\":2,", ""},
	    {",\"time\":1795379321", ""},
	    {"\"sanji\":1,", ""},
	    {"\"space\":\"ledger/330421111205\",", ""},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

static void
a_header_that_says_the_same_in_other_bytes_is_refused(void **state)
{
	static const struct change changes[] = {
	    {"{\"sanji\"", "{ \"sanji\""},
	    {"\"sanji\":1", "\"sanji\": 1"},
	    {"\"sanji\":1", "\"sanji\":1.0"},
	    {"\"sanji\":1,", "\"sanji\":1 ,"},
	    {"\"sanji\"", "\"\\u0073anji\""},
	    {"ledger/", "ledger\\/"},
	    {"\"name\":\"北", "\"name\":\"\\u5317"},
	    {"委会\"}\n", "委会\"} \n"},
	    {"\n{\"sanji", "\n {\"sanji"},
	    {"委会\"}\n", "委会\"}\r\n"},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

static void
numbers_out_of_range_or_of_another_kind_are_refused(void **state)
{
	static const struct change changes[] = {
	    {"\"sanji\":1", "\"sanji\":0"},
	    {"\"sanji\":1", "\"sanji\":2"},
	    {"\"seq\":2", "\"seq\":0"},
	    {"\"seq\":2", "\"seq\":-1"},
	    {"\"seq\":2", "\"seq\":2147483649"},
	    {"\"seq\":2", "\"seq\":9223372036854775807"},
	    {"\"seq\":2", "\"seq\":9223372036854775808"},
	    {"\"seq\":2", "\"seq\":18446744073709551615"},
	    {"\"seq\":2", "\"seq\":02"},
	    {"\"seq\":2", "\"seq\":+2"},
	    {"\"seq\":2", "\"seq\":2.0"},
	    {"\"seq\":2", "\"seq\":2e0"},
	    {"\"seq\":2", "\"seq\":\"2\""},
	    {"\"seq\":2", "\"seq\":null"},
	    {"\"depth\":2", "\"depth\":0"},
	    {"\"depth\":2", "\"depth\":-2"},
	    {"\"depth\":2", "\"depth\":9223372036854775808"},
	    {"\"time\":1795379321", "\"time\":1795379321.5"},
	    {"\"time\":1795379321", "\"time\":\"1795379321\""},
	    {"\"time\":1795379321", "\"time\":-0"},
	    {"\"rules\":1", "\"rules\":-1"},
	    {"\"rules\":1", "\"rules\":2147483648"},
	    {"\"rules\":1", "\"rules\":4294967297"},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

static void
spaces_and_logs_that_are_no_names_are_refused(void **state)
{
	static const struct change changes[] = {
	    {"ledger/330421111205", "ledger/33042111120"},
	    {"ledger/330421111205", "Ledger/330421111205"},
	    {"ledger/330421111205", "../330421111205"},
	    {"\"ledger/330421111205\"", "1"},
	    {"/1/8f3a", "/0/8f3a"},
	    {"/1/8f3a", "/01/8f3a"},
	    {"/1/8f3a", "/1/8F3A"},
	    {"/1/8f3a", "/1/8f3"},
	    {"8f3a00000000001c\"", "8f3a00000000001c/\""},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

#define ID_11 "1111111111111111111111111111111111111111111111111111111111111111"
#define ID_22 "2222222222222222222222222222222222222222222222222222222222222222"
#define ID_5E "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"

static void
heads_unsorted_twice_or_none_are_refused(void **state)
{
	static const struct change changes[] = {
	    {"\"" ID_11 "\",\"" ID_22 "\"", "\"" ID_22 "\",\"" ID_11 "\""},
	    {"\"" ID_11 "\",\"" ID_22 "\"", "\"" ID_11 "\",\"" ID_11 "\""},
	    {"[\"" ID_11 "\",\"" ID_22 "\"]", "[]"},
	    {"[\"" ID_11 "\",\"" ID_22 "\"]", "\"" ID_11 "\""},
	    {"[\"" ID_11 "\",\"" ID_22 "\"]", "null"},
	    {"[\"" ID_11 "\",\"" ID_22 "\"]", "{\"" ID_11 "\":1}"},
	    {"\"" ID_22 "\"", "2"},
	    {"2222\"", "222\""},
	    {"2222\"", "22222\""},
	    {"2222\"", "222g\""},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

static void
prev_is_there_exactly_after_the_first(void **state)
{
	static const struct change changes[] = {
	    {"\"prev\":\"" ID_5E "\",", ""},
	    {"\"seq\":2,", "\"seq\":1,"},
	    {ID_5E, "5e5e"},
	    {"\"" ID_5E "\"", "null"},
	    {"5e5e\"", "5E5E\""},
	};
	struct changeset first;

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
	sample_simple(1, &first);
	assert_null(strstr(buf_text(&first.message), "prev"));
	assert_int_equal(parse_take(altered(&first.message, "\"seq\":1",
			     "\"seq\":1,\"prev\":\"" ID_5E "\"")),
	    ERR_FORMAT);
	assert_int_equal(
	    parse_take(altered(&first.message, "\"seq\":1", "\"seq\":2")),
	    ERR_FORMAT);
	changeset_free(&first);
}

static void
a_hall_name_that_git_cannot_carry_is_refused(void **state)
{
	static const struct change changes[] = {
	    {"\"北鹤村委会\"", "\"北鹤<村委会\""},
	    {"\"北鹤村委会\"", "\"北鹤村委会>\""},
	    {"\"北鹤村委会\"", "\"\""},
	    {"\"北鹤村委会\"", "\" 北鹤村委会\""},
	    {"\"北鹤村委会\"", "\"北鹤村委会 \""},
	    {"\"北鹤村委会\"", "\"北鹤\\n村委会\""},
	    {"\"北鹤村委会\"", "\"北鹤\\u0000村委会\""},
	    {"\"北鹤村委会\"", "\"北鹤\\u0001村委会\""},
	    {"\"北鹤村委会\"", "\"北鹤\x7f村委会\""},
	    {"\"北鹤村委会\"", "\"北鹤\xff\""},
	    {"\"北鹤村委会\"", "7"},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

/* --- composing what cannot be read --------------------------------------- */

static enum err_code
compose(const struct header *h, const char *summary, const char *event,
    size_t count)
{
	struct buf *events = calloc(count + 1, sizeof(*events));
	struct changeset c;
	struct err e = ERR_INIT;

	assert_non_null(events);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(buf_add_text(&events[i], event, NULL), 0);
	if (changeset_compose(h, summary, events, count, &c, &e) == 0) {
		struct buf copy = altered_cut(&c.message, c.message.len);

		assert_int_equal(parse_take(copy), ERR_NONE);
		changeset_free(&c);
	}
	for (size_t i = 0; i < count; i++)
		buf_free(&events[i]);
	free(events);
	return e.code;
}

static void
a_hall_name_is_at_most_120_bytes(void **state)
{
	struct header h = sample_header(1);

	(void)state;
	memset(h.author, 'a', CHANGESET_AUTHOR_MAX);
	assert_int_equal(compose(&h, "a", EVENT, 1), ERR_NONE);
	h.author[0] = '\0';
	assert_int_equal(compose(&h, "a", EVENT, 1), ERR_FORMAT);
	(void)stpcpy(h.author, "a<b");
	assert_int_equal(compose(&h, "a", EVENT, 1), ERR_FORMAT);
	(void)stpcpy(h.author, "a\nb");
	assert_int_equal(compose(&h, "a", EVENT, 1), ERR_FORMAT);
	(void)stpcpy(h.author, "\"a\\,\"prev\":\"");
	assert_int_equal(compose(&h, "a", EVENT, 1), ERR_NONE);
}

static void
a_first_line_is_1_to_200_bytes_of_plain_text(void **state)
{
	static const char *const bad[] = {
	    "", " a", "a ", "a\nb", "a\tb", "a\rb", "a\x1b[2J", "a\x7f"};
	struct header h = sample_header(1);
	char text[CHANGESET_SUMMARY_MAX + 2] = "";

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(compose(&h, bad[i], EVENT, 1), ERR_FORMAT);
	memset(text, 'a', CHANGESET_SUMMARY_MAX);
	assert_int_equal(compose(&h, text, EVENT, 1), ERR_NONE);
	text[CHANGESET_SUMMARY_MAX] = 'a';
	assert_int_equal(compose(&h, text, EVENT, 1), ERR_FORMAT);
}

static void
no_event_or_too_many_are_refused(void **state)
{
	struct header h = sample_header(1);

	(void)state;
	assert_int_equal(compose(&h, "a", "{}", 0), ERR_LIMIT);
	assert_int_equal(
	    compose(&h, "a", "{}", CHANGESET_EVENTS_MAX + 1), ERR_LIMIT);
	assert_int_equal(
	    compose(&h, "a", "{}", CHANGESET_EVENTS_MAX), ERR_NONE);
	assert_int_equal(
	    parse_take(altered(&sample.message, EVENT "\n", "")), ERR_FORMAT);
}

static void
an_event_too_many_is_not_read_either(void **state)
{
	struct buf message = BUF_INIT;

	(void)state;
	assert_int_equal(
	    buf_add(&message, sample.message.bytes, sample.message.len, NULL),
	    0);
	for (size_t i = 1; i < CHANGESET_EVENTS_MAX; i++)
		assert_int_equal(buf_add_text(&message, "{}\n", NULL), 0);
	assert_int_equal(
	    parse_take(altered_cut(&message, message.len)), ERR_NONE);
	assert_int_equal(buf_add_text(&message, "{}\n", NULL), 0);
	assert_int_equal(parse_take(message), ERR_FORMAT);
}

static void
a_line_that_is_no_object_is_no_event(void **state)
{
	static const struct change changes[] = {
	    {EVENT, "[]"},
	    {EVENT, "x"},
	    {EVENT, ""},
	    {EVENT, "{"},
	    {EVENT, "}"},
	    {EVENT, " " EVENT},
	    {EVENT, EVENT " "},
	    {EVENT "\n", EVENT},
	    {EVENT "\n", EVENT "\n\n"},
	    {EVENT "\n", EVENT "\nx"},
	    {EVENT "\n", "\n" EVENT "\n"},
	    {EVENT "\n", EVENT "\r\n"},
	    {"\n\n{", "\n{"},
	    {"\n\n{", "\n\n\n{"},
	};

	(void)state;
	refuse_changes(changes, COUNT_OF(changes));
}

static void
control_characters_and_nul_are_refused_everywhere(void **state)
{
	(void)state;
	for (size_t at = 0; at < sample.message.len; at++)
		for (char c = 0; c < 0x20; c++)
			if (parse_take(altered_put(
				&sample.message, at, &c, 1)) == ERR_NONE)
				fail_msg("byte %d was read at %zu", c, at);
}

static void
a_message_longer_than_the_limit_is_refused(void **state)
{
	struct header h = sample_header(1);
	char *event = malloc(EVENT_TEXT_MAX + 2);

	(void)state;
	assert_non_null(event);
	memset(event, 'a', EVENT_TEXT_MAX + 1);
	memcpy(event, "{\"a\":\"", 6);
	memcpy(event + EVENT_TEXT_MAX - 2, "\"}", 3);
	assert_int_equal(compose(&h, "a", event, 3), ERR_NONE);
	assert_int_equal(compose(&h, "a", event, 4), ERR_LIMIT);
	memcpy(event + EVENT_TEXT_MAX - 2, "a\"}", 4);
	assert_int_equal(compose(&h, "a", event, 1), ERR_LIMIT);
	free(event);
}

static void
a_longer_message_from_outside_is_refused(void **state)
{
	struct buf message = BUF_INIT;
	uint8_t *room = buf_reserve(&message, CHANGESET_LEN_MAX + 1, NULL);

	(void)state;
	assert_non_null(room);
	memset(room, '\n', CHANGESET_LEN_MAX + 1);
	message.len = CHANGESET_LEN_MAX + 1;
	assert_int_equal(
	    parse_take(altered_cut(&message, CHANGESET_LEN_MAX)), ERR_FORMAT);
	assert_int_equal(parse_take(message), ERR_LIMIT);
}

static void
more_heads_than_the_limit_are_refused(void **state)
{
	struct changeset_id ids[CHANGESET_HEADS_MAX + 1] = {{{0}}};
	struct header h = sample_header(1);
	struct buf event = BUF_INIT;
	struct changeset c;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		ids[i].bytes[0] = (uint8_t)(i >> 8);
		ids[i].bytes[1] = (uint8_t)i;
	}
	h.seen = (struct changeset_heads){ids, CHANGESET_HEADS_MAX};
	h.gazettes = h.seen;
	assert_int_equal(compose(&h, "a", EVENT, 1), ERR_NONE);
	h.gazettes.count = CHANGESET_HEADS_MAX + 1;
	assert_int_equal(buf_add_text(&event, EVENT, NULL), 0);
	if (changeset_compose(&h, "a", &event, 1, &c, NULL) == 0) {
		assert_int_equal(
		    parse_take(altered_cut(&c.message, c.message.len)),
		    ERR_FORMAT);
		changeset_free(&c);
	}
	buf_free(&event);
}

/* --- damage -------------------------------------------------------------- */

static void
a_message_cut_after_any_byte_is_refused(void **state)
{
	(void)state;
	for (size_t len = 0; len < sample.message.len; len++)
		if (parse_take(altered_cut(&sample.message, len)) == ERR_NONE)
			fail_msg("the first %zu bytes were read", len);
}

/* A flipped bit may make another message, never this one (parse_take). */
static void
a_flipped_bit_never_goes_unseen(void **state)
{
	(void)state;
	for (size_t bit = 0; bit < 8 * sample.message.len; bit++)
		(void)parse_take(altered_bit(&sample.message, bit));
}

/* --- what is read -------------------------------------------------------- */

static void
expect_same_header(const struct header *a, const struct header *b)
{
	assert_int_equal(log_name_compare(&a->log, &b->log), 0);
	assert_int_equal(a->seq, b->seq);
	assert_true(changeset_id_is_same(&a->prev, &b->prev));
	assert_int_equal(a->depth, b->depth);
	assert_int_equal(a->time, b->time);
	assert_int_equal(a->rules, b->rules);
	assert_string_equal(a->author, b->author);
	assert_int_equal(a->seen.count, b->seen.count);
	assert_memory_equal(
	    a->seen.ids, b->seen.ids, a->seen.count * sizeof(*a->seen.ids));
	assert_int_equal(a->gazettes.count, b->gazettes.count);
	assert_memory_equal(a->gazettes.ids, b->gazettes.ids,
	    a->gazettes.count * sizeof(*a->gazettes.ids));
}

static void
what_was_composed_is_read_back(void **state)
{
	struct changeset c;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(
	    changeset_parse(sample.message.bytes, sample.message.len, &c, &e),
	    0);
	expect_same_header(&c.header, &sample.header);
	assert_int_equal(c.event_count, 1);
	assert_int_equal(c.events[0].len, strlen(EVENT));
	assert_memory_equal(
	    c.message.bytes + c.events[0].offset, EVENT, strlen(EVENT));
	changeset_free(&c);
}

static void
the_highest_number_is_read_and_no_higher_one(void **state)
{
	struct header h = sample_header(CHANGESET_SEQ_MAX);

	(void)state;
	assert_int_equal(compose(&h, "a", EVENT, 1), ERR_NONE);
	assert_int_equal(parse_take(altered(&sample.message, "\"seq\":2",
			     "\"seq\":" SEQ_MAX_TEXT)),
	    ERR_NONE);
}

static void
a_freed_change_set_is_empty_and_may_be_freed_again(void **state)
{
	struct changeset c;

	(void)state;
	sample_simple(1, &c);
	changeset_free(&c);
	assert_null(c.events);
	assert_int_equal(c.message.len, 0);
	changeset_free(&c);
}

/* What others would refuse is not written in the first place. */
static void
an_impossible_clock_is_refused_by_the_author(void **state)
{
	static const int64_t times[] = {-1, CHANGESET_TIME_MAX + 1};
	struct buf event = BUF_INIT;

	(void)state;
	assert_int_equal(buf_add_text(&event, "{}", NULL), 0);
	for (size_t i = 0; i < COUNT_OF(times); i++) {
		struct header h = sample_header(1);
		struct err e = ERR_INIT;
		struct changeset c;

		h.time = times[i];
		assert_int_equal(
		    changeset_compose(&h, "x", &event, 1, &c, &e), -1);
		assert_non_null(strstr(e.text, "clock"));
	}
	buf_free(&event);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_impossible_clock_is_refused_by_the_author),
	    cmocka_unit_test(header_members_in_another_order_are_refused),
	    cmocka_unit_test(members_too_many_or_too_few_are_refused),
	    cmocka_unit_test(
		a_header_that_says_the_same_in_other_bytes_is_refused),
	    cmocka_unit_test(
		numbers_out_of_range_or_of_another_kind_are_refused),
	    cmocka_unit_test(spaces_and_logs_that_are_no_names_are_refused),
	    cmocka_unit_test(heads_unsorted_twice_or_none_are_refused),
	    cmocka_unit_test(prev_is_there_exactly_after_the_first),
	    cmocka_unit_test(a_hall_name_that_git_cannot_carry_is_refused),
	    cmocka_unit_test(a_hall_name_is_at_most_120_bytes),
	    cmocka_unit_test(a_first_line_is_1_to_200_bytes_of_plain_text),
	    cmocka_unit_test(no_event_or_too_many_are_refused),
	    cmocka_unit_test(an_event_too_many_is_not_read_either),
	    cmocka_unit_test(a_line_that_is_no_object_is_no_event),
	    cmocka_unit_test(control_characters_and_nul_are_refused_everywhere),
	    cmocka_unit_test(a_message_longer_than_the_limit_is_refused),
	    cmocka_unit_test(a_longer_message_from_outside_is_refused),
	    cmocka_unit_test(more_heads_than_the_limit_are_refused),
	    cmocka_unit_test(a_message_cut_after_any_byte_is_refused),
	    cmocka_unit_test(a_flipped_bit_never_goes_unseen),
	    cmocka_unit_test(what_was_composed_is_read_back),
	    cmocka_unit_test(the_highest_number_is_read_and_no_higher_one),
	    cmocka_unit_test(
		a_freed_change_set_is_empty_and_may_be_freed_again),
	};

	return cmocka_run_group_tests(tests, start, end);
}
