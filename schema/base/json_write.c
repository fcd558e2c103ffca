/*
 * Canonical text of a JSON value: members sorted by the bytes of their names,
 * no white space, and only what must be escaped is.  Strings of a value are
 * valid UTF-8 already, so they are copied in runs.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/json_plain.h"

/* --- strings ------------------------------------------------------------- */

static int
write_escaped(unsigned char byte, struct buf *out, struct err *e)
{
	static const char named[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	const char *found = byte == 0 ? NULL : strchr(named, byte);

	if (found == NULL)
		return buf_printf(out, e, "\\u%04X", byte);
	return buf_add(out, (char[]){'\\', letters[found - named]}, 2, e);
}

static int
write_string(const char *text, size_t len, struct buf *out, struct err *e)
{
	const char *end = text + len, *run = text;

	if (buf_reserve(out, len + 2, e) == NULL || buf_add(out, "\"", 1, e))
		return -1;
	for (const char *at; (at = json_plain_end(run, end)) < end;
	     run = at + 1)
		if (buf_add(out, run, (size_t)(at - run), e) != 0 ||
		    write_escaped((unsigned char)*at, out, e) != 0)
			return -1;
	if (buf_add(out, run, (size_t)(end - run), e) != 0)
		return -1;
	return buf_add(out, "\"", 1, e);
}

int
json_write_string(const char *text, struct buf *out, struct err *e)
{
	return write_string(text, strlen(text), out, e);
}

/* --- other values -------------------------------------------------------- */

static int
append(const char *bytes, size_t len, void *to)
{
	return buf_add(to, bytes, len, NULL);
}

static int
write_scalar(const json_t *value, struct buf *out, struct err *e)
{
	if (json_is_string(value))
		return write_string(json_string_value(value),
		    json_string_length(value), out, e);
	if (json_is_integer(value))
		return buf_printf(
		    out, e, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (json_dump_callback(value, append, out, JSON_ENCODE_ANY) != 0)
		return err_nomem(e);
	return 0;
}

/* --- arrays and objects -------------------------------------------------- */

struct member {
	const char *name; /* NULL in an array */
	size_t name_len;
	const json_t *value;
};

/* An array or object being written, and how far it is. */
struct level {
	const json_t *of;
	struct member *members;
	size_t count;
	size_t next;
};

struct levels {
	struct level *all;
	size_t depth;
	size_t room;
};

static int
compare_names(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	size_t len = x->name_len < y->name_len ? x->name_len : y->name_len;
	int order = memcmp(x->name, y->name, len);

	return order != 0
		   ? order
		   : (x->name_len > y->name_len) - (x->name_len < y->name_len);
}

static void
list_members(struct level *l)
{
	struct member *m = l->members;
	const char *name;
	size_t name_len, i;
	json_t *value;

	json_array_foreach (l->of, i, value)
		*m++ = (struct member){NULL, 0, value};
	if (!json_is_object(l->of))
		return;
	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_keylen_foreach((json_t *)(uintptr_t)l->of, name, name_len,
	    value) *m++ = (struct member){name, name_len, value};
	qsort(l->members, l->count, sizeof(*m), compare_names);
}

static int
enter(struct levels *levels, const json_t *of, struct err *e)
{
	size_t room = levels->room == 0 ? 8 : 2 * levels->room;
	struct level *bigger, *l;

	if (levels->depth == levels->room) {
		bigger = realloc(levels->all, room * sizeof(*bigger));
		if (bigger == NULL)
			return err_nomem(e);
		levels->all = bigger;
		levels->room = room;
	}
	l = &levels->all[levels->depth];
	*l = (struct level){
	    .of = of, .count = json_object_size(of) + json_array_size(of)};
	l->members = calloc(l->count + 1, sizeof(*l->members));
	if (l->members == NULL)
		return err_nomem(e);
	levels->depth++;
	list_members(l);
	return 0;
}

static void
leave(struct levels *levels)
{
	free(levels->all[--levels->depth].members);
}

/* A value's text, or the beginning of it. */
static int
begin_value(
    struct levels *levels, const json_t *value, struct buf *out, struct err *e)
{
	if (!json_is_array(value) && !json_is_object(value))
		return write_scalar(value, out, e);
	if (enter(levels, value, e) != 0)
		return -1;
	return buf_add(out, json_is_array(value) ? "[" : "{", 1, e);
}

/* What comes next of the innermost level: a member, or its end. */
static int
go_on(struct levels *levels, struct buf *out, struct err *e)
{
	struct level *l = &levels->all[levels->depth - 1];
	const struct member *m = &l->members[l->next];

	if (l->next == l->count) {
		const char *end = json_is_array(l->of) ? "]" : "}";

		leave(levels);
		return buf_add(out, end, 1, e);
	}
	if (l->next++ > 0 && buf_add(out, ",", 1, e) != 0)
		return -1;
	if (m->name != NULL &&
	    (write_string(m->name, m->name_len, out, e) != 0 ||
		buf_add(out, ":", 1, e) != 0))
		return -1;
	return begin_value(levels, m->value, out, e);
}

int
json_write(const json_t *value, struct buf *out, struct err *e)
{
	struct levels levels = {.depth = 0};
	int failed = begin_value(&levels, value, out, e);

	while (!failed && levels.depth > 0)
		failed = go_on(&levels, out, e);
	while (levels.depth > 0)
		leave(&levels);
	free(levels.all);
	return failed;
}
