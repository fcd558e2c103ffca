#include "node/actions/job.h"

#include <stdlib.h>
#include <string.h>

#include "node/actions/action.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/store/job.h"

const char *const job_kinds[] = {
    "verify", "backup", "examine", "rebuild", NULL};

static int
is_kind(const char *word)
{
	for (size_t i = 0; job_kinds[i] != NULL; i++)
		if (strcmp(job_kinds[i], word) == 0)
			return 1;
	return 0;
}

static const char *
who(const struct actor *a)
{
	if (a->user != NULL)
		return a->user->name;
	return a->account == NULL ? "hall.key" : a->account;
}

static int
start(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *kind = request_text(request, "kind");
	const char *language = words_chosen() == WORDS_ZH ? "zh" : "en";
	int64_t id;

	(void)self;
	if (!is_kind(kind)) {
		(void)err_set(e, ERR_FORMAT,
		    "%s is \"%s\"; it must be one of: %s", "kind", kind,
		    "verify, backup, examine, rebuild");
		return err_in_field(e, "kind");
	}
	if (store_job_ask(engine_store(a->engine),
		&(struct store_job_wish){
		    .kind = kind,
		    .asked_by = who(a),
		    .language = language,
		    .list = "",
		},
		a->now_s, &id, e) != 0)
		return -1;
	*out = json_pack("{s:I,s:s}", "job", (json_int_t)id, "kind", kind);
	return *out == NULL ? err_nomem(e) : 0;
}

/* What it found, as JSON and not as a text with JSON in it. */
static int
open_result(json_t *row, struct err *e)
{
	const char *text = json_member_text(row, "result");
	json_t *result;

	if (text == NULL || text[0] == '\0') {
		(void)json_object_del(row, "result");
		return 0;
	}
	result = json_read(text, strlen(text), e);
	return result == NULL ? -1 : json_put_take(row, "result", result, e);
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = store_jobs(engine_store(a->engine), e), *row;
	int failed = rows == NULL;
	size_t i;

	(void)self, (void)request;
	json_array_foreach (rows, i, row)
		failed = failed || open_result(row, e) != 0;
	if (failed) {
		json_decref(rows);
		return -1;
	}
	*out = rows;
	return 0;
}

static int
cancel(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *text = request_text(request, "job");
	int64_t id = strtoll(text, NULL, 10);
	int found = store_job_cancel(engine_store(a->engine), id, a->now_s, e);

	(void)self;
	if (found < 0)
		return -1;
	if (!found)
		return err_set(e, ERR_REFUSED,
		    "nothing numbered \"%s\" is being done; see `sanji job "
		    "list`",
		    text);
	*out = json_pack("{s:I}", "job", (json_int_t)id);
	return *out == NULL ? err_nomem(e) : 0;
}

/* --- files that are made of long lists -------------------------------------
 */

/* Whether it is a file that this user asked for. */
static int
is_own_export(const struct actor *a, const json_t *row)
{
	return strcmp(json_member_text(row, "kind"), "export") == 0 &&
	       strcmp(json_member_text(row, "asked_by"), who(a)) == 0;
}

static int
list_exports(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows, *own = json_array(), *row;
	int failed = list(a, self, request, &rows, e) != 0;
	size_t i;

	if (own == NULL || failed) {
		json_decref(own);
		return failed ? -1 : err_nomem(e);
	}
	json_array_foreach (rows, i, row)
		if (is_own_export(a, row))
			failed = failed || json_array_append(own, row) != 0;
	json_decref(rows);
	if (failed) {
		json_decref(own);
		return err_nomem(e);
	}
	*out = own;
	return 0;
}

static int
cancel_export(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	int64_t id = strtoll(request_text(request, "export"), NULL, 10);
	json_t *own = NULL, *row;
	int found = 0;
	size_t i;

	if (list_exports(a, self, request, &own, e) != 0)
		return -1;
	json_array_foreach (own, i, row)
		found |= json_member_integer(row, "job", 0) == id;
	json_decref(own);
	if (found)
		found =
		    store_job_cancel(engine_store(a->engine), id, a->now_s, e);
	if (found < 0)
		return -1;
	if (!found)
		return err_set(e, ERR_REFUSED,
		    "no file numbered \"%s\" is being made for you; see "
		    "`sanji export list`",
		    request_text(request, "export"));
	*out = json_pack("{s:I}", "export", (json_int_t)id);
	return *out == NULL ? err_nomem(e) : 0;
}

static const struct action_parameter which_export[] = {
    {"export", "number in the list", 1}, {NULL, NULL, 0}};

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter start_parameters[] = {
    {"kind", "verify, backup, examine or rebuild", 1}, {NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"job", "number in the list", 1}, {NULL, NULL, 0}};

const struct action job_actions[] = {
    {"job", "start", "do something long beside the daily work", NULL,
	start_parameters, "kind", "sanji job start verify", start},
    {"job", "list", "long work, how far it has got, what came of it", NULL,
	none, NULL, "sanji job list", list},
    {"job", "cancel", "end long work before it is done", NULL, which, "job",
	"sanji job cancel 3", cancel},
    {.noun = NULL},
};

const struct action export_actions[] = {
    {"export", "list",
	"files that are made of long lists, for whoever asked for them", NULL,
	none, NULL, "sanji export list", list_exports},
    {"export", "cancel", "end the making of a file", NULL, which_export,
	"export", "sanji export cancel 3", cancel_export},
    {.noun = NULL},
};
