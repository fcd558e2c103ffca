/*
 * task (任务): the cases that wait for a decision of this hall, the most
 * pressing first, and which colleague has taken one into hand.
 *
 * A claim is this hall's own, like its users: nothing is signed, nobody else
 * hears of it, and it forbids nothing.  What counts is the decision.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/hall_named.h"
#include "node/actions/nouns.h"
#include "node/actions/person.h"
#include "node/actions/power.h"
#include "schema/base/json.h"
#include "schema/records/case_type.h"
#include "schema/store/claim.h"

#define ROWS_USUAL 50

/* A claim nobody gave back is forgotten after a year. */
#define CLAIM_KEPT_S (INT64_C(366) * 86400)

static const char *
self_of(const struct actor *a)
{
	if (a->user != NULL)
		return a->user->name;
	return a->account == NULL ? "hall.key" : a->account;
}

/* --- whose ---------------------------------------------------------------- */

static int
is_mine(const struct actor *a, const json_t *claim)
{
	const char *who = json_member_text(claim, "who");

	return who != NULL && strcmp(who, self_of(a)) == 0;
}

static int
put_claim(const struct actor *a, json_t *row, struct err *e)
{
	json_t *claim = store_claim_read(
	    engine_store(a->engine), json_member_text(row, "id"), e);

	if (claim == NULL)
		return -1;
	if (json_is_object(claim) &&
	    json_put_take(claim, "mine", json_boolean(is_mine(a, claim)), e) !=
		0) {
		json_decref(claim);
		return -1;
	}
	return json_put_take(row, "claim", claim, e);
}

/* --- the list ------------------------------------------------------------- */

/* What the page shows of one beside what is due. */
static int
complete(
    const struct actor *a, const json_t *powers, json_t *row, struct err *e)
{
	char hall[HALL_NAME_MAX];

	hall_name_at(a, json_member_text(row, "hall"),
	    json_member_integer(row, "received_time", 0), hall);
	return case_put_power(a, powers, row, row, e) != 0 ||
		       json_put_take(row, "hall_name", json_string(hall), e) !=
			   0 ||
		       person_open_row(a, row, e) != 0 ||
		       case_open_columns(row, e) != 0
		   ? -1
		   : 0;
}

/* mine: those in my hands; free: those in nobody's. */
static const char *
claimed_by(const struct actor *a, const json_t *request)
{
	const char *whose = request_text(request, "whose");

	if (whose == NULL)
		return NULL;
	return strcmp(whose, "mine") == 0 ? self_of(a) : "";
}

static json_t *
find_waiting(const struct actor *a, const json_t *request, struct err *e)
{
	const char *most = request_text(request, "most");
	struct due_search q = {.hall = "",
	    .states = CASE_AT_WORK,
	    .claimed_by = claimed_by(a, request),
	    .due = -1,
	    .record = -1,
	    .most = most == NULL ? ROWS_USUAL : strtoll(most, NULL, 10)};

	return case_list_due(a, &q, e);
}

static int
check_whose(const json_t *request, struct err *e)
{
	const char *whose = request_text(request, "whose");

	if (whose == NULL || strcmp(whose, "mine") == 0 ||
	    strcmp(whose, "free") == 0)
		return 0;
	(void)err_set(e, ERR_FORMAT, "%s is \"%s\"; it must be one of: %s",
	    "whose", whose, "mine, free");
	return err_in_field(e, "whose");
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows, *powers, *row;
	int failed;
	size_t i;

	(void)self;
	if (check_whose(request, e) != 0)
		return -1;
	rows = find_waiting(a, request, e);
	powers = rows == NULL ? NULL : power_rows(a, e);
	failed = powers == NULL;
	json_array_foreach (rows, i, row)
		if (!failed)
			failed = put_claim(a, row, e) != 0 ||
				 complete(a, powers, row, e) != 0;
	json_decref(powers);
	if (failed) {
		json_decref(rows);
		return -1;
	}
	*out = rows;
	return 0;
}

/* --- taking one into hand ------------------------------------------------- */

/* Who has the case of the row in hand, a new object or JSON null. */
static json_t *
claim_of(const struct actor *a, const json_t *row, struct err *e)
{
	return store_claim_read(
	    engine_store(a->engine), json_member_text(row, "id"), e);
}

static int
check_free(const struct actor *a, const json_t *row, struct err *e)
{
	json_t *claim = claim_of(a, row, e);
	int failed = claim == NULL;

	if (!failed && json_is_object(claim) && !is_mine(a, claim))
		failed = err_set(e, ERR_REFUSED,
		    "%s has taken case %s into hand; whoever takes over gives "
		    "it back first with `sanji task release`",
		    json_member_text(claim, "full_name"), row_label(row));
	json_decref(claim);
	return failed ? -1 : 0;
}

static int
check_waits(const json_t *row, struct err *e)
{
	unsigned state = (unsigned)json_member_integer(row, "state", 0);

	return CASE_AT_WORK & STATE(state)
		   ? 0
		   : err_set(e, ERR_REFUSED,
			 "case %s does not wait for a decision; see `sanji "
			 "case show %s`",
			 row_label(row), row_label(row));
}

/* Put or drop the claim on the case of a row, as the verb says. */
static int
change(const struct actor *a, const struct action *self, const json_t *row,
    struct err *e)
{
	struct store *s = engine_store(a->engine);
	const char *id = json_member_text(row, "id");

	if (strcmp(self->verb, "release") == 0)
		return store_claim_drop(s, id, e) < 0 ? -1 : 0;
	return check_waits(row, e) != 0 || check_free(a, row, e) != 0 ||
		       store_claim_put(s, id, self_of(a), a->now_s,
			   a->now_s - CLAIM_KEPT_S, e) != 0
		   ? -1
		   : 0;
}

static int
claim(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	int is_own, failed = row == NULL;

	if (!failed && action_begin(a, &is_own, e) == 0)
		failed =
		    action_end(a, is_own, change(a, self, row, e) != 0, e) != 0;
	else
		failed = 1;
	if (!failed)
		failed = case_named(row, out, e) != 0;
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- what there is -------------------------------------------------------- */

static const struct action_parameter list_parameters[] = {
    {"whose", "mine (in my hands) or free (in nobody's)", 0},
    {"most", "how many at most (50)", 0}, {NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"case", "number, or beginning of the id", 1}, {NULL, NULL, 0}};

const struct action task_actions[] = {
    {"task", "list", "cases that wait for a decision, the first due first",
	NULL, list_parameters, NULL, "sanji task list whose=mine", list},
    {"task", "claim", "take a case to decide into hand", NULL, which, "case",
	"sanji task claim 330421111205-01-20261123-0001-7", claim},
    {"task", "release", "give a case back to be taken by a colleague", NULL,
	which, "case", "sanji task release 330421111205-01-20261123-0001-7",
	claim},
    {.noun = NULL},
};
