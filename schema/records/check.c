#include "schema/records/check.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"
#include "schema/records/id_number.h"
#include "schema/records/sealed.h"

#define KEY_LEN 32

int
record_name_is_valid(const char *name)
{
	size_t len = strlen(name);

	return len >= 1 && len < RECORD_NAME_MAX &&
	       strspn(name, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "abcdefghijklmnopqrstuvwxyz._-") == len;
}

static int
says_control(const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		if ((*c < 0x20 && *c != '\n') || *c == 0x7f)
			return 1;
	return 0;
}

static int
check_text(const struct field_type *f, const char *text, struct err *e)
{
	size_t max = f->max > 0 ? (size_t)f->max : FIELD_TEXT_MAX;

	if (text[0] == '\0')
		return err_set(e, ERR_FORMAT,
		    "%s is empty; leave it out or write something", f->name);
	if (strlen(text) > max)
		return err_set(e, ERR_FORMAT,
		    "%s is %zu bytes long; at most %zu", f->name, strlen(text),
		    max);
	if (says_control(text))
		return err_set(e, ERR_FORMAT,
		    "%s holds a control character; type it again", f->name);
	return 0;
}

static int
check_code(const struct field_type *f, const char *text, struct err *e)
{
	for (const char *c = text; *c != '\0'; c++)
		if (*c <= ' ' || *c > '~')
			return err_set(e, ERR_FORMAT,
			    "%s \"%s\": only letters, digits and signs, "
			    "without spaces",
			    f->name, text);
	return check_text(f, text, e);
}

/* A word as it is typed, and what it means where that says more. */
static int
add_choice(struct buf *all, const char *word, struct err *e)
{
	const char *meaning = _(word);

	return buf_printf(all, e, "%s%s%s%s%s", all->len == 0 ? "" : ", ", word,
	    meaning == word ? "" : " (", meaning == word ? "" : meaning,
	    meaning == word ? "" : ")");
}

static int
check_choice(const struct field_type *f, const char *text, struct err *e)
{
	struct buf all = BUF_INIT;
	int failed = 0;

	for (size_t i = 0; f->choices[i] != NULL; i++) {
		if (strcmp(text, f->choices[i]) == 0) {
			buf_free(&all);
			return 0;
		}
		failed |= add_choice(&all, f->choices[i], e);
	}
	if (!failed)
		failed = err_set(e, ERR_FORMAT,
		    "%s is \"%s\"; it must be one of: %s", f->name, text,
		    buf_text(&all));
	buf_free(&all);
	return failed;
}

static int
check_id_number(const struct field_type *f, const char *text, struct err *e)
{
	char expected = '?';

	switch (id_number_verdict_of(text, &expected)) {
	case ID_NUMBER_OK:
		return 0;
	case ID_NUMBER_LENGTH:
		return err_set(e, ERR_FORMAT,
		    "%s \"%s\" has %zu characters; GB 11643 asks for 18",
		    f->name, text, strlen(text));
	case ID_NUMBER_DIGITS:
		return err_set(e, ERR_FORMAT,
		    "%s \"%s\": the first 17 characters must be digits "
		    "(GB 11643)",
		    f->name, text);
	case ID_NUMBER_BIRTH:
		return err_set(e, ERR_FORMAT,
		    "%s \"%s\": digits 7 to 14 are no day that exists "
		    "(GB 11643)",
		    f->name, text);
	case ID_NUMBER_CHECK:
		break;
	}
	return err_set(e, ERR_FORMAT,
	    "%s \"%s\": the last character should be %c, so a digit is "
	    "mistyped (GB 11643); compare with the card",
	    f->name, text, expected);
}

static int
check_phone(const struct field_type *f, const char *text, struct err *e)
{
	size_t len = strlen(text);

	if (len < 5 || len > 20 || strspn(text, "0123456789+-") != len)
		return err_set(e, ERR_FORMAT,
		    "%s \"%s\": 5 to 20 digits, with + and - only", f->name,
		    text);
	return 0;
}

static int
check_string(const struct field_type *f, const char *text, struct err *e)
{
	static const struct space_name space = {.kind = SPACE_LEDGER};
	struct hall_code hall;
	struct event_id event;
	struct log_name log;
	uint8_t key[KEY_LEN];

	switch (f->form) {
	case FIELD_TEXT:
		return check_text(f, text, e);
	case FIELD_CODE:
		return check_code(f, text, e);
	case FIELD_CHOICE:
		return check_choice(f, text, e);
	case FIELD_DATE:
		return day_is_valid(text)
			   ? 0
			   : err_set(e, ERR_FORMAT,
				 "%s \"%s\" is no day; write it as 2026-11-23",
				 f->name, text);
	case FIELD_REGION:
		return hall_code_parse(text, &hall) == 0
			   ? 0
			   : err_set(e, ERR_FORMAT,
				 "%s \"%s\" is no region code; it has 12 "
				 "digits",
				 f->name, text);
	case FIELD_ID_NUMBER:
		return check_id_number(f, text, e);
	case FIELD_PHONE:
		return check_phone(f, text, e);
	case FIELD_KEY:
		return strlen(text) == 2 * KEY_LEN &&
			       hex_parse(text, KEY_LEN, key) == 0
			   ? 0
			   : err_set(e, ERR_FORMAT,
				 "%s is no key; it has 64 hexadecimal digits",
				 f->name);
	case FIELD_EVENT:
		return event_id_parse(text, &event) == 0
			   ? 0
			   : err_set(e, ERR_FORMAT,
				 "%s \"%s\" is no event id; it reads "
				 "<64 hexadecimal digits>/<place>",
				 f->name, text);
	case FIELD_RECORD:
		return record_name_is_valid(text)
			   ? 0
			   : err_set(e, ERR_FORMAT,
				 "%s \"%s\" is no record name", f->name, text);
	case FIELD_LOG:
		return log_name_parse(text, &space, &log) == 0
			   ? 0
			   : err_set(e, ERR_FORMAT,
				 "%s \"%s\" is no name of a log", f->name,
				 text);
	case FIELD_INTEGER:
	case FIELD_FRONTIER:
	case FIELD_ROW:
	case FIELD_CONTENT:
		break;
	}
	return err_set(e, ERR_FORMAT, "%s must not be a text", f->name);
}

static int
check_integer(const struct field_type *f, const json_t *value, struct err *e)
{
	json_int_t n = json_integer_value(value);

	if (!json_is_integer(value) || n < f->min || n > f->max)
		return err_set(e, ERR_FORMAT,
		    "%s must be a whole number from %lld to %lld", f->name,
		    (long long)f->min, (long long)f->max);
	return 0;
}

/* {"ledger/330421111205 330421111205/1/8f…": ["<id>", …], …} */
static int
check_frontier(const struct field_type *f, const json_t *value, struct err *e)
{
	const char *key;
	json_t *heads, *head;
	size_t i;

	if (!json_is_object(value) || json_object_size(value) > FIELD_LIST_MAX)
		return err_set(e, ERR_FORMAT,
		    "%s must map logs to lists of change sets", f->name);
	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)value, key, heads) {
		if (!json_is_array(heads) || json_array_size(heads) == 0)
			return err_set(e, ERR_FORMAT,
			    "%s must map logs to lists of change sets",
			    f->name);
		json_array_foreach (heads, i, head) {
			struct changeset_id id;
			const char *text = json_string_value(head);

			if (text == NULL || changeset_id_parse(text, &id) != 0)
				return err_set(e, ERR_FORMAT,
				    "%s names something that is no change set",
				    f->name);
		}
	}
	return 0;
}

/* {"do": "case.amended", "on": "8d1f…", …}: its own fields are the fold's. */
static int
check_content(const struct field_type *f, const json_t *value, struct err *e)
{
	if (json_is_string(json_object_get(value, EVENT_DO)) &&
	    json_is_string(json_object_get(value, EVENT_ON)))
		return 0;
	return err_set(e, ERR_FORMAT, "%s must be an event", f->name);
}

static const struct field_type *
column_named(const struct field_type *f, const char *name)
{
	for (const struct field_type *c = f->columns; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* One value that is no row: a column holds nothing deeper. */
static int
check_cell(const struct field_type *f, const json_t *value, struct err *e)
{
	assert(f->form != FIELD_ROW);
	if (f->form == FIELD_INTEGER)
		return check_integer(f, value, e);
	if (f->form == FIELD_FRONTIER)
		return check_frontier(f, value, e);
	if (f->form == FIELD_CONTENT)
		return check_content(f, value, e);
	if (!json_is_string(value) ||
	    strlen(json_string_value(value)) != json_string_length(value))
		return err_set(e, ERR_FORMAT, "%s must be a text", f->name);
	return check_string(f, json_string_value(value), e);
}

/* {"name": "居民身份证", "originals": 1, "copies": 1} */
static int
check_row(const struct field_type *f, const json_t *row, struct err *e)
{
	const char *name;
	json_t *value;

	if (!json_is_object(row))
		return err_set(e, ERR_FORMAT,
		    "%s must be an object like {\"%s\": …}", f->name,
		    f->columns[0].name);
	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)row, name, value) {
		const struct field_type *c = column_named(f, name);

		if (c == NULL)
			return err_set(e, ERR_FORMAT, "%s has no member \"%s\"",
			    f->name, name);
		if (check_cell(c, value, e) != 0)
			return err_wrap(e, "%s", f->name);
	}
	for (const struct field_type *c = f->columns; c->name != NULL; c++)
		if (c->flags & FIELD_REQUIRED &&
		    json_object_get(row, c->name) == NULL)
			return err_set(e, ERR_FORMAT, "%s needs %s (%s)",
			    f->name, c->name, _(c->meaning));
	return 0;
}

static int
check_one(const struct field_type *f, const json_t *value, struct err *e)
{
	return f->form == FIELD_ROW ? check_row(f, value, e)
				    : check_cell(f, value, e);
}

static int
check_list(const struct field_type *f, const json_t *value, struct err *e)
{
	size_t i;
	json_t *one;

	if (!json_is_array(value) || json_array_size(value) == 0 ||
	    json_array_size(value) > FIELD_LIST_MAX)
		return err_set(e, ERR_FORMAT,
		    "%s must be a list of 1 to %d values", f->name,
		    FIELD_LIST_MAX);
	json_array_foreach (value, i, one)
		if (check_one(f, one, e) != 0)
			return -1;
	return 0;
}

int
field_check(const struct field_type *f, const json_t *value, struct err *e)
{
	int failed = f->flags & FIELD_LISTED ? check_list(f, value, e)
					     : check_one(f, value, e);

	return failed ? err_in_field(e, f->name) : 0;
}

/* --- whole events --------------------------------------------------------- */

/* How an event's personal fields stand. */
enum stage {
	STAGE_WRITTEN, /* in clear, at the writer */
	STAGE_SIGNED,  /* sealed */
};

/* Members that are no fields. */
static int
is_own_member(const struct event_type *type, const char *name, enum stage stage)
{
	if (strcmp(name, EVENT_KEY_HASH) == 0)
		return stage == STAGE_SIGNED && event_type_opens(type);
	return strcmp(name, EVENT_DO) == 0 || strcmp(name, EVENT_ON) == 0 ||
	       strcmp(name, EVENT_PERSONAL) == 0 ||
	       strcmp(name, EVENT_CLERK) == 0;
}

/* Any event may say who did it. */
static int
check_clerk(const json_t *event, struct err *e)
{
	static const struct field_type clerk = {
	    .name = EVENT_CLERK, .form = FIELD_RECORD};
	const json_t *said = json_object_get(event, EVENT_CLERK);

	return said == NULL ? 0 : field_check(&clerk, said, e);
}

static int
check_clear(const struct event_type *type, const json_t *event,
    enum stage stage, struct err *e)
{
	const char *name;
	json_t *value;

	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)event, name, value) {
		const struct field_type *f = field_type_named(type, name);

		if (is_own_member(type, name, stage))
			continue;
		if (f == NULL || f->flags & FIELD_PERSONAL)
			return err_set(e, ERR_FORMAT,
			    "%s has no field \"%s\" there", type->kind, name);
		if (field_check(f, value, e) != 0)
			return -1;
	}
	return 0;
}

static int
check_sealed(const struct field_type *f, const json_t *value, struct err *e)
{
	const char *text = json_string_value(value);

	if (text == NULL ||
	    !sealed_is_well_formed(text, json_string_length(value)))
		return err_set(e, ERR_FORMAT, "%s is not sealed", f->name);
	return 0;
}

static int
check_personal(const struct event_type *type, const json_t *personal,
    enum stage stage, struct err *e)
{
	const char *name;
	json_t *value;

	if (personal != NULL && !json_is_object(personal))
		return err_set(e, ERR_FORMAT, "personal must be an object");
	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)personal, name, value) {
		const struct field_type *f = field_type_named(type, name);

		if (f == NULL || !(f->flags & FIELD_PERSONAL))
			return err_set(e, ERR_FORMAT,
			    "%s has no field \"%s\" there", type->kind, name);
		if ((stage == STAGE_SIGNED ? check_sealed(f, value, e)
					   : field_check(f, value, e)) != 0)
			return -1;
	}
	return 0;
}

static int
check_required(
    const struct event_type *type, const json_t *event, struct err *e)
{
	const json_t *personal = json_object_get(event, EVENT_PERSONAL);

	for (const struct field_type *f = type->fields; f->name != NULL; f++) {
		const json_t *in = f->flags & FIELD_PERSONAL ? personal : event;

		if (f->flags & FIELD_REQUIRED &&
		    json_object_get(in, f->name) == NULL) {
			(void)err_set(e, ERR_FORMAT, "%s needs %s (%s)",
			    _(type->meaning), f->name, _(f->meaning));
			return err_in_field(e, f->name);
		}
	}
	return 0;
}

static int
check_event(const struct event_type *type, const json_t *event,
    enum stage stage, struct err *e)
{
	if (check_clear(type, event, stage, e) != 0 ||
	    check_clerk(event, e) != 0 ||
	    check_personal(
		type, json_object_get(event, EVENT_PERSONAL), stage, e) != 0 ||
	    check_required(type, event, e) != 0)
		return -1;
	return type->check == NULL ? 0 : type->check(event, e);
}

int
event_check(const struct event_type *type, const json_t *event, struct err *e)
{
	return check_event(type, event, STAGE_WRITTEN, e);
}

/* An opening event that is sealed says with which key. */
static int
check_key_hash(
    const struct event_type *type, const json_t *event, struct err *e)
{
	const json_t *hash = json_object_get(event, EVENT_KEY_HASH);
	const char *text = json_string_value(hash);
	uint8_t bytes[KEY_LEN];

	if (hash == NULL &&
	    (!event_type_opens(type) ||
		json_object_size(json_object_get(event, EVENT_PERSONAL)) == 0))
		return 0;
	if (text == NULL || strlen(text) != json_string_length(hash) ||
	    strlen(text) != (size_t)2 * KEY_LEN ||
	    hex_parse(text, KEY_LEN, bytes) != 0)
		return err_set(e, ERR_FORMAT,
		    "%s needs the hash of its key in key_hash", type->kind);
	return 0;
}

int
event_check_sealed(
    const struct event_type *type, const json_t *event, struct err *e)
{
	if (check_event(type, event, STAGE_SIGNED, e) != 0)
		return -1;
	return check_key_hash(type, event, e);
}

static int
may_say_personal(const struct event_type *type)
{
	for (const struct field_type *f = type->fields; f->name != NULL; f++)
		if (f->flags & FIELD_PERSONAL)
			return 1;
	return 0;
}

int
event_needs_key(const struct record_type *type,
    const struct event_type *opening, const json_t *event)
{
	if (json_object_size(json_object_get(event, EVENT_PERSONAL)) > 0)
		return 1;
	for (const struct event_type *t = type->events; t->kind != NULL; t++)
		if (t != opening && may_say_personal(t))
			return 1;
	return 0;
}

/* --- what was typed ------------------------------------------------------ */

static json_t *
parse_one(const struct field_type *f, const char *typed, struct err *e)
{
	char *end;
	long long n;
	json_t *value;

	if (f->form != FIELD_INTEGER) {
		value = json_string(typed);
		if (value == NULL)
			(void)err_set(e, ERR_FORMAT,
			    "%s is not valid UTF-8 text", f->name);
		return value;
	}
	errno = 0;
	n = strtoll(typed, &end, 10);
	if (typed[0] == '\0' || *end != '\0' || errno != 0) {
		(void)err_set(e, ERR_FORMAT,
		    "%s must be a whole number from %lld to %lld", f->name,
		    (long long)f->min, (long long)f->max);
		return NULL;
	}
	value = json_integer(n);
	if (value == NULL)
		(void)err_nomem(e);
	return value;
}

static json_t *
parse_list(const struct field_type *f, const char *typed, struct err *e)
{
	char *copy = strdup(typed), *rest = copy, *one;
	json_t *list = json_array();

	if (copy == NULL || list == NULL) {
		(void)err_nomem(e);
		goto fail;
	}
	while ((one = strsep(&rest, ",")) != NULL) {
		json_t *value = parse_one(f, one, e);

		if (value == NULL || json_append_take(list, value, e) != 0)
			goto fail;
	}
	free(copy);
	return list;
fail:
	free(copy);
	json_decref(list);
	return NULL;
}

json_t *
field_parse(const struct field_type *f, const char *typed, struct err *e)
{
	if (f->form == FIELD_FRONTIER || f->form == FIELD_ROW ||
	    f->form == FIELD_CONTENT)
		return json_read(typed, strlen(typed), e);
	if (f->flags & FIELD_LISTED)
		return parse_list(f, typed, e);
	return parse_one(f, typed, e);
}
