#include "node/notice/notice_fields.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "node/notice/notice.h"
#include "schema/base/words.h"
#include "schema/records/check.h"

static const char *const kinds[] = {"receipt", "acceptance", "supplement",
    "promise", "joint", "returned", "urgent", "decision", "delivery", NULL};
static const char *const languages[] = {"zh", "en", NULL};
static const char *const standings[] = {"in_force", "held", "disputed", NULL};
static const char *const outcomes[] = {
    "approved", "approved_short", "denied", NULL};
static const char *const modes[] = {"stationed", "authorised", "entrusted",
    "joint", "assisted", "assigned", NULL};
static const char *const roles[] = {"lead", "joint", NULL};
static const char *const states[] = {
    "supplied", "missing", "not_brought", "deferred", NULL};
static const char *const methods[] = {
    "direct", "left", "entrusted", "mailed", "electronic", "announced", NULL};

static const struct field_type item_columns[] = {
    {.name = "name",
	.meaning = "item",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 300},
    {.name = "code", .meaning = "item code", .form = FIELD_CODE, .max = 50},
    {.name = NULL},
};

static const struct field_type applicant_columns[] = {
    {.name = "name",
	.meaning = "applicant",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 120},
    {.name = "id_number",
	.meaning = "number of identity document",
	.form = FIELD_TEXT,
	.max = 60},
    {.name = "phone", .meaning = "telephone", .form = FIELD_TEXT, .max = 60},
    {.name = "address", .meaning = "address", .form = FIELD_TEXT, .max = 300},
    {.name = "agent", .meaning = "agent", .form = FIELD_TEXT, .max = 120},
    {.name = NULL},
};

static const struct field_type department_columns[] = {
    {.name = "name",
	.meaning = "department",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 120},
    {.name = "role",
	.meaning = "part taken",
	.form = FIELD_CHOICE,
	.choices = roles},
    {.name = "promise_days",
	.meaning = "promised time limit",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = 400},
    {.name = NULL},
};

static const struct field_type power_columns[] = {
    {.name = "number",
	.meaning = "number of the power",
	.form = FIELD_CODE,
	.max = 64},
    {.name = "basis",
	.meaning = "legal basis (document number)",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 300},
    {.name = "mode",
	.meaning = "mode of delegation",
	.form = FIELD_CHOICE,
	.flags = FIELD_REQUIRED,
	.choices = modes},
    {.name = NULL},
};

static const struct field_type material_columns[] = {
    {.name = "name",
	.meaning = "material",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 300},
    {.name = "originals",
	.meaning = "original",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = 999},
    {.name = "copies",
	.meaning = "photocopy",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = 999},
    {.name = "state",
	.meaning = "state of the material",
	.form = FIELD_CHOICE,
	.choices = states},
    {.name = "note", .meaning = "remark", .form = FIELD_TEXT, .max = 300},
    {.name = NULL},
};

static const struct field_type fields[] = {
    {.name = "kind",
	.meaning = "kind of notice",
	.form = FIELD_CHOICE,
	.flags = FIELD_REQUIRED,
	.choices = kinds},
    {.name = "number",
	.meaning = "number of the notice",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 90},
    {.name = "issued",
	.meaning = "day of issue",
	.form = FIELD_DATE,
	.flags = FIELD_REQUIRED},
    {.name = "case_number",
	.meaning = "case number",
	.form = FIELD_CODE,
	.flags = FIELD_REQUIRED,
	.max = 50},
    {.name = "query_code",
	.meaning = "query code",
	.form = FIELD_CODE,
	.max = 20},
    {.name = "item",
	.meaning = "item",
	.form = FIELD_ROW,
	.flags = FIELD_REQUIRED,
	.columns = item_columns},
    {.name = "applicant",
	.meaning = "applicant",
	.form = FIELD_ROW,
	.flags = FIELD_REQUIRED,
	.columns = applicant_columns},
    {.name = "hall",
	.meaning = "hall that received",
	.form = FIELD_TEXT,
	.flags = FIELD_REQUIRED,
	.max = 120},
    {.name = "window",
	.meaning = "service window",
	.form = FIELD_TEXT,
	.max = 60},
    {.name = "issuing_hall",
	.meaning = "hall that issues",
	.form = FIELD_TEXT,
	.max = 120},
    {.name = "department",
	.meaning = "department in charge",
	.form = FIELD_TEXT,
	.max = 120},
    {.name = "departments",
	.meaning = "departments taking part",
	.form = FIELD_ROW,
	.flags = FIELD_LISTED,
	.columns = department_columns},
    {.name = "power",
	.meaning = "power acted under",
	.form = FIELD_ROW,
	.columns = power_columns},
    {.name = "received", .meaning = "day received", .form = FIELD_DATE},
    {.name = "accepted", .meaning = "day accepted", .form = FIELD_DATE},
    {.name = "decided", .meaning = "day decided", .form = FIELD_DATE},
    {.name = "supplement_by",
	.meaning = "to be supplied by",
	.form = FIELD_DATE},
    {.name = "promise_days",
	.meaning = "promised time limit",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = 400},
    {.name = "due_date", .meaning = "promised day", .form = FIELD_DATE},
    {.name = "materials",
	.meaning = "list of materials",
	.form = FIELD_ROW,
	.flags = FIELD_LISTED,
	.columns = material_columns},
    {.name = "order",
	.meaning = "number of the order",
	.form = FIELD_TEXT,
	.max = 100},
    {.name = "outcome",
	.meaning = "decision",
	.form = FIELD_CHOICE,
	.choices = outcomes},
    {.name = "result",
	.meaning = "document granted",
	.form = FIELD_TEXT,
	.max = 300},
    {.name = "reason", .meaning = "reason", .form = FIELD_TEXT, .max = 2000},
    {.name = "law",
	.meaning = "grounds in law",
	.form = FIELD_TEXT,
	.max = 600},
    {.name = "objection",
	.meaning = "if you object",
	.form = FIELD_TEXT,
	.max = 1000},
    {.name = "document",
	.meaning = "document delivered",
	.form = FIELD_TEXT,
	.max = 300},
    {.name = "method",
	.meaning = "manner of delivery",
	.form = FIELD_CHOICE,
	.choices = methods},
    {.name = "place",
	.meaning = "place of delivery",
	.form = FIELD_TEXT,
	.max = 300},
    {.name = "clerk", .meaning = "handled by", .form = FIELD_TEXT, .max = 60},
    {.name = "recipients",
	.meaning = "keepers of the copies",
	.form = FIELD_TEXT,
	.flags = FIELD_LISTED,
	.max = 120},
    {.name = "copy",
	.meaning = "copy to print",
	.form = FIELD_INTEGER,
	.min = 1,
	.max = NOTICE_COPIES_MAX},
    {.name = "print_count",
	.meaning = "times printed",
	.form = FIELD_INTEGER,
	.min = 1,
	.max = 9999},
    {.name = "standing",
	.meaning = "standing of the decision",
	.form = FIELD_CHOICE,
	.choices = standings},
    {.name = "language",
	.meaning = "language",
	.form = FIELD_CHOICE,
	.choices = languages},
    {.name = NULL},
};

static const struct field_type *
field_named(const char *name)
{
	for (const struct field_type *f = fields; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

const struct field_type *
notice_fields_find(const char *name, const char *column)
{
	const struct field_type *f = field_named(name);

	assert(f != NULL);
	if (column == NULL)
		return f;
	for (f = f->columns; strcmp(f->name, column) != 0; f++)
		assert(f->name != NULL);
	return f;
}

int
notice_fields_missing(const char *name, struct err *e)
{
	return err_set(e, ERR_FORMAT, "the notice needs %s (%s)", name,
	    _(notice_fields_find(name, NULL)->meaning));
}

int
notice_fields_check(const json_t *notice, struct err *e)
{
	const char *name;
	json_t *value;

	if (!json_is_object(notice))
		return err_set(e, ERR_FORMAT, "a notice must be an object");
	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)notice, name, value) {
		const struct field_type *f = field_named(name);

		if (f == NULL)
			return err_set(e, ERR_FORMAT,
			    "a notice has no member \"%s\"", name);
		if (field_check(f, value, e) != 0)
			return -1;
	}
	for (const struct field_type *f = fields; f->name != NULL; f++)
		if (f->flags & FIELD_REQUIRED &&
		    json_object_get(notice, f->name) == NULL)
			return notice_fields_missing(f->name, e);
	if (json_array_size(json_object_get(notice, "recipients")) >
	    NOTICE_COPIES_MAX)
		return err_set(e, ERR_LIMIT, "a notice has at most %d copies",
		    NOTICE_COPIES_MAX);
	return 0;
}
