#include "sync/changeset/header.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"

static void
heads_free(struct changeset_heads *heads)
{
	free(heads->ids);
	*heads = (struct changeset_heads){NULL, 0};
}

static int
heads_copy(const struct changeset_heads *from, struct changeset_heads *out,
    struct err *e)
{
	*out = (struct changeset_heads){NULL, 0};
	if (from->count == 0)
		return 0;
	out->ids = calloc(from->count, sizeof(*out->ids));
	if (out->ids == NULL)
		return err_nomem(e);
	memcpy(out->ids, from->ids, from->count * sizeof(*out->ids));
	out->count = from->count;
	return 0;
}

void
header_free(struct header *h)
{
	heads_free(&h->seen);
	heads_free(&h->gazettes);
}

int
header_copy(const struct header *from, struct header *out, struct err *e)
{
	*out = *from;
	out->seen = out->gazettes = (struct changeset_heads){NULL, 0};
	if (heads_copy(&from->seen, &out->seen, e) != 0)
		return -1;
	return heads_copy(&from->gazettes, &out->gazettes, e);
}

static int
write_heads(const char *name, const struct changeset_heads *heads,
    struct buf *out, struct err *e)
{
	char text[CHANGESET_ID_TEXT_MAX];

	if (heads->count == 0)
		return 0;
	if (buf_printf(out, e, ",\"%s\":[", name) != 0)
		return -1;
	for (size_t i = 0; i < heads->count; i++) {
		changeset_id_text(&heads->ids[i], text);
		if (buf_printf(out, e, "%s\"%s\"", i == 0 ? "" : ",", text) !=
		    0)
			return -1;
	}
	return buf_add_text(out, "]", e);
}

int
header_write(const struct header *h, enum header_form form, struct buf *out,
    struct err *e)
{
	char space[SPACE_NAME_TEXT_MAX], log[LOG_NAME_TEXT_MAX];
	char prev[CHANGESET_ID_TEXT_MAX];

	space_name_text(&h->log.space, space);
	log_name_text(&h->log, log);
	changeset_id_text(&h->prev, prev);
	if (buf_printf(out, e,
		"{\"sanji\":%d,\"space\":\"%s\",\"log\":\"%s\","
		"\"seq\":%" PRIu64,
		CHANGESET_FORMAT, space, log, h->seq) != 0)
		return -1;
	if (h->seq > 1 && form == HEADER_SIGNED &&
	    buf_printf(out, e, ",\"prev\":\"%s\"", prev) != 0)
		return -1;
	if (buf_printf(out, e, ",\"depth\":%" PRIu64 ",\"time\":%" PRId64,
		h->depth, h->time) != 0)
		return -1;
	if (write_heads("seen", &h->seen, out, e) != 0 ||
	    write_heads("gazettes", &h->gazettes, out, e) != 0)
		return -1;
	if (buf_printf(out, e, ",\"rules\":%" PRIu32 ",\"name\":", h->rules) !=
		0 ||
	    json_write_string(h->author, out, e) != 0)
		return -1;
	return buf_add_text(out, "}", e);
}

/* --- reading ------------------------------------------------------------- */

/* What is left of the line.  Nothing is read past a mistake. */
struct scan {
	const char *at;
	const char *end;
};

/* Pass the text if it comes next: 1, else 0. */
static int
passes(struct scan *s, const char *text)
{
	size_t len = strlen(text);

	if ((size_t)(s->end - s->at) < len || memcmp(s->at, text, len) != 0)
		return 0;
	s->at += len;
	return 1;
}

static int
scan_number(struct scan *s, uint64_t max, uint64_t *out)
{
	const char *from = s->at;

	*out = 0;
	for (; s->at < s->end && *s->at >= '0' && *s->at <= '9'; s->at++) {
		*out = *out * 10 + (uint64_t)(*s->at - '0');
		if (*out > max)
			return -1;
	}
	return s->at == from ? -1 : 0;
}

/* What comes before the next quote, which is passed. */
static int
scan_word(struct scan *s, char *out, size_t size)
{
	const char *quote = memchr(s->at, '"', (size_t)(s->end - s->at));
	size_t len;

	if (quote == NULL || (size_t)(quote - s->at) >= size)
		return -1;
	len = (size_t)(quote - s->at);
	memcpy(out, s->at, len);
	out[len] = '\0';
	s->at = quote + 1;
	return 0;
}

static int
scan_id(struct scan *s, struct changeset_id *out)
{
	char text[CHANGESET_ID_TEXT_MAX];

	return scan_word(s, text, sizeof(text)) != 0 ||
		       changeset_id_parse(text, out) != 0
		   ? -1
		   : 0;
}

/* As many as there are quoted words up to the bracket. */
static size_t
count_ids(const struct scan *s)
{
	size_t quotes = 0;

	for (const char *c = s->at; c < s->end && *c != ']'; c++)
		quotes += *c == '"';
	return (quotes + 1) / 2;
}

/* A list that is there begins with its first quote passed. */
static int
scan_heads(struct scan *s, struct changeset_heads *out, struct err *e)
{
	size_t count = count_ids(s);

	if (count == 0 || count > CHANGESET_HEADS_MAX)
		return err_set(e, ERR_FORMAT, "change set header: bad list");
	out->ids = calloc(count, sizeof(*out->ids));
	if (out->ids == NULL)
		return err_nomem(e);
	while (out->count < count) {
		size_t i = out->count++;

		if ((i > 0 && !passes(s, ",\"")) ||
		    scan_id(s, &out->ids[i]) != 0 ||
		    (i > 0 && changeset_id_compare(
				  &out->ids[i - 1], &out->ids[i]) >= 0))
			return err_set(
			    e, ERR_FORMAT, "change set header: bad list");
	}
	return passes(s, "]")
		   ? 0
		   : err_set(e, ERR_FORMAT, "change set header: bad list");
}

static int
scan_log(struct scan *s, struct log_name *out)
{
	char space[SPACE_NAME_TEXT_MAX], log[LOG_NAME_TEXT_MAX];
	struct space_name name;

	return passes(s, ",\"space\":\"") &&
		       scan_word(s, space, sizeof(space)) == 0 &&
		       passes(s, ",\"log\":\"") &&
		       scan_word(s, log, sizeof(log)) == 0 &&
		       space_name_parse(space, &name) == 0 &&
		       log_name_parse(log, &name, out) == 0
		   ? 0
		   : -1;
}

/* The name is any text: it is read as JSON. */
static int
scan_author(struct scan *s, struct header *out)
{
	json_t *name;
	const char *text;
	int failed = -1;

	if (s->at == s->end || s->end[-1] != '}')
		return -1;
	name = json_loadb(
	    s->at, (size_t)(s->end - s->at) - 1, JSON_DECODE_ANY, NULL);
	text = json_string_value(name);
	if (text != NULL && strlen(text) <= CHANGESET_AUTHOR_MAX) {
		memcpy(out->author, text, strlen(text) + 1);
		failed = 0;
	}
	json_decref(name);
	return failed;
}

static int
scan_place(struct scan *s, enum header_form form, struct header *out)
{
	uint64_t time;

	if (!passes(s, ",\"seq\":") ||
	    scan_number(s, CHANGESET_SEQ_MAX, &out->seq) != 0 || out->seq == 0)
		return -1;
	if (form == HEADER_SIGNED && out->seq > 1 &&
	    (!passes(s, ",\"prev\":\"") || scan_id(s, &out->prev) != 0))
		return -1;
	if (!passes(s, ",\"depth\":") ||
	    scan_number(s, INT64_MAX, &out->depth) != 0 || out->depth == 0 ||
	    !passes(s, ",\"time\":") ||
	    scan_number(s, CHANGESET_TIME_MAX, &time) != 0)
		return -1;
	out->time = (int64_t)time;
	return 0;
}

static int
scan_header(
    struct scan *s, enum header_form form, struct header *out, struct err *e)
{
	uint64_t format, rules;

	if (!passes(s, "{\"sanji\":") || scan_number(s, 1000, &format) != 0)
		return err_set(e, ERR_FORMAT, "change set header: none");
	if (format != CHANGESET_FORMAT)
		return err_set(e, ERR_FORMAT,
		    "change set of an unknown format; update this program");
	if (scan_log(s, &out->log) != 0)
		return err_set(
		    e, ERR_FORMAT, "change set header: bad space or log");
	if (scan_place(s, form, out) != 0)
		return err_set(e, ERR_FORMAT,
		    "change set header: bad seq, prev, depth or time");
	if ((passes(s, ",\"seen\":[\"") && scan_heads(s, &out->seen, e) != 0) ||
	    (passes(s, ",\"gazettes\":[\"") &&
		scan_heads(s, &out->gazettes, e) != 0))
		return -1;
	if (!passes(s, ",\"rules\":") ||
	    scan_number(s, INT32_MAX, &rules) != 0 ||
	    !passes(s, ",\"name\":") || scan_author(s, out) != 0)
		return err_set(
		    e, ERR_FORMAT, "change set header: bad rules or name");
	out->rules = (uint32_t)rules;
	return 0;
}

/* Read by a scan that may be lax, since the line must come out again. */
int
header_parse(const char *line, size_t len, enum header_form form,
    struct header *out, struct err *e)
{
	struct scan s = {line, line + len};
	struct buf again = BUF_INIT;
	int failed;

	memset(out, 0, sizeof(*out));
	failed = scan_header(&s, form, out, e) != 0 ||
		 header_write(out, form, &again, e) != 0;
	if (!failed &&
	    (again.len != len || memcmp(again.bytes, line, len) != 0))
		failed = err_set(e, ERR_FORMAT,
		    "change set header is not written the one accepted way");
	buf_free(&again);
	if (!failed)
		return 0;
	header_free(out);
	return -1;
}
