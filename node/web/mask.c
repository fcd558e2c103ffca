#include "node/web/mask.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"

/* How much of a value is shown at either end; the rest becomes stars. */
struct shown {
	const char *field;
	size_t first, last; /* bytes; a name: characters */
};

/* 居民身份证: region and the last four; 手机: three and four. */
static const struct shown numbers[] = {
    {"id_number", 6, 4},
    {"phone", 3, 4},
};

static const struct shown *
number_named(const char *field)
{
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		if (strcmp(numbers[i].field, field) == 0)
			return &numbers[i];
	return NULL;
}

static size_t
character_len(const char *at)
{
	size_t len = 1;

	while (((unsigned char)at[len] & 0xc0U) == 0x80U)
		len++;
	return len;
}

/* The first character, and two stars however long the rest is. */
static void
mask_name(const char *value, char out[MASK_TEXT_MAX])
{
	size_t len = value[0] == '\0' ? 0 : character_len(value);

	if (len > MASK_TEXT_MAX - 3)
		len = 0;
	memcpy(out, value, len);
	memcpy(out + len, "**", 3);
}

void
mask_text(const char *field, const char *value, char out[MASK_TEXT_MAX])
{
	const struct shown *n = number_named(field);
	size_t len = strlen(value);

	if (n == NULL || len <= n->first + n->last || len >= MASK_TEXT_MAX ||
	    value[strspn(value, "0123456789+-xX")] != '\0') {
		mask_name(value, out);
		return;
	}
	memset(out, '*', len);
	memcpy(out, value, n->first);
	memcpy(out + len - n->last, value + len - n->last, n->last);
	out[len] = '\0';
}

static int
mask_personal(json_t *personal, struct err *e)
{
	const char *field;
	json_t *value;
	void *next;

	json_object_foreach_safe(personal, next, field, value)
	{
		char text[MASK_TEXT_MAX];

		mask_text(field,
		    json_is_string(value) ? json_string_value(value) : "",
		    text);
		if (json_put_take(personal, field, json_string(text), e) != 0)
			return -1;
	}
	return 0;
}

/* Mask what is personal in one value, and note what stands deeper. */
static int
mask_value(json_t *value, json_t *todo, struct err *e)
{
	const char *name;
	json_t *member;
	size_t i;

	json_array_foreach (value, i, member)
		if (json_array_append(todo, member) != 0)
			return err_nomem(e);
	json_object_foreach (value, name, member) {
		if (strcmp(name, EVENT_PERSONAL) == 0 &&
		    json_is_object(member)) {
			if (mask_personal(member, e) != 0)
				return -1;
		} else if (json_array_append(todo, member) != 0) {
			return err_nomem(e);
		}
	}
	return 0;
}

int
mask_rows(json_t *rows, struct err *e)
{
	json_t *todo = json_array();
	int failed = todo == NULL || json_array_append(todo, rows) != 0
			 ? err_nomem(e)
			 : 0;

	for (size_t i = 0; !failed && i < json_array_size(todo); i++)
		failed = mask_value(json_array_get(todo, i), todo, e);
	json_decref(todo);
	return failed;
}
