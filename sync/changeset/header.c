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

static int
read_heads(const json_t *object, const char *name, struct changeset_heads *out,
    struct err *e)
{
	const json_t *list = json_object_get(object, name);
	size_t count = json_array_size(list);

	if (list == NULL)
		return 0;
	if (!json_is_array(list) || count == 0 || count > CHANGESET_HEADS_MAX)
		return err_set(
		    e, ERR_FORMAT, "change set header: bad list \"%s\"", name);
	out->ids = calloc(count, sizeof(*out->ids));
	if (out->ids == NULL)
		return err_nomem(e);
	out->count = count;
	for (size_t i = 0; i < count; i++) {
		const char *id = json_string_value(json_array_get(list, i));

		if (id == NULL || changeset_id_parse(id, &out->ids[i]) != 0 ||
		    (i > 0 && changeset_id_compare(
				  &out->ids[i - 1], &out->ids[i]) >= 0))
			return err_set(e, ERR_FORMAT,
			    "change set header: bad list \"%s\"", name);
	}
	return 0;
}

static int
read_log(const json_t *object, struct header *out)
{
	const char *space = json_member_text(object, "space");
	const char *log = json_member_text(object, "log");
	struct space_name name;

	return space != NULL && log != NULL &&
		       space_name_parse(space, &name) == 0 &&
		       log_name_parse(log, &name, &out->log) == 0
		   ? 0
		   : -1;
}

static int
read_prev(const json_t *object, enum header_form form, struct header *out)
{
	const char *prev = json_member_text(object, "prev");

	if (form == HEADER_PACKED || out->seq == 1)
		return prev == NULL ? 0 : -1;
	return prev != NULL && changeset_id_parse(prev, &out->prev) == 0 ? 0
									 : -1;
}

static int
read_members(const json_t *object, enum header_form form, struct header *out,
    struct err *e)
{
	json_int_t seq = json_member_integer(object, "seq", 0);
	json_int_t depth = json_member_integer(object, "depth", 0);
	json_int_t rules = json_member_integer(object, "rules", -1);
	const char *author = json_member_text(object, "name");

	if (json_member_integer(object, "sanji", 0) != CHANGESET_FORMAT)
		return err_set(e, ERR_FORMAT,
		    "change set of an unknown format; update this program");
	if (read_log(object, out) != 0)
		return err_set(
		    e, ERR_FORMAT, "change set header: bad space or log");
	if (seq < 1 || (uint64_t)seq > CHANGESET_SEQ_MAX || depth < 1 ||
	    rules < 0 || rules > INT32_MAX)
		return err_set(e, ERR_FORMAT,
		    "change set header: a number is out of range");
	out->seq = (uint64_t)seq;
	out->depth = (uint64_t)depth;
	out->rules = (uint32_t)rules;
	out->time = json_member_integer(object, "time", -1);
	if (out->time < 0 || out->time > CHANGESET_TIME_MAX)
		return err_set(e, ERR_FORMAT,
		    "change set header: a number is out of range");
	if (author == NULL || strlen(author) > CHANGESET_AUTHOR_MAX)
		return err_set(e, ERR_FORMAT, "change set header: bad name");
	memcpy(out->author, author, strlen(author) + 1);
	if (read_prev(object, form, out) != 0)
		return err_set(e, ERR_FORMAT, "change set header: bad prev");
	if (read_heads(object, "seen", &out->seen, e) != 0)
		return -1;
	return read_heads(object, "gazettes", &out->gazettes, e);
}

int
header_parse(const char *line, size_t len, enum header_form form,
    struct header *out, struct err *e)
{
	struct buf again = BUF_INIT;
	json_t *object = json_read(line, len, e);
	int failed = -1;

	memset(out, 0, sizeof(*out));
	if (object == NULL)
		return -1;
	if (!json_is_object(object)) {
		(void)err_set(e, ERR_FORMAT, "change set header: no object");
		goto out;
	}
	if (read_members(object, form, out, e) != 0 ||
	    header_write(out, form, &again, e) != 0)
		goto out;
	if (again.len != len || memcmp(again.bytes, line, len) != 0) {
		(void)err_set(e, ERR_FORMAT,
		    "change set header is not written the one accepted way");
		goto out;
	}
	failed = 0;
out:
	json_decref(object);
	buf_free(&again);
	if (failed)
		header_free(out);
	return failed;
}
