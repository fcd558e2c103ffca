/*
 * Connections of the console: who is cut off, and when.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "node/web/connections.h"

#define MANY (CONNECTIONS_MAX + 8)

struct callers {
	struct event_base *base;
	struct connections all;
	struct bufferevent *sockets[MANY]; /* as evhttp has them */
	int other[MANY];		   /* the callers' ends */
	size_t count;
};

static int
begin(void **state)
{
	struct callers *c = calloc(1, sizeof(*c));

	assert_non_null(c);
	c->base = event_base_new();
	assert_non_null(c->base);
	*state = c;
	return 0;
}

static void
hang_up(struct callers *c, size_t n)
{
	bufferevent_free(c->sockets[n]);
	c->sockets[n] = NULL;
}

static int
end(void **state)
{
	struct callers *c = *state;

	for (size_t n = 0; n < c->count; n++) {
		if (c->sockets[n] != NULL)
			hang_up(c, n);
		(void)close(c->other[n]);
	}
	connections_clear(&c->all);
	event_base_free(c->base);
	free(c);
	return 0;
}

static void
on_event(struct bufferevent *socket, short what, void *context)
{
	(void)socket, (void)what, (void)context;
}

static void
call(struct callers *c, int64_t now_ms)
{
	struct bufferevent *socket;
	int ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	socket =
	    bufferevent_socket_new(c->base, ends[0], BEV_OPT_CLOSE_ON_FREE);
	socket = connections_add(&c->all, socket, now_ms);
	assert_non_null(socket);
	bufferevent_setcb(socket, NULL, NULL, on_event, NULL);
	(void)bufferevent_enable(socket, EV_READ);
	c->sockets[c->count] = socket;
	c->other[c->count++] = ends[1];
}

static void
say(struct callers *c, size_t n, const char *text)
{
	assert_int_equal(write(c->other[n], text, 1), 1);
	(void)event_base_loop(c->base, EVLOOP_NONBLOCK);
}

static int
is_cut(const struct callers *c, size_t n)
{
	char byte;

	return recv(c->other[n], &byte, 1, MSG_DONTWAIT) == 0;
}

static void
a_request_has_one_deadline_however_often_a_byte_comes(void **state)
{
	struct callers *c = *state;

	call(c, 0);
	for (int64_t t = 0; t <= CONNECTION_REQUEST_MS; t += 1000) {
		say(c, 0, "x");
		connections_tick(&c->all, t);
	}
	assert_false(is_cut(c, 0));
	connections_tick(&c->all, CONNECTION_REQUEST_MS + 1);
	assert_true(is_cut(c, 0));
	assert_int_equal(c->all.count, 0);
}

static void
an_answer_nobody_reads_and_a_silent_caller_end_too(void **state)
{
	struct callers *c = *state;

	call(c, 0);
	call(c, 0);
	connections_answer(&c->all, c->sockets[0], 100);
	connections_wait(&c->all, c->sockets[1], 200);
	connections_tick(&c->all, 100 + CONNECTION_ANSWER_MS);
	assert_false(is_cut(c, 0));
	assert_false(is_cut(c, 1));
	connections_tick(&c->all, 201 + CONNECTION_IDLE_MS);
	assert_true(is_cut(c, 0));
	assert_true(is_cut(c, 1));
}

/* As much as somebody at the end of a slow line reads in a minute. */
static void
read_some(struct callers *c, size_t n, size_t most)
{
	char bytes[4096];

	for (size_t got = 0; got < most; got += sizeof(bytes)) {
		(void)event_base_loop(c->base, EVLOOP_NONBLOCK);
		(void)recv(c->other[n], bytes, sizeof(bytes), MSG_DONTWAIT);
	}
}

static void
a_long_answer_goes_on_as_long_as_it_is_read(void **state)
{
	struct callers *c = *state;
	static const char much[4 * CONNECTION_ANSWER_LEN_MIN + 1048576];
	int64_t t = 0;

	call(c, 0);
	connections_answer(&c->all, c->sockets[0], t);
	assert_int_equal(
	    bufferevent_write(c->sockets[0], much, sizeof(much)), 0);
	(void)event_base_loop(c->base, EVLOOP_NONBLOCK);
	for (int minute = 0; minute < 3; minute++) {
		connections_tick(&c->all, t);
		read_some(c, 0, 2 * CONNECTION_ANSWER_LEN_MIN);
		connections_tick(&c->all, t += CONNECTION_ANSWER_MS + 1);
		assert_int_equal(c->all.count, 1);
	}
	connections_tick(&c->all, t + CONNECTION_ANSWER_MS + 1);
	assert_int_equal(c->all.count, 0);
}

static void
the_next_request_begins_with_its_first_byte(void **state)
{
	struct callers *c = *state;

	call(c, 0);
	connections_wait(&c->all, c->sockets[0], 0);
	connections_tick(&c->all, CONNECTION_IDLE_MS);
	say(c, 0, "x");
	connections_tick(&c->all, CONNECTION_IDLE_MS + CONNECTION_REQUEST_MS);
	assert_false(is_cut(c, 0));
	connections_tick(
	    &c->all, CONNECTION_IDLE_MS + CONNECTION_REQUEST_MS + 1);
	assert_true(is_cut(c, 0));
}

static void
the_longest_silent_makes_room_and_none_who_is_answered(void **state)
{
	struct callers *c = *state;

	for (size_t n = 0; n < CONNECTIONS_MAX; n++)
		call(c, (int64_t)n);
	connections_answer(&c->all, c->sockets[0], 500);
	connections_wait(&c->all, c->sockets[7], 600);
	call(c, 1000);
	assert_true(is_cut(c, 7));
	call(c, 1001);
	assert_false(is_cut(c, 0));
	assert_true(is_cut(c, 1));
	assert_int_equal(c->all.count, CONNECTIONS_MAX);
}

static void
whoever_hung_up_leaves_a_place(void **state)
{
	struct callers *c = *state;

	for (size_t n = 0; n < CONNECTIONS_MAX; n++)
		call(c, (int64_t)n);
	hang_up(c, 3);
	call(c, 1000);
	assert_int_equal(c->all.count, CONNECTIONS_MAX);
	assert_false(is_cut(c, 0));
}

static void
who_waits_for_events_may_wait(void **state)
{
	struct callers *c = *state;

	call(c, 0);
	connections_stream(&c->all, c->sockets[0]);
	connections_tick(&c->all, 100000000);
	assert_false(is_cut(c, 0));
	assert_int_equal(connections_streaming(&c->all), 1);
	connections_cut(&c->all, c->sockets[0]);
	assert_true(is_cut(c, 0));
	assert_int_equal(connections_streaming(&c->all), 0);
}

int
main(void)
{
#define WITH_CALLERS(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
	    WITH_CALLERS(a_request_has_one_deadline_however_often_a_byte_comes),
	    WITH_CALLERS(an_answer_nobody_reads_and_a_silent_caller_end_too),
	    WITH_CALLERS(a_long_answer_goes_on_as_long_as_it_is_read),
	    WITH_CALLERS(the_next_request_begins_with_its_first_byte),
	    WITH_CALLERS(
		the_longest_silent_makes_room_and_none_who_is_answered),
	    WITH_CALLERS(whoever_hung_up_leaves_a_place),
	    WITH_CALLERS(who_waits_for_events_may_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
