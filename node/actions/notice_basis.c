/*
 * What a notice tells of: a reception, an acceptance, a decision.  Paper is
 * worth what that event is worth.
 */
#include <string.h>

#include "node/actions/notice_acts.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

#define BASES_MAX 3

/* The events each kind may tell of; the last one of a case is told of. */
static const struct {
	const char *kind;
	const char *events[BASES_MAX]; /* ends with NULL */
} bases[] = {
    {"receipt", {"case.received"}},
    {"acceptance", {"case.accepted"}},
    {"supplement", {"case.supplement_requested"}},
    {"promise", {"case.accepted", "case.converted"}},
    {"joint", {"case.accepted"}},
    {"returned", {"case.declined", "case.returned"}},
    {"urgent", {"case.urged"}},
    {"decision", {"case.decided"}},
    {"delivery", {"case.notice_issued"}},
};

static const char *const *
events_of(const struct notice_kind *kind)
{
	size_t i = 0;

	while (strcmp(bases[i].kind, kind->name) != 0)
		i++;
	return bases[i].events;
}

/* What is delivered against signature is not the receipt, nor the proof. */
static int
is_deliverable(const json_t *event)
{
	const char *kind = case_event_text(event, "kind");

	return strcmp(kind, "receipt") != 0 && strcmp(kind, "delivery") != 0 &&
	       strcmp(kind, "urgent") != 0;
}

static int
is_basis(const struct notice_kind *kind, const json_t *event)
{
	const char *const *kinds = events_of(kind);

	for (size_t i = 0; i < BASES_MAX && kinds[i] != NULL; i++)
		if (case_event_is(event, kinds[i]))
			return strcmp(kind->name, "delivery") != 0 ||
			       is_deliverable(event);
	return 0;
}

/* --- standing ------------------------------------------------------------- */

/* in_force, held or disputed; NULL if it stands no longer. */
static const char *
standing_of(const json_t *event)
{
	const char *status = json_member_text(event, "status");

	if (case_event_counts(event))
		return "in_force";
	if (strcmp(status, event_status_word(EVENT_HELD)) == 0 ||
	    strcmp(status, event_status_word(EVENT_FORKED)) == 0)
		return "held";
	if (strcmp(status, event_status_word(EVENT_CONFLICT)) == 0)
		return "disputed";
	return NULL;
}

static int
is_revoked(const json_t *row)
{
	size_t i;
	json_t *event;

	json_array_foreach (json_object_get(row, "events"), i, event)
		if (case_event_is(event, "case.revoked") &&
		    case_event_counts(event))
			return 1;
	return 0;
}

/* Of a proof of delivery it is that of the paper delivered. */
static const json_t *
ground_of(const json_t *row, const json_t *about)
{
	if (!case_event_is(about, "case.notice_issued"))
		return about;
	return case_event_counts(about)
		   ? case_event_named(row, case_event_text(about, "about"))
		   : NULL;
}

static int
check_ground(const struct notice_kind *kind, const json_t *row,
    const json_t *about, const char **standing_out, struct err *e)
{
	const json_t *ground = ground_of(row, about);

	*standing_out = ground == NULL ? NULL : standing_of(ground);
	if (*standing_out == NULL)
		return err_set(e, ERR_REFUSED,
		    "what this notice tells of stands no longer; see `sanji "
		    "case show %s`",
		    json_member_text(row, "number"));
	if (case_event_is(ground, "case.decided") && is_revoked(row))
		return err_set(e, ERR_REFUSED,
		    "the decision was revoked; its paper is not printed");
	return notice_kind_check_standing(kind, *standing_out, e);
}

int
notice_standing(const struct notice_found *f, const char **out, struct err *e)
{
	if (check_ground(f->kind, f->row, f->about, out, e) != 0)
		return -1;
	return case_event_counts(f->issued)
		   ? 0
		   : err_set(e, ERR_REFUSED,
			 "notice %s is not in force; see `sanji case show %s`",
			 case_event_text(f->issued, "number"),
			 json_member_text(f->row, "number"));
}

/* --- what there is to tell ------------------------------------------------ */

/* The last event the kind could tell of, if it counts or anyhow. */
static const json_t *
last_basis(const struct notice_kind *kind, const json_t *row, int must_count)
{
	const json_t *last = NULL;
	size_t i;
	json_t *event;

	json_array_foreach (json_object_get(row, "events"), i, event)
		if (is_basis(kind, event) &&
		    (!must_count || case_event_counts(event)))
			last = event;
	return last;
}

/* 即办 needs no paper; 联办 has parts. */
static int
check_facets(const struct notice_kind *kind, const json_t *about, struct err *e)
{
	const json_t *body = json_object_get(about, "body");
	const char *mode = json_member_text(body, "mode");

	if (strcmp(kind->name, "promise") == 0 && mode != NULL &&
	    strcmp(mode, "immediate") == 0)
		return err_set(e, ERR_REFUSED,
		    "this case is handled at once (即办); nothing is promised "
		    "on paper");
	if (strcmp(kind->name, "joint") == 0 &&
	    json_object_get(body, "parts") == NULL)
		return err_set(e, ERR_REFUSED,
		    "this case is no joint one (联办): it names no departments "
		    "that take part");
	return 0;
}

int
notice_basis(const struct notice_kind *kind, const json_t *row,
    const json_t **out, struct err *e)
{
	const json_t *any = last_basis(kind, row, 0);
	const char *standing = any == NULL ? NULL : standing_of(any);
	const struct record_type *t = record_type_named("case");

	*out = last_basis(kind, row, 1);
	if (*out != NULL)
		return check_ground(kind, row, *out, &standing, e) != 0
			   ? -1
			   : check_facets(kind, *out, e);
	if (standing != NULL &&
	    notice_kind_check_standing(kind, standing, e) != 0)
		return -1;
	return err_set(e, ERR_REFUSED,
	    "this case has nothing to put on a %s: no \"%s\" stands in it",
	    _(kind->title),
	    _(event_type_of_kind(t, events_of(kind)[0])->meaning));
}
