/*
 * What libevent's web server answers as it comes: any host, two of them, a
 * page of another site that posts, more than anybody should send.  The same
 * bytes before our console: tests/process/console_hostile.sh.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <arpa/inet.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct stock {
	struct event_base *base;
	struct evhttp *http;
	uint16_t port;
	int answered;
	size_t body; /* of the last request answered */
};

static void
on_request(struct evhttp_request *r, void *context)
{
	struct stock *s = context;

	s->answered++;
	s->body = evbuffer_get_length(evhttp_request_get_input_buffer(r));
	evhttp_send_reply(r, HTTP_OK, "OK", NULL);
}

static int
start(void **state)
{
	struct stock *s = calloc(1, sizeof(*s));
	struct evhttp_bound_socket *bound;
	struct sockaddr_in at = {.sin_port = 0};
	socklen_t len = sizeof(at);

	assert_non_null(s);
	s->base = event_base_new();
	assert_non_null(s->base);
	s->http = evhttp_new(s->base);
	assert_non_null(s->http);
	bound = evhttp_bind_socket_with_handle(s->http, "127.0.0.1", 0);
	assert_non_null(bound);
	assert_int_equal(getsockname(evhttp_bound_socket_get_fd(bound),
			     (struct sockaddr *)&at, &len),
	    0);
	s->port = ntohs(at.sin_port);
	evhttp_set_gencb(s->http, on_request, s);
	*state = s;
	return 0;
}

static int
end(void **state)
{
	struct stock *s = *state;

	evhttp_free(s->http);
	event_base_free(s->base);
	free(s);
	return 0;
}

static int
call(const struct stock *s)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons(s->port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(
	    connect(fd, (const struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

/* Send it all, and serve until it was answered, or the line is closed. */
static int
is_answered(struct stock *s, const char *bytes, size_t len)
{
	int fd = call(s), before = s->answered;
	char said[512] = "";
	size_t sent = 0;
	ssize_t got = -1;

	while (got < 0) {
		ssize_t n = sent == len ? 0
					: send(fd, bytes + sent, len - sent,
					      MSG_DONTWAIT | MSG_NOSIGNAL);

		sent += n > 0 ? (size_t)n : 0;
		assert_int_not_equal(
		    event_base_loop(s->base, EVLOOP_NONBLOCK), -1);
		got = recv(fd, said, sizeof(said) - 1, MSG_DONTWAIT);
	}
	(void)close(fd);
	return s->answered > before && strstr(said, " 200 ") != NULL;
}

static int
answers(struct stock *s, const char *text)
{
	return is_answered(s, text, strlen(text));
}

static void
any_name_of_a_host_is_answered(void **state)
{
	assert_true(
	    answers(*state, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
	assert_true(answers(*state,
	    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n"));
	assert_true(answers(*state, "GET / HTTP/1.1\r\n\r\n"));
	assert_true(answers(*state,
	    "GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
}

static void
a_page_of_another_site_may_post(void **state)
{
	assert_true(answers(*state,
	    "POST /api/v1/case/receive HTTP/1.1\r\nHost: 127.0.0.1\r\n"
	    "Origin: http://evil.example\r\nContent-Type: text/plain\r\n"
	    "Cookie: session=whoever\r\nContent-Length: 2\r\n\r\n{}"));
}

static void
two_lengths_are_answered_by_one_of_them(void **state)
{
	struct stock *s = *state;

	assert_true(answers(s, "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
			       "Content-Length: 1\r\n"
			       "Content-Length: 2\r\n\r\nx"));
	assert_int_equal(s->body, 1);
}

#define MUCH ((size_t)8 << 20)

static void
as_much_as_anybody_sends_is_held(void **state)
{
	static const char head[] = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
				   "Content-Length: 8388608\r\n\r\n";
	struct stock *s = *state;
	char *bytes = calloc(1, sizeof(head) - 1 + MUCH);

	assert_non_null(bytes);
	memcpy(bytes, head, sizeof(head) - 1);
	assert_true(is_answered(s, bytes, sizeof(head) - 1 + MUCH));
	assert_int_equal(s->body, MUCH);
	free(bytes);
}

/* --- whoever says nothing (22) ------------------------------------------- */

#define LINES_MOST 16

static void
say_nothing(int severity, const char *text)
{
	(void)severity;
	(void)text;
}

/*
 * In a process of its own: callers who say nothing, then one who asks; and a
 * server that has files for so many lines.  0 if the one is answered.
 */
static int
ask_after(struct stock *s, int silent)
{
	static const char request[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
	struct rlimit few;
	char said[64];
	int asker;

	event_set_log_callback(say_nothing); /* of lines it cannot take */
	if (event_reinit(s->base) != 0)
		return 2;
	while (silent-- > 0)
		(void)call(s);
	asker = call(s);
	few.rlim_cur = few.rlim_max = (rlim_t)asker + 1 + LINES_MOST;
	if (setrlimit(RLIMIT_NOFILE, &few) != 0 ||
	    send(asker, request, sizeof(request) - 1, MSG_NOSIGNAL) < 0)
		return 2;
	for (int turn = 0; turn < 1000; turn++)
		(void)event_base_loop(s->base, EVLOOP_ONCE | EVLOOP_NONBLOCK);
	return recv(asker, said, sizeof(said), MSG_DONTWAIT) > 0 ? 0 : 1;
}

static int
status_after(struct stock *s, int silent)
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0)
		_exit(ask_after(s, silent));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* Nobody is asked to leave: here the longest silent is. */
static void
whoever_says_nothing_keeps_everybody_out(void **state)
{
	assert_int_equal(status_after(*state, LINES_MOST / 2), 0);
	assert_int_equal(status_after(*state, LINES_MOST * 2), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_name_of_a_host_is_answered),
	    cmocka_unit_test(a_page_of_another_site_may_post),
	    cmocka_unit_test(two_lengths_are_answered_by_one_of_them),
	    cmocka_unit_test(as_much_as_anybody_sends_is_held),
	    cmocka_unit_test(whoever_says_nothing_keeps_everybody_out),
	};

	return cmocka_run_group_tests(tests, start, end);
}
