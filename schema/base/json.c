#include "schema/base/json.h"

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
