#include "node/actions/material_names.h"

#include <string.h>

#include "schema/base/json.h"

static const char *const between[] = {",", "，", "、"};

/* Bytes of what stands between two names there; 0 if nothing does. */
static size_t
gap_at(const char *text)
{
	for (size_t i = 0; i < sizeof(between) / sizeof(between[0]); i++)
		if (strncmp(text, between[i], strlen(between[i])) == 0)
			return strlen(between[i]);
	return 0;
}

static int
ends_at(const char *text)
{
	return *text == '\0' || gap_at(text) > 0;
}

/* Bytes of the longest material's name that stands there whole; else 0. */
static size_t
known_at(const char *text, const json_t *materials)
{
	size_t best = 0, i;
	json_t *row;

	json_array_foreach (materials, i, row) {
		const char *name = json_member_text(row, "name");
		size_t len = name == NULL ? 0 : strlen(name);

		if (len > best && strncmp(text, name, len) == 0 &&
		    ends_at(text + len))
			best = len;
	}
	return best;
}

static size_t
typed_at(const char *text)
{
	size_t len = 0;

	while (!ends_at(text + len))
		len++;
	return len;
}

static int
take(json_t *names, const char *text, size_t len, const json_t *materials,
    struct err *e)
{
	json_t *name = json_stringn(text, len);

	if (name != NULL && known_at(json_string_value(name), materials) == len)
		return json_append_take(names, name, e);
	(void)err_set(e, ERR_FORMAT,
	    "this item asks for no material \"%.*s\"; see `sanji item show` "
	    "(行政许可法 31)",
	    (int)len, text);
	json_decref(name);
	return -1;
}

static int
read_typed(
    const char *text, const json_t *materials, json_t *names, struct err *e)
{
	while (*text != '\0') {
		size_t len = known_at(text, materials);

		if (len == 0)
			len = typed_at(text);
		if (len > 0 && take(names, text, len, materials, e) != 0)
			return -1;
		text += len;
		text += gap_at(text);
	}
	return 0;
}

static int
read_list(
    const json_t *given, const json_t *materials, json_t *names, struct err *e)
{
	size_t i;
	json_t *one;

	json_array_foreach (given, i, one) {
		const char *name = json_string_value(one);

		if (name == NULL)
			return err_set(e, ERR_FORMAT,
			    "materials are named by texts, one for each");
		if (take(names, name, strlen(name), materials, e) != 0)
			return -1;
	}
	return 0;
}

json_t *
material_names(const json_t *given, const json_t *materials, struct err *e)
{
	json_t *names = json_array();
	int failed = names == NULL ? err_nomem(e) : 0;

	if (!failed && json_is_string(given))
		failed =
		    read_typed(json_string_value(given), materials, names, e);
	else if (!failed && json_is_array(given))
		failed = read_list(given, materials, names, e);
	else if (!failed && given != NULL)
		failed = err_set(e, ERR_FORMAT,
		    "materials are named by texts, one for each");
	if (!failed)
		return names;
	json_decref(names);
	return NULL;
}

int
material_names_put(
    json_t *request, const char *field, const json_t *materials, struct err *e)
{
	const json_t *given = json_object_get(request, field);
	json_t *names;

	if (given == NULL || json_array_size(materials) == 0)
		return 0;
	names = material_names(given, materials, e);
	if (names == NULL)
		return err_in_field(e, field);
	return json_put_take(request, field, names, e);
}

int
material_names_have(const json_t *names, const char *name)
{
	size_t i;
	json_t *one;

	json_array_foreach (names, i, one)
		if (strcmp(json_string_value(one), name) == 0)
			return 1;
	return 0;
}
