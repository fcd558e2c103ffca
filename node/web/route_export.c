/*
 * export: a list as a file, by the columns it is declared with.  What it says
 * of people is masked as in the list, and that it was made is noted
 * (个人信息保护法 51, 54).
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/access.h"
#include "node/actions/disclose.h"
#include "node/actions/listed.h"
#include "node/web/sheet.h"
#include "node/web/visit.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/store/audit.h"

/* Most rows of a file: others wait while it is made. */
#define EXPORT_ROWS_MAX 5000
#define EXPORT_PAGE 200

#define NOUN_MAX 32

/* --- which list ----------------------------------------------------------- */

static const struct action *
find_list(const char *path)
{
	const char *slash = path == NULL ? NULL : strchr(path, '/');
	char noun[NOUN_MAX];
	const struct action *found;

	if (slash == NULL || (size_t)(slash - path) >= sizeof(noun))
		return NULL;
	text_copy(noun, sizeof(noun), path, (size_t)(slash - path));
	found = action_named(noun, slash + 1);
	return found != NULL && listed_is(found) ? found : NULL;
}

static int
takes(const struct action *list, const char *name)
{
	for (const struct action_parameter *p = list->parameters;
	     p != NULL && p->name != NULL; p++)
		if (strcmp(p->name, name) == 0)
			return 1;
	return 0;
}

/* --- its rows ------------------------------------------------------------- */

static int
check_count(size_t count, struct err *e)
{
	return count <= EXPORT_ROWS_MAX
		   ? 0
		   : err_set(e, ERR_LIMIT,
			 "these are more than %d rows; choose fewer days",
			 EXPORT_ROWS_MAX);
}

static json_t *
ask(const struct visit *v, const struct action *list, const json_t *request,
    struct err *e)
{
	struct actor actor = visit_actor(v);
	json_t *answer = NULL, *rows;

	if (action_perform(&actor, request, &answer, e) != 0)
		return NULL;
	rows = json_incref(listed_rows(list, answer));
	json_decref(answer);
	if (rows == NULL)
		(void)err_set(e, ERR_USAGE, "this is no list");
	return rows;
}

/* Page by page, each after the last case of the one before. */
static json_t *
ask_pages(const struct visit *v, const struct action *list, json_t *request,
    struct err *e)
{
	json_t *all = json_array(), *rows;
	size_t got = EXPORT_PAGE;
	int failed =
	    json_put_take(request, "most", json_sprintf("%d", EXPORT_PAGE), e);

	while (!failed && got == EXPORT_PAGE) {
		rows = ask(v, list, request, e);
		got = json_array_size(rows);
		failed = rows == NULL || json_array_extend(all, rows) != 0 ||
			 check_count(json_array_size(all), e) != 0;
		if (!failed && got > 0)
			failed =
			    json_object_set(request, "after",
				json_object_get(json_array_get(rows, got - 1),
				    "number")) != 0;
		json_decref(rows);
	}
	if (!failed)
		return all;
	json_decref(all);
	return NULL;
}

static json_t *
all_rows(const struct visit *v, const struct action *list, json_t *request,
    struct err *e)
{
	json_t *rows;

	if (json_put_take(request, "do",
		json_sprintf("%s.%s", list->noun, list->verb), e) != 0)
		return NULL;
	if (takes(list, "after"))
		return ask_pages(v, list, request, e);
	if (takes(list, "most") &&
	    json_put_take(request, "most",
		json_sprintf("%d", EXPORT_ROWS_MAX + 1), e) != 0)
		return NULL;
	rows = ask(v, list, request, e);
	if (rows != NULL && check_count(json_array_size(rows), e) == 0)
		return rows;
	json_decref(rows);
	return NULL;
}

/* --- the file ------------------------------------------------------------- */

static int
note(const struct visit *v, const struct action *list, struct err *e)
{
	struct actor actor = visit_actor(v);
	char what[AUDIT_TEXT_MAX];

	(void)snprintf(
	    what, sizeof(what), "%s.%s.export", list->noun, list->verb);
	return disclose_note(&actor, what, "", e);
}

static int
answer(struct visit *v, const json_t *sheet, int is_xlsx, struct err *e)
{
	size_t len;
	int fd;

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

static int export(
    struct visit *v, const struct action *list, json_t *request, struct err *e)
{
	struct actor actor = visit_actor(v);
	const char *format = json_member_text(request, "format");
	int is_xlsx = format != NULL && strcmp(format, "xlsx") == 0;
	json_t *rows = NULL, *sheet = NULL;
	int failed;

	(void)json_object_del(request, "format");
	(void)json_object_del(request, "list");
	if (engine_settle_all(actor.engine, e) == 0)
		rows = all_rows(v, list, request, e);
	if (rows != NULL)
		sheet = listed_table(&actor, list, rows, e);
	failed = sheet == NULL || note(v, list, e) != 0 ||
		 answer(v, sheet, is_xlsx, e) != 0;
	json_decref(rows);
	json_decref(sheet);
	return failed ? -1 : 0;
}

/* {list: "case/list", format: "csv" or "xlsx", and what the list takes} ->
 * bytes. */
void
route_export(struct visit *v)
{
	json_t *request = visit_body(v);
	const struct action *list =
	    find_list(json_member_text(request, "list"));
	struct err e = ERR_INIT;

	if (request == NULL)
		return;
	if (list == NULL)
		reply_refusal(
		    v->reply, 404, "not-found", "there is no such list");
	else if (!access_is_allowed(v->who.roles, list->noun, list->verb))
		reply_refusal(v->reply, 403, "forbidden",
		    "your role does not allow this; the security "
		    "administrator gives roles");
	else if (export(v, list, request, &e) != 0)
		reply_error(v->reply, &e);
	json_decref(request);
}
