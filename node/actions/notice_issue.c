/*
 * Issuing a notice: a number of its own, the event it tells of, and the day
 * it promises, which binds from then on.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/notice_acts.h"
#include "node/actions/number.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"
#include "schema/store/node.h"

/* The kinds a day is promised on. */
static int
promises(const struct notice_kind *kind)
{
	static const char *const kinds[] = {
	    "acceptance", "promise", "joint", "urgent"};

	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (strcmp(kind->name, kinds[i]) == 0)
			return 1;
	return 0;
}

/*
 * What a citizen holds binds, whatever was worked out since, unless a notice
 * promises an earlier day.
 */
static const char *
due_day(const json_t *row)
{
	const json_t *deadline = json_object_get(row, "deadline");
	const char *printed = json_member_text(deadline, "printed_due");
	const char *promise = json_member_text(deadline, "promise_due");

	if (printed == NULL || promise == NULL)
		return printed == NULL ? promise : printed;
	return strcmp(printed, promise) < 0 ? printed : promise;
}

/* One paper of each kind for one event: two would be two originals. */
static int
check_once(const struct notice_kind *kind, const json_t *row, const char *about,
    struct err *e)
{
	size_t i;
	json_t *event;

	json_array_foreach (json_object_get(row, "events"), i, event) {
		const char *of = case_event_text(event, "about");

		if (!case_event_is(event, "case.notice_issued") ||
		    !case_event_counts(event) || of == NULL ||
		    strcmp(of, about) != 0 ||
		    strcmp(case_event_text(event, "kind"), kind->name) != 0)
			continue;
		return err_set(e, ERR_REFUSED,
		    "this case has its %s already: print it with `sanji "
		    "notice print %s`",
		    _(kind->title), case_event_text(event, "number"));
	}
	return 0;
}

static int
next_number(const struct actor *a, const struct notice_kind *kind,
    char out[NOTICE_NUMBER_MAX], struct err *e)
{
	const struct engine_identity *id = engine_identity(a->engine);
	uint64_t sequence;

	if (store_node_next_of(
		engine_store(a->engine), kind->code, &sequence, e) != 0)
		return -1;
	notice_number(&id->hall, id->life.number, kind->code, sequence, out);
	return 0;
}

/* The event, but for its number; a new reference. */
static json_t *
compose(const struct action *self, const json_t *request, const json_t *row,
    const struct notice_kind *kind, const json_t *about, struct err *e)
{
	json_t *event =
	    request_event(self, json_member_text(row, "id"), request, e);
	const char *due = promises(kind) ? due_day(row) : NULL;
	char id[EVENT_ID_TEXT_MAX];
	int failed = event == NULL;

	case_event_id(about, id);
	if (!failed)
		failed = check_once(kind, row, id, e);
	if (!failed)
		failed = json_put_take(event, "about", json_string(id), e);
	if (!failed && due != NULL)
		failed = json_put_take(event, "due_date", json_string(due), e);
	if (failed) {
		json_decref(event);
		return NULL;
	}
	return event;
}

/* Number it and write it (reference taken), both or neither. */
static int
write_take(const struct actor *a, const json_t *request, const json_t *row,
    const struct notice_kind *kind, json_t *event,
    char number[NOTICE_NUMBER_MAX], struct err *e)
{
	int is_own = !store_is_in_transaction(engine_store(a->engine));
	struct space_name ledger;
	int failed = event == NULL || case_ledger(row, &ledger, e) != 0 ||
		     (is_own && engine_begin(a->engine, e) != 0);

	if (failed) {
		json_decref(event);
		return -1;
	}
	failed = next_number(a, kind, number, e) != 0 ||
		 json_put_take(event, "number", json_string(number), e) != 0 ||
		 write_event_take(a, &ledger, json_incref(event), number,
		     request, "case", e) != 0;
	json_decref(event);
	if (failed && is_own)
		engine_rollback(a->engine);
	else if (is_own)
		failed = engine_commit(a->engine, e);
	return failed ? -1 : 0;
}

static const struct notice_kind *
kind_of(const struct action *self, const json_t *request, struct err *e)
{
	const struct event_type *et =
	    event_type_of_kind(record_type_of_kind(self->event), self->event);
	const struct field_type *f = field_type_named(et, "kind");
	const json_t *given = json_object_get(request, f->name);

	if (given == NULL) {
		(void)err_set(e, ERR_FORMAT, "%s needs %s (%s)", et->kind,
		    f->name, _(f->meaning));
		return NULL;
	}
	return field_check(f, given, e) != 0
		   ? NULL
		   : notice_kind_named(json_string_value(given));
}

/* True if its day rests on a year whose holidays nobody knows yet, which
 * whoever hands it out should hear; else NULL. */
static json_t *
assumed(const json_t *row)
{
	const json_t *deadline = json_object_get(row, "deadline");

	return json_is_true(json_object_get(deadline, "assumed")) ? json_true()
								  : NULL;
}

int
notice_issue(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const struct notice_kind *kind = kind_of(self, request, e);
	json_t *rows = NULL, *row;
	const json_t *about;
	char number[NOTICE_NUMBER_MAX];
	int failed = -1;

	if (kind == NULL)
		return -1;
	row = case_find(a, request, &rows, e);
	if (row != NULL && case_put_events(a, row, e) == 0 &&
	    case_put_deadline(a, row, e) == 0 &&
	    notice_basis(kind, row, &about, e) == 0)
		failed = write_take(a, request, row, kind,
		    compose(self, request, row, kind, about, e), number, e);
	if (!failed) {
		*out = json_pack("{s:s,s:s,s:s,s:s*,s:o*}", "notice", number,
		    "kind", kind->name, "case", json_member_text(row, "number"),
		    "due_date", promises(kind) ? due_day(row) : NULL, "assumed",
		    promises(kind) ? assumed(row) : NULL);
		failed = *out == NULL ? err_nomem(e) : 0;
	}
	json_decref(rows);
	return failed;
}
