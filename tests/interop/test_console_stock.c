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
#include <sys/socket.h>
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

/* Send it all, and serve until it was answered, or the line is closed. */
static int
is_answered(struct stock *s, const char *bytes, size_t len)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons(s->port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0), before = s->answered;
	char said[512] = "";
	size_t sent = 0;
	ssize_t got = -1;

	assert_true(fd >= 0);
	assert_int_equal(
	    connect(fd, (const struct sockaddr *)&to, sizeof(to)), 0);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_name_of_a_host_is_answered),
	    cmocka_unit_test(a_page_of_another_site_may_post),
	    cmocka_unit_test(two_lengths_are_answered_by_one_of_them),
	    cmocka_unit_test(as_much_as_anybody_sends_is_held),
	};

	return cmocka_run_group_tests(tests, start, end);
}
