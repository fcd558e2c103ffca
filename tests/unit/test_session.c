/*
 * Which frame may come when, and when a line is dead.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "schema/base/macros.h"
#include "sync/carry/session.h"

#define BEGAN_MS 1000000

/* The way to each state. */
static struct session
session_in(enum session_state state)
{
	struct session s;

	session_begin(&s, BEGAN_MS);
	if (state == SESSION_READY)
		session_move(&s, SESSION_GREETING);
	if (state != SESSION_OPENING)
		session_move(&s, state);
	return s;
}

static int
takes(struct session *s, enum frame_type type, int64_t now_ms)
{
	struct err e = ERR_INIT;
	int failed = session_heard(s, type, now_ms, &e);

	assert_int_equal(e.code, failed ? ERR_FORMAT : ERR_NONE);
	return !failed;
}

static void
a_frame_out_of_turn_is_refused(void **state)
{
	static const enum frame_type first[] = {
	    [SESSION_GREETING] = FRAME_HELLO,
	    [SESSION_JOINING] = FRAME_JOIN,
	    [SESSION_ADMITTED] = FRAME_WELCOME,
	};

	(void)state;
	for (int in = SESSION_OPENING; in <= SESSION_ADMITTED; in++)
		for (int type = FRAME_HELLO; type <= FRAME_TYPE_MAX; type++) {
			struct session s = session_in((enum session_state)in);
			int fits =
			    type == FRAME_BYE ||
			    (in != SESSION_OPENING && (int)first[in] == type);

			assert_int_equal(
			    takes(&s, (enum frame_type)type, BEGAN_MS), fits);
		}
}

static void
who_was_greeted_is_not_greeted_again(void **state)
{
	static const enum frame_type never[] = {
	    FRAME_HELLO, FRAME_JOIN, FRAME_WELCOME, FRAME_END};
	static const enum frame_type any[] = {FRAME_FRONTIER, FRAME_NEED,
	    FRAME_CHANGESETS, FRAME_RECEIPTS, FRAME_DONE, FRAME_PING,
	    FRAME_PONG, FRAME_WANT, FRAME_PIECE, FRAME_OFFER, FRAME_RUN,
	    FRAME_BYE};
	struct session s = session_in(SESSION_READY);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(never); i++)
		assert_false(takes(&s, never[i], BEGAN_MS));
	for (size_t i = 0; i < COUNT_OF(any); i++)
		assert_true(takes(&s, any[i], BEGAN_MS));
}

static void
a_closed_session_takes_nothing_and_is_dead(void **state)
{
	struct session s = session_in(SESSION_CLOSED);

	(void)state;
	for (int type = FRAME_HELLO; type <= FRAME_TYPE_MAX; type++)
		assert_false(takes(&s, (enum frame_type)type, BEGAN_MS));
	assert_int_equal(session_tick(&s, BEGAN_MS), SESSION_DEAD);
}

static void
who_does_not_come_to_the_point_is_given_up(void **state)
{
	(void)state;
	for (int in = SESSION_OPENING; in <= SESSION_ADMITTED; in++) {
		struct session s = session_in((enum session_state)in);

		session_spoke(&s, BEGAN_MS + SESSION_OPENING_MS);
		assert_int_equal(session_tick(&s, BEGAN_MS), SESSION_FINE);
		assert_int_equal(
		    session_tick(&s, BEGAN_MS + SESSION_OPENING_MS),
		    SESSION_FINE);
		assert_int_equal(
		    session_tick(&s, BEGAN_MS + SESSION_OPENING_MS + 1),
		    SESSION_DEAD);
	}
}

static void
a_line_is_pinged_when_both_are_quiet(void **state)
{
	struct session s = session_in(SESSION_READY);
	int64_t now = BEGAN_MS + SESSION_QUIET_MS;

	(void)state;
	assert_int_equal(session_tick(&s, now), SESSION_FINE);
	assert_int_equal(session_tick(&s, now + 1), SESSION_PING);
	session_spoke(&s, now + 1);
	assert_int_equal(session_tick(&s, now + 2), SESSION_FINE);
	assert_int_equal(
	    session_tick(&s, now + 2 + SESSION_QUIET_MS), SESSION_PING);
}

static void
a_line_on_which_somebody_spoke_is_not_pinged(void **state)
{
	struct session s = session_in(SESSION_READY);
	int64_t now = BEGAN_MS + SESSION_QUIET_MS + 1;

	(void)state;
	assert_true(takes(&s, FRAME_PONG, now - 1));
	assert_int_equal(session_tick(&s, now), SESSION_FINE);
	assert_int_equal(
	    session_tick(&s, now + SESSION_QUIET_MS), SESSION_PING);
}

static void
a_line_is_dead_after_silence_however_much_we_speak(void **state)
{
	struct session s = session_in(SESSION_READY);
	int64_t last = BEGAN_MS + SESSION_SILENCE_MS;

	(void)state;
	session_spoke(&s, last);
	assert_int_equal(session_tick(&s, last), SESSION_FINE);
	assert_int_equal(session_tick(&s, last + 1), SESSION_DEAD);
	assert_true(takes(&s, FRAME_PONG, last + 1));
	assert_int_equal(session_tick(&s, last + 1), SESSION_FINE);
}

/* Of a long frame on a slow line the bytes come, and no frame for minutes. */
static void
who_waits_for_a_long_frame_pings_and_does_not_give_up(void **state)
{
	struct session s = session_in(SESSION_READY);
	int64_t now = BEGAN_MS;

	(void)state;
	for (int i = 0; i < 10; i++) {
		now += SESSION_QUIET_MS + 1;
		session_took_bytes(&s, now);
		assert_int_equal(session_tick(&s, now), SESSION_PING);
		session_spoke(&s, now);
	}
	assert_int_equal(
	    session_tick(&s, now + SESSION_SILENCE_MS + 1), SESSION_DEAD);
}

static void
a_refused_frame_does_not_keep_a_line_alive(void **state)
{
	struct session s = session_in(SESSION_READY);
	int64_t end = BEGAN_MS + SESSION_SILENCE_MS + 1;

	(void)state;
	assert_false(takes(&s, FRAME_HELLO, end - 1));
	assert_int_equal(session_tick(&s, end), SESSION_DEAD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_frame_out_of_turn_is_refused),
	    cmocka_unit_test(who_was_greeted_is_not_greeted_again),
	    cmocka_unit_test(a_closed_session_takes_nothing_and_is_dead),
	    cmocka_unit_test(who_does_not_come_to_the_point_is_given_up),
	    cmocka_unit_test(a_line_is_pinged_when_both_are_quiet),
	    cmocka_unit_test(a_line_on_which_somebody_spoke_is_not_pinged),
	    cmocka_unit_test(
		a_line_is_dead_after_silence_however_much_we_speak),
	    cmocka_unit_test(
		who_waits_for_a_long_frame_pings_and_does_not_give_up),
	    cmocka_unit_test(a_refused_frame_does_not_keep_a_line_alive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
