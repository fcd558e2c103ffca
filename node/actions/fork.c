/*
 * fork: which branches of a forked log stand, and who may say so.
 */
#include "node/actions/fork.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/engine/forks.h"

/* --- two incarnations at once (RULES D2) --------------------------------- */

static int
compare_pair(
    const json_t *earlier, const json_t *later, json_t *out, struct err *e)
{
	json_int_t began = json_member_integer(later, "first_time", 0);
	json_int_t wrote = json_member_integer(earlier, "last_time", 0);

	if (strcmp(json_member_text(earlier, "hall"),
		json_member_text(later, "hall")) != 0 ||
	    wrote <= began)
		return 0;
	return json_append_take(out,
	    json_pack("{s:O,s:O,s:O,s:I,s:I}", "hall",
		json_object_get(later, "hall"), "earlier",
		json_object_get(earlier, "incarnation"), "later",
		json_object_get(later, "incarnation"), "since", began,
		"last_time", wrote),
	    e);
}

json_t *
fork_alive(const struct actor *a, struct err *e)
{
	struct report_parameter p = {":hall", "", 0};
	json_t *lives =
	    store_report(engine_store(a->engine), REPORT_LIVES, &p, 1, e);
	json_t *out = json_array();
	int failed = lives == NULL || out == NULL;

	for (size_t i = 0; i < json_array_size(lives) && !failed; i++)
		for (size_t k = 0; k < i && !failed; k++)
			failed = compare_pair(json_array_get(lives, k),
			    json_array_get(lives, i), out, e);
	json_decref(lives);
	if (!failed)
		return out;
	json_decref(out);
	return NULL;
}

/* --- list and show ------------------------------------------------------- */

static size_t
count_standing(const json_t *fork)
{
	size_t i, count = 0;
	json_t *row;

	json_array_foreach (json_object_get(fork, "siblings"), i, row)
		count += json_is_true(json_object_get(row, "stands"));
	return count;
}

int
fork_count_open(const struct actor *a, size_t *out, struct err *e)
{
	json_t *all = engine_forks(a->engine, e), *fork;
	size_t i;

	*out = 0;
	if (all == NULL)
		return -1;
	json_array_foreach (all, i, fork)
		*out += count_standing(fork) == 0;
	json_decref(all);
	return 0;
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *forks = engine_forks(a->engine, e);
	json_t *alive = forks == NULL ? NULL : fork_alive(a, e);

	(void)self, (void)request;
	*out = alive == NULL
		   ? NULL
		   : json_pack("{s:O,s:O}", "forks", forks, "alive", alive);
	json_decref(forks);
	json_decref(alive);
	if (*out != NULL)
		return 0;
	return e->code == ERR_NONE ? err_nomem(e) : -1;
}

static int
begins_with(const char *id, const char *typed)
{
	return typed[0] != '\0' && strncmp(id, typed, strlen(typed)) == 0;
}

/* The fork one of whose siblings is called that; a new reference. */
static json_t *
find(const struct actor *a, const char *typed, struct err *e)
{
	json_t *all = engine_forks(a->engine, e), *fork, *row, *found = NULL;
	size_t i, k, count = 0;

	if (all == NULL)
		return NULL;
	json_array_foreach (all, i, fork)
		json_array_foreach (json_object_get(fork, "siblings"), k, row)
			if (begins_with(json_member_text(row, "id"), typed)) {
				count++;
				found = fork;
			}
	json_incref(count == 1 ? found : NULL);
	json_decref(all);
	if (count == 1)
		return found;
	if (count == 0)
		(void)err_set(e, ERR_NOT_FOUND,
		    "no fork has a branch \"%s\"; see `sanji fork list`",
		    typed);
	else
		(void)err_set(e, ERR_NOT_FOUND,
		    "\"%s\" fits several; write more of it", typed);
	return NULL;
}

static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	(void)self;
	*out = find(a, request_text(request, "branch"), e);
	return *out == NULL ? -1 : 0;
}

/* --- rule ---------------------------------------------------------------- */

/* {"ledger/… …/1/…": [ids]}: those named, or all if text is NULL. */
static json_t *
kept_of(const json_t *fork, const char *text, struct err *e)
{
	char log[SPACE_NAME_TEXT_MAX + LOG_NAME_TEXT_MAX];
	char *copy = strdup(text == NULL ? "" : text), *rest = copy;
	json_t *ids = json_array(), *row;
	size_t i;
	const char *word;
	int failed = ids == NULL || copy == NULL ? err_nomem(e) : 0;

	json_array_foreach (json_object_get(fork, "siblings"), i, row)
		if (text == NULL && !failed)
			failed =
			    json_array_append(ids, json_object_get(row, "id"));
	while (text != NULL && !failed && (word = strsep(&rest, ",")) != NULL) {
		size_t before = json_array_size(ids);

		json_array_foreach (json_object_get(fork, "siblings"), i, row)
			if (begins_with(json_member_text(row, "id"), word))
				failed |= json_array_append(
				    ids, json_object_get(row, "id"));
		if (!failed && json_array_size(ids) != before + 1)
			failed = err_set(e, ERR_NOT_FOUND,
			    "\"%s\" is not one branch of this fork; see "
			    "`sanji fork show`",
			    word);
	}
	free(copy);
	(void)snprintf(log, sizeof(log), "%s %s",
	    json_member_text(fork, "space"), json_member_text(fork, "log"));
	if (failed) {
		json_decref(ids);
		return NULL;
	}
	return json_pack("{s:o}", log, ids);
}

static int
write_ruling(const struct actor *a, const json_t *fork, const char *keep,
    const char *reason, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	char id[RECORD_ID_MAX];
	json_t *kept = kept_of(fork, keep, e), *event;

	if (kept == NULL)
		return -1;
	new_record_id(id);
	event = json_pack("{s:s,s:s,s:o,s:s*}", EVENT_DO, "fork.ruled",
	    EVENT_ON, id, "kept", kept, "reason", reason);
	if (event == NULL)
		return err_nomem(e);
	return write_event_take(a, &gazette, event,
	    json_member_text(fork, "hall"), NULL, "fork", e);
}

/* Whether this hall's word on that log counts anywhere. */
static int
check_entitled(const struct actor *a, const json_t *fork, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	const struct engine_identity *id = engine_identity(a->engine);
	size_t self = authority_hall(all, &id->hall);
	const char *text = json_member_text(fork, "hall");
	struct hall_code code;

	if (hall_code_parse(text, &code) == 0 &&
	    (authority_is_above(all, self, authority_hall(all, &code)) ||
		(self == 0 && hall_code_is_same(&code, &id->hall))))
		return 0;
	return err_set(e, ERR_REFUSED,
	    "the log is that of %s; a hall above it rules on its forks", text);
}

static int
rule(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *fork = find(a, request_text(request, "branch"), e);
	const char *keep = request_text(request, "keep");
	int failed = fork == NULL || check_entitled(a, fork, e) != 0;

	(void)self;
	if (keep == NULL)
		keep = request_text(request, "branch");
	if (!failed)
		failed = write_ruling(a, fork,
		    strcmp(keep, "all") == 0 ? NULL : keep,
		    request_text(request, "reason"), e);
	if (!failed)
		*out = json_pack("{s:O,s:s}", "hall",
		    json_object_get(fork, "hall"), "kept", keep);
	json_decref(fork);
	return failed ? -1 : 0;
}

int
fork_keep_own(const struct actor *a, size_t *written, struct err *e)
{
	const struct engine_identity *id = engine_identity(a->engine);
	json_t *all, *fork;
	int failed = 0;
	size_t i;

	if (authority_hall(engine_authority(a->engine), &id->hall) != 0)
		return 0;
	all = engine_forks(a->engine, e);
	if (all == NULL)
		return -1;
	json_array_foreach (all, i, fork) {
		if (failed || json_is_true(json_object_get(fork, "ruled")) ||
		    strcmp(json_member_text(fork, "hall"), id->hall.digits) !=
			0 ||
		    json_member_integer(fork, "incarnation", 0) >=
			(json_int_t)id->life.number)
			continue;
		failed = write_ruling(a, fork, NULL, "restored", e);
		*written += !failed;
	}
	json_decref(all);
	return failed;
}

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"branch", "the beginning of a branch's id", 1}, {NULL, NULL, 0}};

static const struct action_parameter rule_parameters[] = {
    {"branch", "the beginning of a branch's id", 1},
    {"keep", "branches that stand: ids, or all; that one if missing", 0},
    {"reason", "reason", 1}, {NULL, NULL, 0}};

const struct action fork_actions[] = {
    {"fork", "list", "logs that forked, and incarnations alive at once", NULL,
	none, NULL, "sanji fork list", list},
    {"fork", "show", "the branches of a fork", NULL, which, "branch",
	"sanji fork show 4cc8c5f2", show},
    {"fork", "rule", "say which branches stand; a later ruling undoes it", NULL,
	rule_parameters, "branch", "sanji fork rule 4cc8c5f2 reason=磁盘恢复",
	rule},
    {.noun = NULL},
};
