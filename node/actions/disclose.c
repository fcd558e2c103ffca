#include "node/actions/disclose.h"

#include <stdio.h>
#include <string.h>

#include "node/actions/access.h"
#include "node/actions/person.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "sync/engine/audit.h"

/* --- masks -----------------------------------------------------------------
 */

/* Fields that hold a name; and those that hold a number, with how much of
 * its beginning and end is shown. */
static const char *const names[] = {
    "name", "agent", "complainant", "person", "receiver"};
static const struct {
	const char *field;
	size_t first, last;
} numbers[] = {
    {"id_number", 4, 4},
    {"old_id_number", 4, 3},
    {"document_number", 2, 2},
    {"phone", 3, 4},
};

/* Bytes of the first character of UTF-8 text. */
static size_t
first_character(const char *text)
{
	size_t len = text[0] != '\0';

	while (len > 0 && (text[len] & 0xc0) == 0x80)
		len++;
	return len;
}

static int
is_inside_character(const char *at)
{
	return ((unsigned char)*at & 0xc0U) == 0x80;
}

/* Neither more than half of it, nor how long it is, nor part of a character. */
static void
mask_number(const char *value, size_t first, size_t last, char out[MASKED_MAX])
{
	size_t len = strlen(value);
	const char *end = value + len - last;

	if (len < 2 * (first + last) && len < first + last + 4) {
		(void)snprintf(out, MASKED_MAX, "****");
		return;
	}
	while (first > 0 && is_inside_character(value + first))
		first--;
	while (is_inside_character(end))
		end++;
	(void)snprintf(out, MASKED_MAX, "%.*s****%s", (int)first, value, end);
}

void
disclose_mask(const char *field, const char *value, char out[MASKED_MAX])
{
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		if (strcmp(field, numbers[i].field) == 0) {
			mask_number(
			    value, numbers[i].first, numbers[i].last, out);
			return;
		}
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (strcmp(field, names[i]) == 0) {
			(void)snprintf(out, MASKED_MAX, "%.*s**",
			    (int)first_character(value), value);
			return;
		}
	(void)snprintf(out, MASKED_MAX, "****");
}

static int
mask_personal(json_t *personal, struct err *e)
{
	char masked[MASKED_MAX];
	const char *field;
	json_t *value;
	void *next;

	json_object_foreach_safe(personal, next, field, value)
	{
		const char *text = json_string_value(value);

		disclose_mask(field, text == NULL ? "" : text, masked);
		if (json_object_set_new(personal, field, json_string(masked)) !=
		    0)
			return err_nomem(e);
	}
	return 0;
}

static int
mask_row(json_t *row, struct err *e)
{
	json_t *personal = json_object_get(row, "personal");

	return json_is_object(personal) ? mask_personal(personal, e) : 0;
}

static int
mask_rows(json_t *rows, struct err *e)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (mask_row(row, e) != 0)
			return -1;
	return 0;
}

/* --- notes -----------------------------------------------------------------
 */

static const char *const reasons[] = {"handling", "counter", "phone",
    "complaint", "inspection", "correction", "legal", NULL};

/* Why somebody looks is a word and no text, which could name somebody. */
static const char *
find_reason(const json_t *request, struct err *e)
{
	const char *said = request_text(request, "why");

	if (said == NULL)
		return "";
	for (size_t i = 0; reasons[i] != NULL; i++)
		if (strcmp(said, reasons[i]) == 0)
			return reasons[i];
	(void)err_set(e, ERR_FORMAT, "%s is \"%s\"; it must be one of: %s",
	    "why", said,
	    "handling, counter, phone, complaint, inspection, correction, "
	    "legal");
	return NULL;
}

/* The number of what was shown; of a search only that there was one. */
static const char *
about(const json_t *result)
{
	const char *label = json_is_object(result) ? row_label(result) : NULL;

	return label == NULL ? "" : label;
}

static const char *
who(const struct actor *a)
{
	if (a->user != NULL)
		return a->user->name;
	return a->account == NULL ? "hall.key" : a->account;
}

static void
put_text(char out[AUDIT_TEXT_MAX], const char *text)
{
	text_copy(out, AUDIT_TEXT_MAX, text, strlen(text));
}

int
disclose_note(
    const struct actor *a, const char *what, const char *about, struct err *e)
{
	struct store_audit entry = {.time_s = a->now_s};

	put_text(entry.who, who(a));
	put_text(entry.what, what);
	put_text(entry.about, about);
	return engine_audit_note(a->engine, &entry, e);
}

static int
note(const struct actor *a, const struct action *self, const json_t *request,
    const json_t *result, struct err *e)
{
	struct store_audit entry = {.time_s = a->now_s};
	const char *why = find_reason(request, e);

	if (why == NULL)
		return -1;
	put_text(entry.who, who(a));
	(void)snprintf(
	    entry.what, sizeof(entry.what), "%s.%s", self->noun, self->verb);
	put_text(entry.about, about(result));
	put_text(entry.why, why);
	return engine_audit_note(a->engine, &entry, e);
}

/* --- both ------------------------------------------------------------------
 */

int
disclose_is_noted(const struct action *self)
{
	return access_kind_of(self->noun, self->verb) == ACCESS_OPENS;
}

int
disclose(const struct actor *a, const struct action *self,
    const json_t *request, json_t *result, struct err *e)
{
	enum access_kind kind = access_kind_of(self->noun, self->verb);
	int is_search = kind == ACCESS_LISTS && person_is_asked_for(request);

	/* Also what should show nobody, should it do so by mistake. */
	if ((kind == ACCESS_LISTS || kind == ACCESS_READS) &&
	    (mask_row(result, e) != 0 || mask_rows(result, e) != 0))
		return -1;
	/* Without its key this hall can open nothing. */
	if ((kind != ACCESS_OPENS && !is_search) || a->is_noted ||
	    !engine_is_unlocked(a->engine))
		return 0;
	return note(a, self, request, result, e);
}
