#include "schema/base/json.h"

#include <stdlib.h>

/* --- reading and writing ------------------------------------------------- */

json_t *
json_read(const char *text, size_t len, struct err *e)
{
	json_error_t where;
	json_t *value;

	if (len > JSON_TEXT_MAX) {
		(void)err_set(e, ERR_LIMIT,
		    "JSON text of %zu bytes; at most %zu are read", len,
		    JSON_TEXT_MAX);
		return NULL;
	}
	value = json_loadb(text, len, JSON_REJECT_DUPLICATES, &where);
	if (value == NULL)
		(void)err_set(e, ERR_FORMAT,
		    "not JSON: %s (line %d, column %d)", where.text, where.line,
		    where.column);
	return value;
}

/* Where the library puts text, and why it could not. */
struct sink {
	struct buf *out;
	struct err *e;
	int failed;
};

static int
put(const char *bytes, size_t len, void *to)
{
	struct sink *sink = to;

	sink->failed = buf_add(sink->out, bytes, len, sink->e);
	return sink->failed;
}

int
json_write(const json_t *value, struct buf *out, struct err *e)
{
	struct sink sink = {.out = out, .e = e};

	if (json_dump_callback(value, put, &sink,
		JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY) == 0)
		return 0;
	return sink.failed ? -1 : err_nomem(e);
}

int
json_write_string(const char *text, struct buf *out, struct err *e)
{
	json_t *string = json_string(text);
	int failed = string == NULL ? err_set(e, ERR_FORMAT,
					  "%s is not valid UTF-8 text", text)
				    : json_write(string, out, e);

	json_decref(string);
	return failed;
}

/* --- members ------------------------------------------------------------- */

const char *
json_member_text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

json_int_t
json_member_integer(
    const json_t *object, const char *name, json_int_t otherwise)
{
	const json_t *value = json_object_get(object, name);

	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

int
json_put_take(json_t *object, const char *name, json_t *value, struct err *e)
{
	if (value == NULL || json_object_set_new(object, name, value) != 0)
		return err_nomem(e);
	return 0;
}

int
json_append_take(json_t *array, json_t *value, struct err *e)
{
	if (value == NULL || json_array_append_new(array, value) != 0)
		return err_nomem(e);
	return 0;
}

/* --- memory -------------------------------------------------------------- */

/*
 * jansson says of a text that it is no JSON, and of a member that it is not
 * there, when it was memory that ran out: so it is noted where it asks.
 */
static void *
allocate(size_t len)
{
	void *got = malloc(len);

	if (got == NULL)
		err_note_nomem();
	return got;
}

/* Before anything is made that would be freed otherwise. */
__attribute__((constructor)) static void
watch_memory(void)
{
	json_set_alloc_funcs(allocate, free);
}
