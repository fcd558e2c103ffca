/*
 * track: what a citizen may know who shows case number and query code: how
 * the case stands, when it is due, what is missing.  Nothing of a person.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "schema/base/json.h"
#include "sync/engine/query_code.h"

/* --- whether they belong together ---------------------------------------- */

static int
has_number(const json_t *row, const char *number)
{
	return strcmp(json_member_text(row, "number"), number) == 0;
}

/* Whether it is the code on the slip of that case. */
static int
is_on_slip(const struct actor *a, const json_t *row, const char *code)
{
	struct query_code own;
	struct err ignored = ERR_INIT;

	return code != NULL &&
	       query_code_of(a->engine, json_member_integer(row, "record", 0),
		   json_member_text(row, "number"), &own, &ignored) == 1 &&
	       strcmp(own.digits, code) == 0;
}

/*
 * The case of exactly that number, borrowed from *rows_out; NULL: none.  A
 * copied hall may have given one number twice, and the code says which case.
 */
static json_t *
case_numbered(const struct actor *a, const json_t *request, json_t **rows_out)
{
	const char *number = request_text(request, "number");
	struct report_parameter p = {":text", number, 0};
	struct err unsaid = ERR_INIT;
	json_t *found = NULL, *row;
	size_t i;

	*rows_out = store_report(
	    engine_store(a->engine), REPORT_CASE_FIND, &p, 1, &unsaid);
	json_array_foreach (*rows_out, i, row)
		if (has_number(row, number) &&
		    (found == NULL ||
			is_on_slip(a, row, request_text(request, "code"))))
			found = row;
	return found;
}

/* One answer to all that is wrong: which numbers exist is not told. */
static int
say_wrong(enum query_verdict verdict, struct err *e)
{
	if (verdict == QUERY_TOO_OFTEN)
		return err_set(e, ERR_REFUSED,
		    "too many wrong query codes; try again in an hour, or ask "
		    "at the window");
	return err_set(e, ERR_REFUSED,
	    "there is no case with this number and this query code; both "
	    "stand on the receipt, and a case that was handed over answers at "
	    "the hall it went to, or at one above");
}

static int
check_code(const struct actor *a, const json_t *request, const json_t *row,
    struct err *e)
{
	enum query_verdict verdict;

	if (query_code_try(a->engine, json_member_integer(row, "record", 0),
		request_text(request, "number"), request_text(request, "code"),
		a->now_s, &verdict, e) != 0)
		return -1;
	return verdict == QUERY_FITS ? 0 : say_wrong(verdict, e);
}

/* --- the answer ---------------------------------------------------------- */

static int
copy(const json_t *from, json_t *to, const char *name, struct err *e)
{
	json_t *value = json_object_get(from, name);

	if (value == NULL)
		return 0;
	return json_object_set(to, name, value) != 0 ? err_nomem(e) : 0;
}

static int
put_due(const json_t *row, json_t *out, struct err *e)
{
	const json_t *deadline = json_object_get(row, "deadline");
	json_t *due = json_object_get(deadline, "printed_due");

	if (due == NULL)
		due = json_object_get(deadline, "promise_due");
	if (due != NULL && json_object_set(out, "due", due) != 0)
		return err_nomem(e);
	if (json_object_set(out, "clock", json_object_get(deadline, "state")) !=
	    0)
		return err_nomem(e);
	return 0;
}

static int
answer(const struct actor *a, json_t *row, json_t **out, struct err *e)
{
	static const char *const told[] = {
	    "number", "item", "item_name", "hall", "received_time", "outcome"};
	const struct record_type *t = record_type_named("case");
	json_t *missing;
	int failed;

	if (case_put_events(a, row, e) != 0 ||
	    case_put_deadline(a, row, e) != 0)
		return -1;
	missing = case_names(row, "asked", e);
	if (missing == NULL)
		return -1;
	*out = json_pack("{s:s,s:o}", "state",
	    record_state_word(t, json_member_integer(row, "state", 0)),
	    "missing", missing);
	failed = *out == NULL ? err_nomem(e) : put_due(row, *out, e);
	for (size_t i = 0; i < COUNT_OF(told) && !failed; i++)
		failed = copy(row, *out, told[i], e);
	return failed;
}

int
case_track(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL;
	json_t *row = case_numbered(a, request, &rows);
	int failed =
	    check_code(a, request, row, e) != 0 || answer(a, row, out, e) != 0;

	(void)self;
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- for the slip -------------------------------------------------------- */

int
case_put_query_code(const struct actor *a, json_t *row, struct err *e)
{
	struct query_code code;
	int known =
	    query_code_of(a->engine, json_member_integer(row, "record", 0),
		json_member_text(row, "number"), &code, e);

	if (known != 1)
		return known;
	return json_put_take(row, "query_code", json_string(code.digits), e);
}
