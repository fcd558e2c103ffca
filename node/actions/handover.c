/*
 * handover (移交): cases go on in another hall.
 *
 * One case, all cases of a person, or all of a hall that is merged into
 * another.  What was done stays counted where it was done; numbers and papers
 * the citizen holds stay as they are.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/hall_named.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "sync/engine/handover.h"
#include "sync/engine/lookups.h"

/* --- where to ------------------------------------------------------------ */

/* Where a case goes, cases are taken in: not to a hall that is no more. */
static int
find_to(const struct actor *a, const json_t *request, struct hall_code *out,
    struct err *e)
{
	json_t *hall = NULL;
	const char *state;
	int failed = hall_named(a, request_text(request, "to"), out, e) != 0 ||
		     hall_at(a, out->digits, a->now_s, &hall, e) != 0;

	state = failed ? NULL : json_member_text(hall, "state");
	if (state != NULL && strcmp(state, "listed") != 0)
		failed = err_set(e, ERR_REFUSED,
		    "%s was merged or closed and takes no cases; hand them to "
		    "the hall that goes on (`sanji hall show %s`)",
		    json_member_text(hall, "name"), out->digits);
	json_decref(hall);
	return failed ? -1 : 0;
}

/* --- moving -------------------------------------------------------------- */

/* A row has the case's "id", "hall" and "number". */
static int
move_case(const struct actor *a, const json_t *row, const struct hall_code *to,
    const json_t *request, struct err *e)
{
	json_int_t version = json_member_integer(request, "version", -1);
	const char *typed = request_text(request, "version");
	struct engine_move m = {
	    .to = *to,
	    .type = "case",
	    .record = json_member_text(row, "id"),
	    .label = json_member_text(row, "number"),
	    .reason = request_text(request, "reason"),
	    .version = typed == NULL ? version : strtoll(typed, NULL, 10),
	};

	if (case_ledger(row, &m.from, e) != 0)
		return -1;
	return engine_move(a->engine, &m, a->now_s, e);
}

static int
move_rows(const struct actor *a, const json_t *rows, const struct hall_code *to,
    const json_t *request, json_t *moved, struct err *e)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row) {
		json_t *named;

		if (strcmp(json_member_text(row, "hall"), to->digits) == 0)
			continue;
		if (move_case(a, row, to, request, e) != 0)
			return err_wrap(
			    e, "%s", json_member_text(row, "number"));
		if (case_named(row, &named, e) != 0 ||
		    json_append_take(moved, named, e) != 0)
			return -1;
	}
	return 0;
}

/* All of them or none. */
static int
move_all(const struct actor *a, const json_t *rows, const struct hall_code *to,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *moved = json_array();
	int is_own = !store_is_in_transaction(engine_store(a->engine));
	int failed = moved == NULL ? err_nomem(e) : 0;

	if (!failed && is_own)
		failed = engine_begin(a->engine, e);
	if (!failed) {
		failed = move_rows(a, rows, to, request, moved, e);
		if (is_own && failed)
			engine_rollback(a->engine);
		else if (is_own)
			failed = engine_commit(a->engine, e);
	}
	if (!failed) {
		*out = json_pack("{s:s,s:O}", "to", to->digits, "cases", moved);
		failed = *out == NULL ? err_nomem(e) : 0;
	}
	json_decref(moved);
	return failed ? -1 : 0;
}

static int
move_found(const struct actor *a, const char *hall, int64_t person,
    const json_t *request, json_t **out, struct err *e)
{
	struct report_parameter p[] = {
	    {":hall", hall, 0}, {":person", NULL, person}};
	struct hall_code to;
	json_t *rows;
	int failed;

	if (find_to(a, request, &to, e) != 0)
		return -1;
	rows = store_report(
	    engine_store(a->engine), REPORT_CASES_TO_MOVE, p, COUNT_OF(p), e);
	if (rows == NULL)
		return -1;
	if (json_array_size(rows) == 0)
		failed = err_set(e, ERR_NOT_FOUND,
		    "this hall holds no case of that kind; nothing was moved");
	else
		failed = move_all(a, rows, &to, request, out, e);
	json_decref(rows);
	return failed;
}

/* --- what there is ------------------------------------------------------- */

static int
handover_case(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	struct hall_code to;
	int failed = row == NULL || find_to(a, request, &to, e) != 0 ||
		     move_case(a, row, &to, request, e) != 0 ||
		     case_named(row, out, e) != 0;

	(void)self;
	if (!failed)
		failed = json_put_take(*out, "to", json_string(to.digits), e);
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
handover_person(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	int64_t person;

	(void)self;
	if (lookups_of(a->engine, "id_number",
		request_text(request, "id_number"), &person, e) != 0)
		return -1;
	return move_found(a, "", person, request, out, e);
}

static int
handover_hall(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct hall_code from;

	(void)self;
	if (hall_named(a, request_text(request, "from"), &from, e) != 0)
		return -1;
	return move_found(a, from.digits, 0, request, out, e);
}

static const struct action_parameter case_parameters[] = {
    {"case", "number, or beginning of the id", 1},
    {"to", "hall it goes to, by name or region code", 1},
    {"reason", "reason", 0}, {NULL, NULL, 0}};

static const struct action_parameter person_parameters[] = {
    {"id_number", "identity number", 1},
    {"to", "hall it goes to, by name or region code", 1},
    {"reason", "reason", 0}, {NULL, NULL, 0}};

static const struct action_parameter hall_parameters[] = {
    {"from", "hall whose cases go, by name or region code", 1},
    {"to", "hall it goes to, by name or region code", 1},
    {"reason", "reason", 0}, {NULL, NULL, 0}};

const struct action handover_actions[] = {
    {"handover", "case", "hand a case over to another hall", NULL,
	case_parameters, "case",
	"sanji handover case 330421111205-01-20261123-0001-7 to=丁栅村 "
	"reason=申请人已迁居",
	handover_case},
    {"handover", "person", "hand over all cases of a person", NULL,
	person_parameters, NULL,
	"sanji handover person id_number=11010519491231002X to=丁栅村 "
	"reason=申请人已迁居",
	handover_person},
    {"handover", "hall", "hand over all cases of a hall", NULL, hall_parameters,
	"from", "sanji handover hall 北鹤村 to=丁栅村 reason=行政村合并",
	handover_hall},
    {.noun = NULL},
};
