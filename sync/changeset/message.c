/*
 * The message of a change set: composing, reading, packing for travel.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "schema/records/check.h"
#include "sync/changeset/changeset.h"
#include "sync/changeset/header.h"

void
changeset_free(struct changeset *c)
{
	header_free(&c->header);
	buf_free(&c->message);
	free(c->events);
	memset(c, 0, sizeof(*c));
}

/* One line of text that git and a terminal carry unharmed. */
static int
is_plain_line(const char *text, size_t len, size_t max)
{
	if (len == 0 || len > max || text[0] == ' ' || text[len - 1] == ' ')
		return 0;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			return 0;
	return 1;
}

/* Valid UTF-8: what cannot be shown again must not be signed. */
static int
is_utf8(const char *text, size_t len)
{
	json_t *value = json_stringn(text, len);
	int is_valid = value != NULL;

	json_decref(value);
	return is_valid;
}

/* An author's name, which git puts before "<address>". */
static int
is_author(const char *name)
{
	return is_plain_line(name, strlen(name), CHANGESET_AUTHOR_MAX) &&
	       strpbrk(name, "<>") == NULL;
}

static int
check_frame(
    const struct changeset *c, const char *summary, size_t len, struct err *e)
{
	if (!is_plain_line(summary, len, CHANGESET_SUMMARY_MAX) ||
	    !is_utf8(summary, len))
		return err_set(e, ERR_FORMAT,
		    "change set: the first line must be 1 to %d bytes of text",
		    CHANGESET_SUMMARY_MAX);
	if (!is_author(c->header.author))
		return err_set(e, ERR_FORMAT,
		    "change set: a hall's name must be 1 to %d bytes of text "
		    "without < and >",
		    CHANGESET_AUTHOR_MAX);
	if (c->message.len > CHANGESET_LEN_MAX)
		return err_set(e, ERR_LIMIT,
		    "change set of %zu bytes; at most %zu, so do less at once",
		    c->message.len, CHANGESET_LEN_MAX);
	return 0;
}

static int
add_event(struct changeset *c, const struct buf *event, struct err *e)
{
	struct event_line *line = &c->events[c->event_count];

	if (event->len > EVENT_TEXT_MAX)
		return err_set(e, ERR_LIMIT, "event of %zu bytes; at most %d",
		    event->len, EVENT_TEXT_MAX);
	line->offset = c->message.len;
	line->len = event->len;
	c->event_count++;
	if (buf_add(&c->message, event->bytes, event->len, e) != 0)
		return -1;
	return buf_add_text(&c->message, "\n", e);
}

int
changeset_compose(const struct header *header, const char *summary,
    const struct buf *events, size_t count, struct changeset *out,
    struct err *e)
{
	memset(out, 0, sizeof(*out));
	if (count == 0 || count > CHANGESET_EVENTS_MAX)
		return err_set(e, ERR_LIMIT,
		    "change set of %zu events; 1 to %d", count,
		    CHANGESET_EVENTS_MAX);
	if (header->time < 0 || header->time > CHANGESET_TIME_MAX)
		return err_set(e, ERR_FORMAT,
		    "the clock of this machine is set to a year that cannot "
		    "be; set it right");
	if (header_copy(header, &out->header, e) != 0)
		goto fail;
	out->events = calloc(count, sizeof(*out->events));
	if (out->events == NULL) {
		(void)err_nomem(e);
		goto fail;
	}
	if (buf_printf(&out->message, e, "%s\n\n", summary) != 0 ||
	    header_write(header, HEADER_SIGNED, &out->message, e) != 0 ||
	    buf_add_text(&out->message, "\n", e) != 0)
		goto fail;
	for (size_t i = 0; i < count; i++)
		if (add_event(out, &events[i], e) != 0)
			goto fail;
	if (check_frame(out, summary, strlen(summary), e) != 0)
		goto fail;
	return 0;
fail:
	changeset_free(out);
	return -1;
}

static const char *
line_end(const char *at, const char *end)
{
	return at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
}

static size_t
count_lines(const char *at, const char *end)
{
	size_t count = 0;

	while ((at = line_end(at, end)) != NULL) {
		at++;
		count++;
	}
	return count;
}

/* Every line after the header is an event; what it says is not asked. */
static int
read_events(struct changeset *c, size_t offset, struct err *e)
{
	const char *text = (const char *)c->message.bytes;
	const char *end = text + c->message.len;
	const char *at = text + offset, *nl;
	size_t count = count_lines(at, end);

	if (count == 0 || count > CHANGESET_EVENTS_MAX || end[-1] != '\n')
		return err_set(e, ERR_FORMAT,
		    "change set: 1 to %d events, a line each, are expected",
		    CHANGESET_EVENTS_MAX);
	c->events = calloc(count, sizeof(*c->events));
	if (c->events == NULL)
		return err_nomem(e);
	for (; (nl = line_end(at, end)) != NULL; at = nl + 1) {
		struct event_line *line = &c->events[c->event_count++];

		line->offset = (size_t)(at - text);
		line->len = (size_t)(nl - at);
		if (line->len < 2 || line->len > EVENT_TEXT_MAX ||
		    at[0] != '{' || nl[-1] != '}')
			return err_set(e, ERR_FORMAT,
			    "change set: line %zu is no event", c->event_count);
	}
	return 0;
}

/* No NUL, no control characters: the message must survive being text. */
static int
is_text(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < 0x20 && text[i] != '\n')
			return 0;
	return 1;
}

struct frame {
	size_t summary_len;
	size_t header_at;
	size_t header_len;
	size_t events_at;
};

static int
find_frame(const char *text, size_t len, struct frame *out, struct err *e)
{
	const char *end = text + len;
	const char *first = line_end(text, end);
	const char *third;

	if (len > CHANGESET_LEN_MAX)
		return err_set(e, ERR_LIMIT,
		    "change set of %zu bytes; at most %zu, so do less at once",
		    len, CHANGESET_LEN_MAX);
	if (first == NULL || first + 1 >= end || first[1] != '\n' ||
	    !is_text(text, len) || (third = line_end(first + 2, end)) == NULL)
		return err_set(e, ERR_FORMAT,
		    "change set: no summary, blank line and header");
	out->summary_len = (size_t)(first - text);
	out->header_at = out->summary_len + 2;
	out->header_len = (size_t)(third - first) - 2;
	out->events_at = (size_t)(third - text) + 1;
	return 0;
}

int
changeset_parse(
    const void *message, size_t len, struct changeset *out, struct err *e)
{
	const char *text = message;
	struct frame frame;

	memset(out, 0, sizeof(*out));
	if (find_frame(text, len, &frame, e) != 0)
		return -1;
	if (buf_add(&out->message, message, len, e) != 0 ||
	    header_parse(text + frame.header_at, frame.header_len,
		HEADER_SIGNED, &out->header, e) != 0 ||
	    read_events(out, frame.events_at, e) != 0 ||
	    check_frame(out, text, frame.summary_len, e) != 0) {
		changeset_free(out);
		return -1;
	}
	return 0;
}

/*
 * `,"prev":"<64 digits>"` stands once in a signed header: inside a JSON
 * string its quotes would be escaped.
 */
#define PREV_OPEN ",\"prev\":\""
#define PREV_LEN (sizeof(PREV_OPEN) - 1 + 64 + 1)

int
changeset_pack(const struct changeset *c, struct buf *out, struct err *e)
{
	const uint8_t *text = c->message.bytes;
	size_t header =
	    (size_t)((const uint8_t *)strchr((const char *)text, '\n') - text +
		     2);
	const char *prev = c->header.seq == 1
			       ? NULL
			       : strstr((const char *)text + header, PREV_OPEN);
	size_t head_len =
	    prev == NULL ? c->message.len : (size_t)(prev - (const char *)text);

	if (buf_add(out, text, head_len, e) != 0)
		return -1;
	if (prev == NULL)
		return 0;
	return buf_add(out, text + head_len + PREV_LEN,
	    c->message.len - head_len - PREV_LEN, e);
}

int
changeset_open(
    const void *packed, size_t len, struct changeset *out, struct err *e)
{
	const char *text = packed;
	struct frame frame;

	memset(out, 0, sizeof(*out));
	if (find_frame(text, len, &frame, e) != 0)
		return -1;
	return header_parse(text + frame.header_at, frame.header_len,
	    HEADER_PACKED, &out->header, e);
}

int
changeset_complete(const void *packed, size_t len,
    const struct changeset_id *prev, struct changeset *c, struct err *e)
{
	const char *text = packed;
	struct frame frame;

	if (find_frame(text, len, &frame, e) != 0)
		return -1;
	if (c->header.seq > 1)
		c->header.prev = *prev;
	if (buf_reserve(&c->message, len + PREV_LEN, e) == NULL ||
	    buf_add(&c->message, text, frame.header_at, e) != 0 ||
	    header_write(&c->header, HEADER_SIGNED, &c->message, e) != 0)
		return -1;
	frame.header_len += frame.header_at;
	if (buf_add(&c->message, text + frame.header_len,
		len - frame.header_len, e) != 0)
		return -1;
	frame.events_at += c->message.len - len;
	if (read_events(c, frame.events_at, e) != 0)
		return -1;
	return check_frame(c, text, frame.summary_len, e);
}
