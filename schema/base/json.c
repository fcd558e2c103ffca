#include "schema/base/json.h"

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
