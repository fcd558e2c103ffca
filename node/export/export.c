#include "node/export/export.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "node/actions/listed.h"
#include "schema/base/json.h"
#include "schema/base/text.h"

#define PAGE_ROWS 200

/* --- what is asked for ---------------------------------------------------- */

static const struct action *
find_list(const char *path)
{
	const char *slash = path == NULL ? NULL : strchr(path, '/');
	char noun[EXPORT_NAME_MAX];
	const struct action *found;

	if (slash == NULL || (size_t)(slash - path) >= sizeof(noun))
		return NULL;
	text_copy(noun, sizeof(noun), path, (size_t)(slash - path));
	found = action_named(noun, slash + 1);
	return found != NULL && listed_is(found) ? found : NULL;
}

int
export_read(const json_t *asked, struct export *out, struct err *e)
{
	const char *format = json_member_text(asked, "format");
	int is_xlsx = format != NULL && strcmp(format, "xlsx") == 0;

	*out =
	    (struct export){.list = find_list(json_member_text(asked, "list")),
		.form = is_xlsx ? SHEET_XLSX : SHEET_CSV};
	if (out->list == NULL)
		return err_set(e, ERR_NOT_FOUND, "there is no such list");
	out->request = json_copy((json_t *)(uintptr_t)asked);
	if (out->request == NULL)
		return err_nomem(e);
	(void)json_object_del(out->request, "format");
	(void)json_object_del(out->request, "list");
	return json_put_take(out->request, "do",
	    json_sprintf("%s.%s", out->list->noun, out->list->verb), e);
}

void
export_free(struct export *x)
{
	json_decref(x->request);
	x->request = NULL;
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

int
export_has_pages(const struct export *x)
{
	json_t *after = listed_after(x->list);

	json_decref(after);
	return after != NULL;
}

/* --- its rows ------------------------------------------------------------- */

struct writing {
	struct actor actor;
	const struct export *export;
	const struct progress *progress;
	struct sheet *sheet;
	size_t rows, most;
	int64_t total; /* 0: not known */
};

/* The headings once, at the top. */
static int
add_rows(struct writing *w, const json_t *rows, int is_first, struct err *e)
{
	json_t *table = listed_table(&w->actor, w->export->list, rows, e);
	int failed = table == NULL;

	w->rows += json_array_size(rows);
	if (!failed && w->rows > w->most)
		failed = err_set(e, ERR_LIMIT,
		    "these are more than %zu rows; choose fewer days", w->most);
	if (!failed && !is_first)
		failed = json_array_remove(table, 0) != 0;
	if (!failed)
		failed = sheet_add(w->sheet, table, e) != 0 ||
			 progress_tell(
			     w->progress, w->rows, (uint64_t)w->total, e) != 0;
	json_decref(table);
	return failed ? -1 : 0;
}

static json_t *
ask(struct writing *w, const json_t *request, struct err *e)
{
	json_t *answer = NULL, *rows;

	if (action_perform(&w->actor, request, &answer, e) != 0)
		return NULL;
	w->actor.is_noted = 1;
	rows = json_incref(listed_rows(w->export->list, answer));
	json_decref(answer);
	if (rows == NULL)
		(void)err_set(e, ERR_USAGE, "this is no list");
	return rows;
}

/* Each page after the last row of the one before. */
static int
add_pages(struct writing *w, json_t *request, struct err *e)
{
	size_t got = PAGE_ROWS;
	int failed =
	    json_put_take(request, "most", json_sprintf("%d", PAGE_ROWS), e);

	/* Whoever waits is told how much there is. */
	if (!failed && w->progress != NULL)
		failed = listed_count(
		    &w->actor, w->export->list, request, &w->total, e);

	for (int is_first = 1; !failed && got == PAGE_ROWS; is_first = 0) {
		json_t *rows = ask(w, request, e);

		got = json_array_size(rows);
		failed = rows == NULL || add_rows(w, rows, is_first, e) != 0;
		if (!failed && got > 0)
			failed = listed_go_on(w->export->list,
			    json_array_get(rows, got - 1), request, e);
		json_decref(rows);
	}
	return failed ? -1 : 0;
}

static int
add_all(struct writing *w, struct err *e)
{
	json_t *request = w->export->request, *rows;
	int failed;

	if (export_has_pages(w->export))
		return add_pages(w, request, e);
	if (takes(w->export->list, "most") &&
	    json_put_take(
		request, "most", json_sprintf("%zu", w->most + 1), e) != 0)
		return -1;
	rows = ask(w, request, e);
	failed = rows == NULL || add_rows(w, rows, 1, e) != 0;
	json_decref(rows);
	return failed ? -1 : 0;
}

int
export_write(const struct actor *a, const struct export *x,
    const struct hall_dir *h, const char *path, size_t most,
    const struct progress *progress, size_t *rows_out, struct err *e)
{
	struct writing w = {
	    .actor = *a, .export = x, .progress = progress, .most = most};
	struct err ignored = ERR_INIT;
	int failed = sheet_begin(path, h->path, x->form, &w.sheet, e);

	if (failed)
		return -1;
	failed = engine_settle_all(a->engine, e) != 0 || add_all(&w, e) != 0;
	if (sheet_end(w.sheet, failed ? &ignored : e) != 0)
		failed = 1;
	if (failed)
		(void)unlink(path);
	*rows_out = w.rows;
	return failed ? -1 : 0;
}

/* --- files that are kept a while ------------------------------------------ */

void
export_path(const struct hall_dir *h, const char *name, char out[HALL_PATH_MAX])
{
	(void)snprintf(out, HALL_PATH_MAX, "%.*s/exports/%s",
	    HALL_PATH_MAX - EXPORT_NAME_MAX - 16, h->path, name);
}

void
export_forget_old(const struct hall_dir *h, int64_t now_s)
{
	char path[HALL_PATH_MAX];
	struct dirent *one;
	struct stat st;
	DIR *all;

	export_path(h, "", path);
	all = opendir(path);
	if (all == NULL)
		return; /* there are none yet */
	while ((one = readdir(all)) != NULL) {
		if (strlen(one->d_name) >= EXPORT_NAME_MAX)
			continue;
		export_path(h, one->d_name, path);
		if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
		    st.st_mtime + EXPORT_KEPT_S <= now_s)
			(void)unlink(path);
	}
	(void)closedir(all);
}
