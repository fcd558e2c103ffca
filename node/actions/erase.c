/*
 * erase (删除个人信息): what is known of a person is destroyed, everywhere.
 *
 *  1. all that is about a case, or about a person, is looked up: the cases,
 *     their ratings, complaints, payments and scores;
 *  2. without --yes it is only said what would be gone;
 *  3. each record gets its event, all in one transaction, and with it this
 *     hall destroys its keys; every hall does that the event reaches.
 *
 * Cases that are still open, and complaints that are, stay as they are.  A hall
 * that may not erase asks the halls above for it.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/erase_acts.h"
#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/store/inspection.h"
#include "sync/engine/lookups.h"

/* Names of what would be gone that a refusal lists. */
#define ERASED_SAID_MAX 8

/* --- what there is to erase ------------------------------------------------
 */

/* "case.erased", as declared; NULL if such records say nothing of people. */
static const struct event_type *
erasing_event(const json_t *row)
{
	const struct record_type *t =
	    record_type_named(json_member_text(row, "type"));

	for (const struct event_type *et = t == NULL ? NULL : t->events;
	     et != NULL && et->kind != NULL; et++)
		if (et->erases == ERASES_RECORD)
			return et;
	return NULL;
}

static int
is_erased(const json_t *row)
{
	return json_object_get(row, "erased_time") != NULL;
}

/* Whether nothing is left to be done with it. */
static int
is_ripe(const json_t *row)
{
	const struct event_type *et = erasing_event(row);

	return et != NULL &&
	       et->from & STATE(json_member_integer(row, "state", 0));
}

/* {"type", "number"} of a row, as people name it. */
static json_t *
named(const json_t *row)
{
	return json_pack("{s:s,s:s,s:s}", "type", json_member_text(row, "type"),
	    "number", row_label(row), "hall", json_member_text(row, "hall"));
}

/* Those that can be erased now, or those that cannot yet; a new array. */
static json_t *
choose(const json_t *rows, int is_wanted_ripe, struct err *e)
{
	json_t *chosen = json_array(), *row;
	size_t i;

	if (chosen == NULL)
		(void)err_nomem(e);
	json_array_foreach (rows, i, row)
		if (chosen != NULL && !is_erased(row) &&
		    is_ripe(row) == is_wanted_ripe &&
		    json_array_append(chosen, row) != 0) {
			(void)err_nomem(e);
			json_decref(chosen);
			chosen = NULL;
		}
	return chosen;
}

/* --- asking ----------------------------------------------------------------
 */

static int
list_names(const json_t *rows, struct buf *out, struct err *e)
{
	size_t count = json_array_size(rows);

	for (size_t i = 0; i < count && i < ERASED_SAID_MAX; i++) {
		const json_t *row = json_array_get(rows, i);
		const struct record_type *t =
		    record_type_named(json_member_text(row, "type"));

		if (buf_printf(out, e, "%s%s %s", i == 0 ? "" : ", ",
			_(t->meaning), row_label(row)) != 0)
			return -1;
	}
	return count <= ERASED_SAID_MAX ? 0 : buf_printf(out, e, " …");
}

/* -1: what would be gone, and how to go on. */
static int
refuse_unconfirmed(const json_t *rows, struct err *e)
{
	struct buf names = BUF_INIT;

	if (list_names(rows, &names, e) == 0)
		(void)err_set(e, ERR_REFUSED,
		    "nothing was erased yet. Names, numbers, addresses, free "
		    "text and attachments of %s would be gone at every hall, "
		    "and nothing brings them back; decisions and dates stay. "
		    "What the law wants kept longer must not be erased. Say "
		    "it again with --yes",
		    buf_text(&names));
	buf_free(&names);
	return -1;
}

static int
refuse_unripe(const json_t *rows, struct err *e)
{
	struct buf names = BUF_INIT;

	if (json_array_size(rows) == 0)
		return err_set(e, ERR_NOT_FOUND,
		    "nothing that is known here says anything of that person, "
		    "or it was erased before; see `sanji erase status`");
	if (list_names(rows, &names, e) == 0)
		(void)err_set(e, ERR_REFUSED,
		    "%s: still open; finish it, or have it withdrawn, before "
		    "what it says of a person is erased",
		    buf_text(&names));
	buf_free(&names);
	return -1;
}

/* --- erasing ---------------------------------------------------------------
 */

static int
erase_row(const struct actor *a, const json_t *row, const json_t *request,
    json_t *erased, struct err *e)
{
	struct action act = {.event = erasing_event(row)->kind};
	json_t *event =
	    request_event(&act, json_member_text(row, "id"), request, e);

	if (write_about_take(
		a, json_member_text(row, "type"), row, event, NULL, e) != 0)
		return err_wrap(e, "%s", row_label(row));
	return json_append_take(erased, named(row), e);
}

static int
erase_rows(const struct actor *a, const json_t *rows, const json_t *request,
    json_t *erased, struct err *e)
{
	int is_own, failed = 0;
	size_t i;
	json_t *row;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	json_array_foreach (rows, i, row)
		failed = failed || erase_row(a, row, request, erased, e) != 0;
	return action_end(a, is_own, failed, e);
}

static int
list_left(const json_t *unripe, json_t *left, struct err *e)
{
	size_t i;
	json_t *row;

	json_array_foreach (unripe, i, row)
		if (json_append_take(left, named(row), e) != 0)
			return -1;
	return 0;
}

static int
erase_found(const struct actor *a, const json_t *rows, const json_t *request,
    json_t **out, struct err *e)
{
	const char *sure = request_text(request, "yes");
	json_t *ripe = choose(rows, 1, e);
	json_t *unripe = ripe == NULL ? NULL : choose(rows, 0, e);
	json_t *erased = json_array(), *left = json_array();
	int failed = unripe == NULL || erased == NULL || left == NULL;

	if (!failed && json_array_size(ripe) == 0)
		failed = refuse_unripe(unripe, e);
	else if (!failed && (sure == NULL || strcmp(sure, "yes") != 0))
		failed = refuse_unconfirmed(ripe, e);
	if (!failed)
		failed = erase_rows(a, ripe, request, erased, e) != 0 ||
			 list_left(unripe, left, e) != 0;
	if (!failed) {
		*out = json_pack("{s:O,s:O,s:o}", "erased", erased, "open",
		    left, "out_of_reach", erase_out_of_reach(a, e));
		failed = *out == NULL ? err_nomem(e) : 0;
	}
	json_decref(ripe);
	json_decref(unripe);
	json_decref(erased);
	json_decref(left);
	return failed ? -1 : 0;
}

static int
erase(const struct actor *a, const char *name, int64_t person,
    const json_t *request, json_t **out, struct err *e)
{
	struct report_parameter p[] = {
	    {":text", name, 0}, {":hash", NULL, person}};
	json_t *rows = store_inspect(
	    engine_store(a->engine), INSPECT_ERASABLE, p, COUNT_OF(p), e);
	int failed = rows == NULL || erase_found(a, rows, request, out, e) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

static int
erase_case(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	int failed = row == NULL || erase(a, json_member_text(row, "id"), 0,
					request, out, e) != 0;

	(void)self;
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
erase_person(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	int64_t person;

	(void)self;
	if (lookups_of(a->engine, "id_number",
		request_text(request, "id_number"), &person, e) != 0)
		return -1;
	return erase(a, "", person, request, out, e);
}

/* --- what there is ---------------------------------------------------------
 */

static const struct action_parameter case_parameters[] = {
    {"case", "number, or beginning of the id", 1},
    {"yes", "yes: destroy it; left out: only say what would be gone", 0},
    {NULL, NULL, 0}};

static const struct action_parameter person_parameters[] = {
    {"id_number", "identity number", 1},
    {"yes", "yes: destroy it; left out: only say what would be gone", 0},
    {NULL, NULL, 0}};

static const struct action_parameter status_parameters[] = {
    {"case", "number, or beginning of the id", 0}, {NULL, NULL, 0}};

static const struct action_parameter ask_parameters[] = {
    {"case", "number, or beginning of the id", 1}, {NULL, NULL, 0}};

static const struct action_parameter no_parameters[] = {{NULL, NULL, 0}};

const struct action erase_actions[] = {
    {"erase", "case", "destroy what a case says of a person, at every hall",
	"case.erased", case_parameters, "case",
	"sanji erase case 330421111205-01-20261123-0001-7 "
	"ground=consent_withdrawn approved_by=张主任 --yes",
	erase_case},
    {"erase", "person", "destroy what all cases of a person say of them",
	"case.erased", person_parameters, NULL,
	"sanji erase person id_number=11010519491231002X ground=term_ended "
	"approved_by=张主任 --yes",
	erase_person},
    {"erase", "ask", "ask the halls above to erase, at a hall that may not",
	"case.erasure_asked", ask_parameters, "case",
	"sanji erase ask 330421111205-01-20261123-0001-7 "
	"ground=consent_withdrawn",
	case_step},
    {"erase", "requests", "cases that are asked to be erased, oldest first",
	NULL, no_parameters, NULL, "sanji erase requests", erase_requests},
    {"erase", "status", "what was erased, and which halls have destroyed it",
	NULL, status_parameters, "case",
	"sanji erase status 330421111205-01-20261123-0001-7", erase_status},
    {.noun = NULL},
};
