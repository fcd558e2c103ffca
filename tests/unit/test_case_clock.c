/*
 * The clock of a case, read from its events: which of them move it, what of
 * their fields, and what a review, a twin at another hall or an order without
 * a term do to it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/records/case_clock.h"
#include "schema/records/day.h"
#include "tests/fixture/published.h"

#define NOON_S (12 * 3600)
#define DAY_S 86400

/* Events told as "DAY KIND {body}", a line each. */
static json_t *
events_told(const char *story)
{
	char *copy = strdup(story), *rest = copy, *line;
	json_t *events = json_array();

	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
		const char *day = strsep(&line, " ");
		const char *kind = strsep(&line, " ");
		json_t *body =
		    line == NULL ? json_object() : json_loads(line, 0, NULL);
		json_int_t time = (json_int_t)on(day) * DAY_S - DAY_ZONE_S;
		char full[64];

		assert_non_null(body);
		(void)snprintf(full, sizeof(full), "case.%s", kind);
		assert_int_equal(json_array_append_new(events,
				     json_pack("{s:s,s:I,s:o}", "kind", full,
					 "time", time + NOON_S, "body", body)),
		    0);
	}
	free(copy);
	return events;
}

/* The clock's events as "kind day number", a line each. */
static const char *
text_of(const struct case_clock *clock)
{
	static const char *const words[] = {
	    [CLOCK_RECEIVED] = "received",
	    [CLOCK_ACCEPTED] = "accepted",
	    [CLOCK_ASKED] = "asked",
	    [CLOCK_SUPPLEMENTED] = "supplemented",
	    [CLOCK_PAUSED] = "paused",
	    [CLOCK_RESUMED] = "resumed",
	    [CLOCK_EXTENDED] = "extended",
	    [CLOCK_CONVERTED] = "converted",
	    [CLOCK_QUICKENED] = "quickened",
	    [CLOCK_PRINTED] = "printed",
	    [CLOCK_FINISHED] = "finished",
	    [CLOCK_RETURNED] = "returned",
	    [CLOCK_WITHDRAWN] = "withdrawn",
	};
	static char text[1024];
	size_t len = 0;

	text[0] = '\0';
	for (size_t i = 0; i < clock->count; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    "%s %s %d\n", words[clock->events[i].kind],
		    day_text(clock->events[i].day),
		    (int)clock->events[i].number);
	return text;
}

static const char *
read_as_text(const json_t *events)
{
	static struct case_clock clock;

	case_clock_read(events, &clock);
	return text_of(&clock);
}

static void
expect(const char *story, const char *clock)
{
	json_t *events = events_told(story);

	assert_string_equal(read_as_text(events), clock);
	json_decref(events);
}

static void
each_kind_that_moves_the_clock_is_read_with_its_number(void **state)
{
	(void)state;
	expect("2026-09-23 received\n"
	       "2026-09-23 supplement_requested {\"pieces\":[\"照片\"]}\n"
	       "2026-09-24 supplement_completed\n"
	       "2026-09-24 accepted {\"promise_days\":5}\n"
	       "2026-09-28 special_started {\"special\":\"other\"}\n"
	       "2026-09-29 special_ended\n"
	       "2026-09-29 extended {\"days\":10}\n"
	       "2026-09-29 converted {\"promise_days\":3}\n"
	       "2026-09-30 decided {\"outcome\":\"approved\"}\n",
	    "received 2026-09-23 0\nasked 2026-09-23 0\n"
	    "supplemented 2026-09-24 0\naccepted 2026-09-24 0\n"
	    "paused 2026-09-28 2\nresumed 2026-09-29 2\n"
	    "extended 2026-09-29 10\nconverted 2026-09-29 3\n"
	    "finished 2026-09-30 0\n");
}

static void
each_way_a_case_ends_ends_its_clock(void **state)
{
	(void)state;
	expect("2026-09-23 declined\n", "returned 2026-09-23 0\n");
	expect("2026-09-23 returned\n", "returned 2026-09-23 0\n");
	expect("2026-09-23 withdrawn\n", "withdrawn 2026-09-23 0\n");
	expect("2026-09-23 pulled_back\n", "withdrawn 2026-09-23 0\n");
}

static void
what_is_no_event_of_a_clock_is_passed_over(void **state)
{
	(void)state;
	expect("2026-09-23 step {\"step\":\"审核\"}\n"
	       "2026-09-23 material_received {\"piece\":\"照片\"}\n"
	       "2026-09-24 archived\n2026-09-25 unheard_of\n",
	    "");
}

static void
the_end_of_a_procedure_is_of_the_kind_that_began(void **state)
{
	(void)state;
	expect("2026-09-23 special_started {\"special\":\"extension\"}\n"
	       "2026-09-24 special_ended\n"
	       "2026-09-28 special_started {\"special\":\"other\"}\n"
	       "2026-09-29 special_ended\n",
	    "paused 2026-09-23 1\nresumed 2026-09-24 1\n"
	    "paused 2026-09-28 2\nresumed 2026-09-29 2\n");
}

static void
only_paper_that_promises_a_day_is_a_promise(void **state)
{
	(void)state;
	expect("2026-09-23 notice_issued {\"notice\":\"receipt\"}\n"
	       "2026-09-23 notice_issued {\"due_date\":\"2026-09-30\"}\n",
	    "printed 2026-09-23 20726\n");
	assert_int_equal(on("2026-09-30"), 20726);
}

static void
an_order_without_a_term_does_not_make_it_due_today(void **state)
{
	(void)state;
	expect("2026-09-23 urged {\"order\":\"3\"}\n", "");
	expect("2026-09-23 urged {\"order\":\"3\",\"promise_days\":0}\n",
	    "quickened 2026-09-23 0\n");
}

/* The citizen's paper of reception counts again. */
static void
an_overturned_return_never_stopped_the_clock(void **state)
{
	(void)state;
	expect("2026-09-23 received\n2026-09-23 accepted\n"
	       "2026-09-24 returned\n2026-09-28 review_overturned\n",
	    "received 2026-09-23 0\naccepted 2026-09-23 0\n");
	/* Also if a paper was handed out in between. */
	expect("2026-09-23 received\n2026-09-24 declined\n"
	       "2026-09-24 notice_issued {\"due_date\":\"2026-09-30\"}\n"
	       "2026-09-28 review_overturned\n",
	    "received 2026-09-23 0\nprinted 2026-09-24 20726\n");
}

static void
a_return_after_a_review_is_one(void **state)
{
	(void)state;
	expect("2026-09-23 received\n2026-09-24 declined\n"
	       "2026-09-28 review_overturned\n2026-09-29 declined\n",
	    "received 2026-09-23 0\nreturned 2026-09-29 0\n");
}

static void
name_event(json_t *event, const char *id, const char *status)
{
	(void)json_object_set_new(event, "change_set", json_string(id));
	(void)json_object_set_new(event, "place", json_integer(0));
	(void)json_object_set_new(event, "status", json_string(status));
}

static void
of_one_step_taken_at_two_halls_the_earlier_day_counts(void **state)
{
	json_t *events = events_told("2026-09-24 supplement_completed\n"
				     "2026-09-23 supplement_completed\n"
				     "2026-09-22 accepted\n");
	json_t *twin = json_array_get(events, 1);
	json_t *other = json_array_get(events, 2);

	(void)state;
	name_event(json_array_get(events, 0), "aa", "ok");
	name_event(twin, "bb", "duplicate");
	(void)json_object_set_new(
	    twin, "against_change_set", json_string("aa"));
	(void)json_object_set_new(twin, "against_place", json_integer(0));
	/* A duplicate of something that is not here moves nothing. */
	name_event(other, "cc", "duplicate");
	(void)json_object_set_new(
	    other, "against_change_set", json_string("dd"));
	assert_string_equal(
	    read_as_text(events), "supplemented 2026-09-23 0\n");
	json_decref(events);
}

static void
the_terms_are_those_of_the_last_acceptance(void **state)
{
	json_t *events = events_told(
	    "2026-09-23 accepted {\"promise_days\":5,\"statutory_days\":20}\n"
	    "2026-09-24 returned\n2026-09-24 review_overturned\n"
	    "2026-09-28 accepted {\"promise_days\":3,\"statutory_days\":15,"
	    "\"first_day\":\"same\"}\n");
	struct case_clock clock;

	(void)state;
	case_clock_read(events, &clock);
	assert_int_equal(clock.terms.promise_days, 3);
	assert_int_equal(clock.terms.statutory_days, 15);
	assert_int_equal(clock.terms.first, DEADLINE_FIRST_SAME);
	json_decref(events);
}

/* Of a joint case: its own promise, from the day the citizen knows of. */
static void
each_part_has_its_own_promise_and_its_own_end(void **state)
{
	json_t *events = events_told(
	    "2026-09-23 accepted {\"promise_days\":10,\"parts\":["
	    "{\"department\":\"水利局\",\"promise_days\":4},"
	    "{\"department\":\"住建局\"}]}\n"
	    "2026-09-23 notice_issued {\"due_date\":\"2026-10-15\"}\n"
	    "2026-09-24 part_accepted {\"department\":\"水利局\"}\n"
	    "2026-09-28 special_started {\"special\":\"other\"}\n"
	    "2026-09-29 special_ended\n"
	    "2026-09-30 part_decided {\"department\":\"水利局\"}\n");
	struct case_clock clock;

	(void)state;
	case_clock_read_part(events, "水利局", &clock);
	assert_int_equal(clock.terms.promise_days, 4);
	assert_string_equal(text_of(&clock),
	    "accepted 2026-09-23 0\npaused 2026-09-28 2\n"
	    "resumed 2026-09-29 2\nfinished 2026-09-30 0\n");
	case_clock_read_part(events, "住建局", &clock);
	assert_int_equal(clock.terms.promise_days, 10);
	assert_string_equal(text_of(&clock),
	    "accepted 2026-09-23 0\npaused 2026-09-28 2\n"
	    "resumed 2026-09-29 2\n");
	case_clock_read(events, &clock);
	assert_int_equal(clock.count, 4);
	json_decref(events);
}

static void
a_case_with_too_many_events_keeps_the_first(void **state)
{
	json_t *events = json_array();
	static struct case_clock clock;

	(void)state;
	for (int i = 0; i < CASE_CLOCK_MAX + 10; i++)
		(void)json_array_append_new(events,
		    json_pack("{s:s,s:i,s:{}}", "kind", "case.special_ended",
			"time", i * DAY_S, "body"));
	case_clock_read(events, &clock);
	assert_int_equal(clock.count, CASE_CLOCK_MAX);
	assert_string_equal(day_text(clock.events[0].day), "1970-01-01");
	json_decref(events);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		each_kind_that_moves_the_clock_is_read_with_its_number),
	    cmocka_unit_test(each_way_a_case_ends_ends_its_clock),
	    cmocka_unit_test(what_is_no_event_of_a_clock_is_passed_over),
	    cmocka_unit_test(the_end_of_a_procedure_is_of_the_kind_that_began),
	    cmocka_unit_test(only_paper_that_promises_a_day_is_a_promise),
	    cmocka_unit_test(
		an_order_without_a_term_does_not_make_it_due_today),
	    cmocka_unit_test(an_overturned_return_never_stopped_the_clock),
	    cmocka_unit_test(a_return_after_a_review_is_one),
	    cmocka_unit_test(
		of_one_step_taken_at_two_halls_the_earlier_day_counts),
	    cmocka_unit_test(the_terms_are_those_of_the_last_acceptance),
	    cmocka_unit_test(each_part_has_its_own_promise_and_its_own_end),
	    cmocka_unit_test(a_case_with_too_many_events_keeps_the_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
