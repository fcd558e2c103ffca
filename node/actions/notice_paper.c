/*
 * What stands on the paper: from the case, from what the notice tells of,
 * from the item as it was when the case was taken in, and from the power.
 *
 * Only what was known when the notice was issued takes part, but for the
 * applicant's own data and the standing, so that a reprint says what the
 * first print said.
 */
#include <string.h>

#include "node/actions/notice_acts.h"
#include "node/actions/notice_parts.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"

/* --- whose name ----------------------------------------------------------- */

static int
is(const struct paper *p, const char *kind)
{
	return strcmp(p->found->kind->name, kind) == 0;
}

/* Who decided, who ordered; else who issues. */
static const char *
acting_hall(const struct paper *p)
{
	const json_t *by = is(p, "decision") || is(p, "urgent")
			       ? p->found->about
			       : p->found->issued;

	return json_member_text(by, "hall");
}

/* The legal subject answers for it (行政许可法 22, 23) by its full name; the
 * short name of its department stands where the item names none. */
static const char *
answers_for(const json_t *item)
{
	const char *subject = json_member_text(item, "subject");

	return subject != NULL ? subject : json_member_text(item, "department");
}

/* The hall that received stays that, wherever the case has moved since. */
static void
put_halls(struct paper *p)
{
	const char *hall =
	    json_member_text(paper_last(p, "case.received"), "hall");
	const char *acting = acting_hall(p);

	if (hall == NULL)
		hall = json_member_text(p->found->row, "hall");
	paper_hall(p, "hall", hall);
	if (strcmp(hall, acting) != 0)
		paper_hall(p, "issuing_hall", acting);
	paper_text(p, "department", answers_for(p->item));
}

/* A decision names its power; before, it is the one the hall acts by. */
static void
put_power(struct paper *p)
{
	const char *named = case_event_text(p->found->about, "power");
	const json_t *power =
	    named != NULL ? paper_power_named(p, named)
	    : is(p, "decision")
		? NULL
		: paper_power_of(p, acting_hall(p),
		      json_member_integer(p->found->issued, "time", 0));

	if (power == NULL)
		return;
	paper_take(p, "power",
	    json_pack("{s:s,s:s,s:s}", "number", json_member_text(power, "id"),
		"basis", json_member_text(power, "basis"), "mode",
		json_member_text(power, "mode")));
	/* Whose power it is goes before whose item it is. */
	if (json_object_get(power, "department") != NULL)
		paper_text(
		    p, "department", json_member_text(power, "department"));
}

/* --- what each kind says ---------------------------------------------------
 */

static void
put_receipt(struct paper *p)
{
	paper_pieces(p, PIECES_SUPPLIED);
}

static void
put_acceptance(struct paper *p)
{
	paper_day(p, "accepted", p->found->about);
	paper_copy(p, "promise_days", p->found->about, "promise_days");
	paper_pieces(p, PIECES_ALL);
}

static void
put_supplement(struct paper *p)
{
	const json_t *body = json_object_get(p->found->about, "body");

	paper_named_pieces(p, json_object_get(body, "pieces"), "missing");
	paper_copy(p, "supplement_by", p->found->about, "by");
	paper_text(p, "reason", case_event_text(p->found->about, "reason"));
}

static void
put_promise(struct paper *p)
{
	paper_day(p, "accepted", paper_last(p, "case.accepted"));
	paper_copy(p, "promise_days", p->found->about, "promise_days");
}

static void
put_joint(struct paper *p)
{
	paper_day(p, "accepted", p->found->about);
	paper_departments(p);
}

static void
put_returned(struct paper *p)
{
	paper_text(p, "reason", case_event_text(p->found->about, "reason"));
}

static void
put_urgent(struct paper *p)
{
	paper_text(p, "order", case_event_text(p->found->about, "order"));
	paper_copy(p, "promise_days", p->found->about, "promise_days");
	paper_text(p, "reason", case_event_text(p->found->about, "reason"));
}

static void
put_decision(struct paper *p)
{
	const json_t *about = p->found->about;

	paper_day(p, "decided", about);
	paper_copy(p, "outcome", about, "outcome");
	paper_text(p, "result", case_event_text(about, "result"));
	paper_text(p, "reason", case_event_text(about, "reason"));
	paper_named_pieces(p,
	    json_object_get(json_object_get(about, "body"), "missing"),
	    "deferred");
	paper_departments(p);
}

/* The name of what is delivered, in the paper's language, and its number. */
static void
put_delivery(struct paper *p)
{
	const struct notice_kind *kind =
	    notice_kind_named(case_event_text(p->found->about, "kind"));
	enum words_language of_operator = words_chosen();
	const char *language = json_member_text(p->out, "language");

	words_choose(language != NULL && strcmp(language, "en") == 0
			 ? WORDS_EN
			 : WORDS_ZH);
	paper_take(p, "document",
	    json_sprintf("%s %s", _(kind->title),
		case_event_text(p->found->about, "number")));
	words_choose(of_operator);
}

static void
put_kind(struct paper *p)
{
	static const struct {
		const char *kind;
		void (*put)(struct paper *p);
	} kinds[] = {
	    {"receipt", put_receipt},
	    {"acceptance", put_acceptance},
	    {"supplement", put_supplement},
	    {"promise", put_promise},
	    {"joint", put_joint},
	    {"returned", put_returned},
	    {"urgent", put_urgent},
	    {"decision", put_decision},
	    {"delivery", put_delivery},
	};

	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (is(p, kinds[i].kind))
			kinds[i].put(p);
}

/* --- what every paper says -------------------------------------------------
 */

/* Which copy, typed or as a number; 0 for all. */
static int
put_choice(struct paper *p, const json_t *request)
{
	static const struct field_type copy = {.name = "copy",
	    .form = FIELD_INTEGER,
	    .min = 1,
	    .max = NOTICE_COPIES_MAX};
	const char *typed = json_member_text(request, "copy");
	json_t *given = json_incref(json_object_get(request, "copy"));

	if (typed != NULL) {
		json_decref(given);
		given = field_parse(&copy, typed, p->e);
		if (given == NULL)
			return -1;
	}
	paper_take(p, "copy", given);
	paper_text(p, "language", json_member_text(request, "language"));
	return 0;
}

static void
put_case(struct paper *p)
{
	const json_t *issued = p->found->issued;

	paper_text(p, "kind", p->found->kind->name);
	paper_text(p, "number", case_event_text(issued, "number"));
	paper_day(p, "issued", issued);
	paper_text(p, "case_number", json_member_text(p->found->row, "number"));
	paper_take(p, "item",
	    json_pack("{s:s,s:s}", "name", json_member_text(p->item, "name"),
		"code", json_member_text(p->found->row, "item")));
	paper_day(p, "received", paper_last(p, "case.received"));
	paper_text(p, "due_date", case_event_text(issued, "due_date"));
	paper_take(p, "recipients",
	    json_incref(json_object_get(
		json_object_get(issued, "body"), "recipients")));
}

/* Who decides about a right is named in full; else what tells one citizen
 * from another is hidden in part. */
static void
put_person(struct paper *p)
{
	paper_applicant(p,
	    p->found->kind->flags & NOTICE_FINAL ? PERSON_FULL : PERSON_MASKED);
}

int
notice_paper(const struct actor *a, const struct notice_found *f,
    const json_t *request, json_t **out, struct err *e)
{
	struct paper p = {.actor = a, .found = f, .out = json_object(), .e = e};
	const char *standing;

	p.failed = p.out == NULL ? err_nomem(e)
				 : notice_standing(f, &standing, e) != 0 ||
				       paper_open(&p) != 0 ||
				       put_choice(&p, request) != 0;
	if (!p.failed) {
		put_case(&p);
		put_person(&p);
		paper_query_code(&p);
		put_halls(&p);
		put_power(&p);
		put_kind(&p);
		paper_text(&p, "standing", standing);
	}
	paper_close(&p);
	if (p.failed) {
		json_decref(p.out);
		return -1;
	}
	*out = p.out;
	return 0;
}
