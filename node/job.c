#include "node/job.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "node/actions/access.h"
#include "node/doctor.h"
#include "node/export/export.h"
#include "node/life.h"
#include "schema/base/json.h"
#include "schema/base/progress.h"
#include "schema/base/words.h"
#include "schema/records/day.h"
#include "schema/store/job.h"
#include "schema/store/life.h"
#include "schema/store/user.h"
#include "sync/engine/check.h"
#include "sync/engine/drafts.h"
#include "sync/engine/dump.h"
#include "sync/engine/scans.h"

struct work {
	struct hall_dir *hall;
	struct store *notes; /* beside the hall's own: it may be reading */
	struct store_job job;
	struct progress progress;
	int64_t noted_ms;
	int is_cancelled;
	char file[JOB_FILE_MAX]; /* made by it, or "" */
};

/* --- how far it has got ----------------------------------------------------
 */

static int64_t
steady_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
note(void *context, uint64_t done, uint64_t total, struct err *e)
{
	struct work *w = context;
	int more;

	if (done != total && steady_ms() - w->noted_ms < JOB_NOTE_MS)
		return 0;
	w->noted_ms = steady_ms();
	more = store_job_step(w->notes, w->job.id, done, total, e);
	if (more == 0) {
		w->is_cancelled = 1;
		return err_set(e, ERR_REFUSED, "it was cancelled");
	}
	return more < 0 ? -1 : 0;
}

static int
begin(struct work *w, const char *unit, struct err *e)
{
	return store_job_begin(
	    w->notes, w->job.id, unit, (int64_t)time(NULL), e);
}

/* --- the kinds --------------------------------------------------------------
 */

/* Is what is stored what was signed? */
static int
verify(struct work *w, json_t **out, struct err *e)
{
	struct engine_check_result got;
	struct scan_check scans;

	if (begin(w, "database", e) != 0 ||
	    store_check(w->hall->store, e) != 0 ||
	    begin(w, "change_sets", e) != 0 ||
	    engine_check(w->hall->engine, 0, &w->progress, &got, e) != 0 ||
	    begin(w, "pieces", e) != 0 ||
	    scans_check(w->hall->engine, &w->progress, &scans, e) != 0)
		return -1;
	*out = json_pack("{s:I,s:I,s:s,s:I,s:I}", "checked",
	    (json_int_t)got.checked, "bad", (json_int_t)got.bad, "first_bad",
	    got.first_bad, "pieces", (json_int_t)scans.checked, "bad_pieces",
	    (json_int_t)scans.bad);
	return *out == NULL ? err_nomem(e) : 0;
}

int
job_backup_path(const struct hall_dir *h, const char *name,
    char out[HALL_PATH_MAX], struct err *e)
{
	int len = h->backups[0] == '\0' ? snprintf(out, HALL_PATH_MAX,
					      "%s/backups/%s", h->path, name)
		  : h->backups[0] == '/'
		      ? snprintf(out, HALL_PATH_MAX, "%s/%s", h->backups, name)
		      : snprintf(out, HALL_PATH_MAX, "%s/%s/%s", h->path,
			    h->backups, name);

	return len < HALL_PATH_MAX
		   ? 0
		   : err_set(e, ERR_LIMIT,
			 "hall.conf: the directory of backups has too long a "
			 "name");
}

/* Named by when it was begun, and its number. */
static int
name_backup(struct work *w, char path[HALL_PATH_MAX], struct err *e)
{
	char when[MOMENT_TEXT_MAX];

	if (job_backup_path(w->hall, "", path, e) != 0)
		return -1;
	if (mkdir(path, S_IRWXU) != 0 && errno != EEXIST)
		return err_errno(e, "%s", path);
	moment_text((int64_t)time(NULL), when);
	(void)snprintf(w->file, sizeof(w->file), "%s-%.10s-%lld.db",
	    engine_identity(w->hall->engine)->hall.digits, when,
	    (long long)w->job.id);
	return job_backup_path(w->hall, w->file, path, e);
}

static int
backup(struct work *w, json_t **out, struct err *e)
{
	char path[HALL_PATH_MAX];
	struct stat st;

	if (begin(w, "bytes", e) != 0 || name_backup(w, path, e) != 0 ||
	    store_backup(w->hall->store, path, &w->progress, e) != 0 ||
	    life_check(w->hall, LIFE_BACKED_UP, (int64_t)time(NULL), NULL, e) !=
		0)
		return -1;
	if (stat(path, &st) != 0)
		return err_errno(e, "%s", path);
	*out = json_pack("{s:I}", "bytes", (json_int_t)st.st_size);
	return *out == NULL ? err_nomem(e) : 0;
}

/* What `sanji doctor` says. */
static int
examine(struct work *w, json_t **out, struct err *e)
{
	enum doctor_level worst;
	json_t *findings;

	if (begin(w, "checks", e) != 0)
		return -1;
	findings = doctor_examine(w->hall, (int64_t)time(NULL), &worst, e);
	if (findings == NULL)
		return -1;
	*out = json_pack("{s:s,s:o}", "worst", doctor_level_word(worst),
	    "findings", findings);
	return *out == NULL ? err_nomem(e) : 0;
}

/* --- the state again, from the log ----------------------------------------
 */

/* What was computed from the log there, and what had stood there before. */
struct copy {
	char path[HALL_PATH_MAX + 8];
	struct store *store;
	struct engine *engine;
	struct buf before, after;
};

/* Nothing of it is left. */
static void
copy_close(struct copy *c)
{
	static const char *const ends[] = {"-wal", "-shm", ""};
	size_t len = strlen(c->path);

	engine_close(c->engine);
	store_close(c->store);
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		(void)snprintf(
		    c->path + len, sizeof(c->path) - len, "%s", ends[i]);
		(void)unlink(c->path);
	}
	buf_free(&c->before);
	buf_free(&c->after);
}

static int
copy_open(struct work *w, struct copy *c, struct err *e)
{
	(void)snprintf(
	    c->path, sizeof(c->path), "%.4000s/rebuild.part", w->hall->path);
	/* Of one that was ended as a light goes out. */
	(void)unlink(c->path);
	return begin(w, "bytes", e) != 0 ||
		       store_backup(w->hall->store, c->path, &w->progress, e) !=
			   0 ||
		       store_open(c->path, STORE_OPEN, &c->store, e) != 0 ||
		       engine_open(c->store,
			   w->hall->has_keys ? &w->hall->keys : NULL,
			   &c->engine, e) != 0
		   ? -1
		   : 0;
}

static int
note_records(void *context, uint64_t done, uint64_t total, struct err *e)
{
	if (done == 1 && begin(context, "records", e) != 0)
		return -1;
	return note(context, done, total, e);
}

static int
rebuild_copy(struct work *w, struct copy *c, struct err *e)
{
	struct progress folded = {note_records, w};

	return copy_open(w, c, e) != 0 ||
		       engine_settle_all(c->engine, e) != 0 ||
		       engine_dump(c->engine, &c->before, e) != 0 ||
		       begin(w, "change_sets", e) != 0 ||
		       engine_rebuild_told(
			   c->engine, &w->progress, &folded, e) != 0 ||
		       engine_dump(c->engine, &c->after, e) != 0
		   ? -1
		   : 0;
}

/*
 * Tried on a copy, while the hall goes on; only if something else comes out
 * is its own state computed again, and nobody writes meanwhile.
 */
static int
rebuild(struct work *w, json_t **out, struct err *e)
{
	struct copy c = {.store = NULL};
	int failed = rebuild_copy(w, &c, e);
	int is_same =
	    !failed && c.before.len == c.after.len &&
	    memcmp(buf_text(&c.before), buf_text(&c.after), c.after.len) == 0;

	copy_close(&c);
	if (!failed && !is_same)
		failed = begin(w, "state", e) != 0 ||
			 engine_rebuild(w->hall->engine, e) != 0;
	if (failed)
		return -1;
	*out = json_pack("{s:b}", "same", is_same);
	return *out == NULL ? err_nomem(e) : 0;
}

/* --- a long list as a file -------------------------------------------------
 */

/* Who asked for it, if the user still may. */
static int
find_asker(struct work *w, struct store_user *user, struct actor_user *out,
    struct err *e)
{
	int found = store_user_get(w->hall->store, w->job.user, user, e);

	if (found < 0)
		return -1;
	if (!found || user->disabled_time != 0)
		return err_set(e, ERR_REFUSED,
		    "whoever asked for it may not sign in any more");
	*out = (struct actor_user){
	    .id = user->id, .name = user->name, .staff = user->staff};
	return access_roles_parse(user->roles, &out->roles, e);
}

/* What was asked lies among the drafts of whoever asked: names may be in it. */
static json_t *
take_asked(struct work *w, struct err *e)
{
	json_t *drafts =
	    engine_drafts(w->hall->engine, w->job.user, (int64_t)time(NULL), e);
	json_t *asked = NULL, *row;
	size_t i;

	json_array_foreach (drafts, i, row)
		if (json_member_integer(row, "draft", 0) == w->job.draft)
			asked = json_incref(json_object_get(
			    json_object_get(row, "values"), "values"));
	if (drafts != NULL && asked == NULL)
		(void)err_set(e, ERR_NOT_FOUND,
		    "what was asked is not there any more; ask again");
	json_decref(drafts);
	return asked;
}

static int
name_export(struct work *w, const struct export *x, char path[HALL_PATH_MAX],
    struct err *e)
{
	export_path(w->hall, "", path);
	if (mkdir(path, S_IRWXU) != 0 && errno != EEXIST)
		return err_errno(e, "%s", path);
	(void)snprintf(w->file, sizeof(w->file), "%.20s-%.20s-%lld.%s",
	    x->list->noun, x->list->verb, (long long)w->job.id,
	    x->form == SHEET_XLSX ? "xlsx" : "csv");
	export_path(w->hall, w->file, path);
	return 0;
}

static int
make_file(struct work *w, const struct actor *a, const struct export *x,
    json_t **out, struct err *e)
{
	char path[HALL_PATH_MAX];
	struct stat st;
	size_t rows;

	if (!access_is_allowed(a->user->roles, x->list->noun, x->list->verb))
		return err_set(e, ERR_REFUSED,
		    "your role does not allow this; the security "
		    "administrator gives roles");
	if (begin(w, "rows", e) != 0 || name_export(w, x, path, e) != 0 ||
	    export_write(a, x, w->hall, path,
		export_has_pages(x) ? SIZE_MAX : EXPORT_ROWS_UNPAGED,
		&w->progress, &rows, e) != 0)
		return -1;
	if (stat(path, &st) != 0)
		return err_errno(e, "%s", path);
	*out = json_pack("{s:I,s:I}", "rows", (json_int_t)rows, "bytes",
	    (json_int_t)st.st_size);
	return *out == NULL ? err_nomem(e) : 0;
}

static int
export_list(struct work *w, json_t **out, struct err *e)
{
	struct store_user user;
	struct actor_user who;
	struct actor a = {w->hall->engine, (int64_t)time(NULL), .user = &who};
	struct export x = {.request = NULL};
	json_t *asked = NULL;
	int failed = find_asker(w, &user, &who, e);

	if (!failed)
		asked = take_asked(w, e);
	if (!failed)
		failed = asked == NULL || export_read(asked, &x, e) != 0 ||
			 make_file(w, &a, &x, out, e) != 0;
	export_free(&x);
	json_decref(asked);
	if (engine_draft_drop(w->hall->engine, w->job.user, w->job.draft, e) !=
	    0)
		failed = 1;
	return failed ? -1 : 0;
}

static const struct {
	const char *kind;
	int (*run)(struct work *w, json_t **out, struct err *e);
} kinds[] = {
    {"verify", verify},
    {"backup", backup},
    {"examine", examine},
    {"rebuild", rebuild},
    {"export", export_list},
};

static int
run(struct work *w, json_t **out, struct err *e)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (strcmp(kinds[i].kind, w->job.kind) == 0)
			return kinds[i].run(w, out, e);
	return err_set(e, ERR_NOT_FOUND, "there is no such work");
}

/* --- to its end --------------------------------------------------------------
 */

static int
finish(struct work *w, int failed, const json_t *result, const struct err *why,
    struct err *e)
{
	char *text = result == NULL ? NULL : json_dumps(result, JSON_COMPACT);
	struct store_job_end end = {.state = !failed	       ? "done"
					     : w->is_cancelled ? "cancelled"
							       : "failed",
	    .result = text == NULL ? "" : text,
	    .said = failed && !w->is_cancelled ? why->text : "",
	    .file = failed ? "" : w->file};
	int unkept =
	    store_job_end(w->notes, w->job.id, &end, (int64_t)time(NULL), e);

	free(text);
	return unkept;
}

int
job_work(struct hall_dir *h, int64_t id, struct err *e)
{
	char path[HALL_PATH_MAX];
	struct work w = {.hall = h};
	struct err why = ERR_INIT;
	json_t *result = NULL;
	int found, failed;

	(void)snprintf(path, sizeof(path), "%.4000s/hall.db", h->path);
	if (store_open(path, STORE_OPEN, &w.notes, e) != 0)
		return -1;
	w.progress = (struct progress){note, &w};
	found = store_job_find(w.notes, id, &w.job, e);
	if (found == 0)
		(void)err_set(e, ERR_NOT_FOUND, "there is no such work");
	if (found == 1)
		words_choose(
		    strcmp(w.job.language, "zh") == 0 ? WORDS_ZH : WORDS_EN);
	failed = found == 1 ? run(&w, &result, &why) : 0;
	if (found == 1)
		found = finish(&w, failed, result, &why, e) == 0 ? 1 : -1;
	json_decref(result);
	store_close(w.notes);
	return found == 1 ? 0 : -1;
}
