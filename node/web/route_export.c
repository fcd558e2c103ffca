/*
 * case/export: a list of cases as a file, with the headings of GB/T 39046.
 * What it says of people is masked as in the list, and that it was made is
 * noted (个人信息保护法 51, 54).
 */
#include <string.h>

#include "node/actions/access.h"
#include "node/web/sheet.h"
#include "node/web/visit.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/base/words.h"
#include "schema/records/day.h"
#include "sync/engine/audit.h"

/* Most cases of a file: others wait while it is made. */
#define EXPORT_ROWS_MAX 5000
#define EXPORT_PAGE 200

enum cell_form { CELL_TEXT, CELL_TIME, CELL_WORD, CELL_ITEM, CELL_PERSON };

/* GB/T 39046-2020, the data of a case (办件). */
static const struct {
	const char *meaning; /* English; Chinese in the catalogue */
	const char *name;
	enum cell_form form;
} columns[] = {
    {.meaning = "number of the case", "number", CELL_TEXT},
    {.meaning = "code of the item", "item", CELL_TEXT},
    {.meaning = "name of the item", "item", CELL_ITEM},
    {.meaning = "name of the applicant", "name", CELL_PERSON},
    {.meaning = "number of the applicant's document", "id_number", CELL_PERSON},
    {.meaning = "code of the hall", "hall", CELL_TEXT},
    {.meaning = "state of the case", "state", CELL_WORD},
    {.meaning = "time received", "received_time", CELL_TIME},
    {.meaning = "time accepted", "accepted_time", CELL_TIME},
    {.meaning = "time decided", "decided_time", CELL_TIME},
    {.meaning = "time finished", "finished_time", CELL_TIME},
    {.meaning = "result of the case", "outcome", CELL_WORD},
};

static json_t *
cell_of(const json_t *row, size_t column, const json_t *items)
{
	const char *name = columns[column].name;
	const char *text = json_member_text(row, name);
	char when[MOMENT_TEXT_MAX] = "";

	switch (columns[column].form) {
	case CELL_TIME:
		if (json_member_integer(row, name, 0) != 0)
			moment_text(json_member_integer(row, name, 0), when);
		return json_string(when);
	case CELL_WORD:
		return json_string(text == NULL ? "" : _(text));
	case CELL_ITEM:
		text = json_member_text(items, text == NULL ? "" : text);
		break;
	case CELL_PERSON:
		text = json_member_text(json_object_get(row, "personal"), name);
		break;
	case CELL_TEXT:
		break;
	}
	return json_string(text == NULL ? "" : text);
}

static int
add_row(json_t *sheet, const json_t *row, const json_t *items, struct err *e)
{
	json_t *cells = json_array();
	int failed = cells == NULL;

	for (size_t i = 0; i < COUNT_OF(columns) && !failed; i++)
		failed = json_array_append_new(
		    cells, row == NULL ? json_string(_(columns[i].meaning))
				       : cell_of(row, i, items));
	if (failed) {
		json_decref(cells);
		return err_nomem(e);
	}
	return json_append_take(sheet, cells, e);
}

static int
perform(const struct visit *v, json_t *request, json_t **out, struct err *e)
{
	struct actor actor = visit_actor(v);

	*out = NULL;
	return request == NULL ? err_nomem(e)
			       : action_perform(&actor, request, out, e);
}

/* {code: name} of the catalogue. */
static json_t *
item_names(const struct visit *v, struct err *e)
{
	json_t *request = json_pack("{s:s}", "do", "item.list"), *rows, *row;
	json_t *names = json_object();
	int failed = names == NULL || perform(v, request, &rows, e) != 0;
	size_t i;

	json_decref(request);
	if (failed) {
		json_decref(names);
		return NULL;
	}
	json_array_foreach (rows, i, row)
		(void)json_object_set(names, json_member_text(row, "code"),
		    json_object_get(row, "name"));
	json_decref(rows);
	return names;
}

/* One page of the list; *next is the last case of it, or NULL. */
static int
add_page(const struct visit *v, json_t *request, json_t *sheet,
    const json_t *items, int *is_last, struct err *e)
{
	json_t *rows, *row, *last;
	int failed;
	size_t i;

	if (perform(v, request, &rows, e) != 0)
		return -1;
	failed = 0;
	json_array_foreach (rows, i, row)
		failed = failed || add_row(sheet, row, items, e) != 0;
	last = json_array_get(rows, json_array_size(rows) - 1);
	*is_last = json_array_size(rows) < EXPORT_PAGE;
	if (!failed && !*is_last)
		failed = json_object_set(
		    request, "after", json_object_get(last, "number"));
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
fill(const struct visit *v, json_t *request, json_t *sheet, struct err *e)
{
	json_t *items = item_names(v, e);
	int is_due = json_object_get(request, "due") != NULL, is_last = 0;
	int failed =
	    items == NULL || add_row(sheet, NULL, NULL, e) != 0 ||
	    json_put_take(request, "do", json_string("case.list"), e) != 0;

	if (!failed && !is_due)
		failed = json_put_take(
		    request, "most", json_sprintf("%d", EXPORT_PAGE), e);
	while (!failed && !is_last) {
		failed = add_page(v, request, sheet, items, &is_last, e);
		is_last |= is_due;
		if (!failed && json_array_size(sheet) > EXPORT_ROWS_MAX)
			failed = err_set(e, ERR_LIMIT,
			    "these are more than %d cases; choose fewer days",
			    EXPORT_ROWS_MAX);
	}
	json_decref(items);
	return failed ? -1 : 0;
}

static int
note(const struct visit *v, struct err *e)
{
	struct store_audit entry = {.time_s = v->now_s};

	text_copy(entry.who, AUDIT_TEXT_MAX, v->who.name, strlen(v->who.name));
	(void)snprintf(entry.what, sizeof(entry.what), "case.export");
	return engine_audit_note(v->web->hall->engine, &entry, e);
}

static int
answer(struct visit *v, const json_t *sheet, int is_xlsx, struct err *e)
{
	size_t len;
	int fd;

	if (note(v, e) != 0)
		return -1;
	if (!is_xlsx) {
		v->reply->status = 200;
		v->reply->type = "text/csv; charset=utf-8";
		return sheet_csv(sheet, &v->reply->body, e);
	}
	if (sheet_xlsx(sheet, v->web->hall->path, &fd, &len, e) != 0)
		return -1;
	reply_file_take(v->reply, fd, len);
	return 0;
}

/* {format: "csv" or "xlsx", and what case/list takes} -> bytes. */
void
route_export(struct visit *v)
{
	json_t *request, *sheet = json_array();
	struct err e = ERR_INIT;
	const char *format;
	int is_xlsx;

	if (!access_is_allowed(v->who.roles, "case", "export"))
		reply_refusal(v->reply, 403, "forbidden",
		    "your role does not allow this; the security "
		    "administrator gives roles");
	else if ((request = visit_body(v)) != NULL) {
		format = json_member_text(request, "format");
		is_xlsx = format != NULL && strcmp(format, "xlsx") == 0;
		(void)json_object_del(request, "format");
		if (engine_settle_all(v->web->hall->engine, &e) != 0 ||
		    fill(v, request, sheet, &e) != 0 ||
		    answer(v, sheet, is_xlsx, &e) != 0)
			reply_error(v->reply, &e);
		json_decref(request);
	}
	json_decref(sheet);
}
