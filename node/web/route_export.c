/*
 * export: a list as a file.  That it was asked for is noted (个人信息保护法 51,
 * 54).  A long one is made beside the daily work, and had once it is whole.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "node/actions/access.h"
#include "node/actions/disclose.h"
#include "node/export/export.h"
#include "node/web/visit.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/base/words.h"
#include "schema/store/audit.h"
#include "schema/store/job.h"
#include "sync/engine/drafts.h"

static int
note(const struct visit *v, const struct action *list, struct err *e)
{
	struct actor actor = visit_actor(v);
	char what[AUDIT_TEXT_MAX];

	(void)snprintf(
	    what, sizeof(what), "%s.%s.export", list->noun, list->verb);
	return disclose_note(&actor, what, "", e);
}

/* --- at once -------------------------------------------------------------- */

/* The file has no name as soon as it is open. */
static int
answer_file(struct visit *v, const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	(void)unlink(path);
	if (fd < 0 || fstat(fd, &st) != 0)
		return err_set(e, ERR_IO, "the file cannot be kept");
	reply_file_take(v->reply, fd, (size_t)st.st_size);
	return 0;
}

static int
make_at_once(struct visit *v, const struct export *x, struct err *e)
{
	struct actor actor = visit_actor(v);
	size_t most =
	    export_has_pages(x) ? EXPORT_ROWS_AT_ONCE : EXPORT_ROWS_UNPAGED;
	char path[HALL_PATH_MAX + 48], name[17];
	uint8_t chance[8];
	size_t rows;

	crypto_random(chance, sizeof(chance));
	hex_text(chance, sizeof(chance), name);
	(void)snprintf(
	    path, sizeof(path), "%s/export.%s.part", v->web->hall->path, name);
	if (export_write(&actor, x, v->web->hall, path, most, NULL, &rows, e) !=
	    0)
		return -1;
	if (answer_file(v, path, e) != 0)
		return -1;
	if (x->form == SHEET_CSV)
		v->reply->type = "text/csv; charset=utf-8";
	return 0;
}

/* --- later ---------------------------------------------------------------- */

/* What is asked may name a person: it is kept as drafts are. */
static int
ask_for_job(struct visit *v, const json_t *asked, struct err *e)
{
	const char *list = json_member_text(asked, "list");
	json_t *values =
	    json_pack("{s:s,s:O}", "about", "export", "values", asked);
	int64_t draft = 0, id;
	int failed = values == NULL
			 ? err_nomem(e)
			 : engine_draft_put(v->web->hall->engine, v->user.id,
			       values, v->now_s, &draft, e);

	json_decref(values);
	if (failed ||
	    store_job_ask(engine_store(v->web->hall->engine),
		&(struct store_job_wish){
		    .kind = "export",
		    .asked_by = v->user.name,
		    .language = words_chosen() == WORDS_ZH ? "zh" : "en",
		    .list = list,
		    .user = v->user.id,
		    .draft = draft,
		},
		v->now_s, &id, e) != 0)
		return -1;
	reply_json_take(
	    v->reply, 202, json_pack("{s:I}", "export", (json_int_t)id));
	return 0;
}

static int export(
    struct visit *v, const struct export *x, const json_t *asked, struct err *e)
{
	if (note(v, x->list, e) != 0)
		return -1;
	if (make_at_once(v, x, e) == 0)
		return 0;
	if (e->code != ERR_LIMIT || !export_has_pages(x))
		return -1;
	*e = (struct err)ERR_INIT;
	return ask_for_job(v, asked, e);
}

/* {list: "case/list", format: "csv" or "xlsx", and what the list takes} ->
 * bytes; or 202 and {export}: the number of the job that makes it. */
void
route_export(struct visit *v)
{
	json_t *asked = visit_body(v);
	struct export x = {.request = NULL};
	struct err e = ERR_INIT;

	if (asked == NULL)
		return;
	if (export_read(asked, &x, &e) == 0 &&
	    !access_is_allowed(v->who.roles, x.list->noun, x.list->verb))
		reply_refusal(v->reply, 403, "forbidden",
		    "your role does not allow this; the security "
		    "administrator gives roles");
	else if (e.code != ERR_NONE || export(v, &x, asked, &e) != 0)
		reply_error(v->reply, &e);
	export_free(&x);
	json_decref(asked);
}

/* --- the file that was made ------------------------------------------------
 */

static int
open_made(const struct visit *v, size_t *len_out, struct err *e)
{
	const char *text = json_member_text(v->request->query, "export");
	struct store_job job;
	struct stat st = {.st_size = 0};
	char path[HALL_PATH_MAX];
	int found = store_job_find(engine_store(v->web->hall->engine),
	    text == NULL ? 0 : strtoll(text, NULL, 10), &job, e);
	int fd = -1;

	if (found < 0)
		return -1;
	if (found && job.user == v->user.id && job.file[0] != '\0') {
		export_path(v->web->hall, job.file, path);
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	}
	if (fd < 0 || fstat(fd, &st) != 0) {
		(void)err_set(e, ERR_NOT_FOUND,
		    "there is no such file, or it was kept long enough; ask "
		    "for it again");
		if (fd >= 0)
			(void)close(fd);
		return -1;
	}
	*len_out = (size_t)st.st_size;
	return fd;
}

/* ?export=N -> bytes, for whoever asked for it. */
void
route_export_file(struct visit *v)
{
	struct err e = ERR_INIT;
	size_t len;
	int fd = open_made(v, &len, &e);

	if (fd >= 0)
		reply_file_take(v->reply, fd, len);
	else
		reply_error(v->reply, &e);
}
