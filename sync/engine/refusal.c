#include "sync/engine/refusal.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"
#include "schema/store/record.h"

#define DAY_S 86400

struct refusal {
	struct engine *engine;
	uint32_t space;
	const struct store_event *event;
	const struct record_type *type;	     /* or NULL */
	const struct event_type *event_type; /* or NULL */
	const json_t *body;		     /* or NULL */
	struct err *said;
};

/* What people call what was to be written. */
static const char *
name_of(const struct refusal *r)
{
	return r->event_type == NULL ? r->event->kind
				     : _(r->event_type->meaning);
}

static int
list_one(struct buf *list, const char *word, struct err *e)
{
	return buf_printf(list, e, "%s%s", list->len == 0 ? "" : ", ", word);
}

/* By whom it is written, if not by this hall. */
static int
say_writers(const struct refusal *r)
{
	unsigned writers = r->event_type->writers;
	const char *clause = r->event_type->clause;
	struct buf list = BUF_INIT;
	int failed =
	    (writers & WRITER_OWN &&
		list_one(&list, _("the hall whose record it is"), r->said)) ||
	    (writers & WRITER_ABOVE &&
		list_one(&list, _("a hall above it"), r->said)) ||
	    (writers & WRITER_ROOT &&
		list_one(&list, _("the county"), r->said));

	if (!failed && clause != NULL)
		failed = err_set(r->said, ERR_REFUSED,
		    "%s: this hall may not write that there; it is for: %s "
		    "(%s)",
		    name_of(r), buf_text(&list), _(clause));
	else if (!failed)
		failed = err_set(r->said, ERR_REFUSED,
		    "%s: this hall may not write that there; it is for: %s",
		    name_of(r), buf_text(&list));
	buf_free(&list);
	return failed;
}

static void
say_noauth(const struct refusal *r)
{
	if (strcmp(r->event->reason, "writer") == 0 && r->event_type != NULL)
		(void)say_writers(r);
	else
		(void)err_set(r->said, ERR_REFUSED,
		    "%s: this hall has no power that covers it (RULES A1); "
		    "see `sanji power list`",
		    name_of(r));
}

/* --- powers --------------------------------------------------------------- */

/* The grant of the power the event names, or NULL. */
static const json_t *
grant_of(const struct refusal *r)
{
	const char *id = json_member_text(r->body, "power");
	const struct power *p =
	    id == NULL ? NULL : authority_power(&r->engine->authority, id);

	return p == NULL ? NULL : p->granted;
}

/* What nobody can tell when the view is so old, and what to do (RULES A9). */
static int
say_view(const struct refusal *r)
{
	json_int_t most = json_member_integer(grant_of(r), "view_days", 0);
	int64_t age_s;

	if (most == 0 ||
	    engine_view_age(r->engine, r->event->at.time, &age_s, r->said) != 0)
		return 0;
	if (age_s <= most * DAY_S)
		return 0;
	(void)err_set(r->said, ERR_REFUSED,
	    "what this hall knows of the county's gazette is %lld days old, "
	    "and this power allows %lld (RULES A9); connect, or take in a "
	    "stick from the county, and decide then; cases can be taken in "
	    "and accepted meanwhile",
	    (long long)(age_s / DAY_S), (long long)most);
	return 1;
}

static void
say_held(const struct refusal *r)
{
	if (strcmp(r->event->reason, "RULES A9") == 0 && say_view(r))
		return;
	(void)err_set(r->said, ERR_REFUSED,
	    "%s: the power has ended or is not valid today; ask the county",
	    name_of(r));
}

/* Revoked, or suspended; or its member is. */
static void
say_ended(const struct refusal *r)
{
	(void)err_set(r->said, ERR_REFUSED,
	    grant_of(r) == NULL
		? "%s: this hall is no member any more (RULES A5); ask the "
		  "hall above"
		: "%s: the power was taken back or is suspended (RULES A5); "
		  "see `sanji power list`",
	    name_of(r));
}

/* --- everything else ------------------------------------------------------ */

static void
say_status(const struct refusal *r)
{
	(void)err_set(r->said, ERR_REFUSED,
	    "%s would not come into force: %s (%s)", name_of(r),
	    _(event_status_word((enum event_status)r->event->status)),
	    _(r->event->reason));
}

/* What its record is, so that the step is not possible. */
static int
say_state(const struct refusal *r)
{
	const char *name = json_member_text(r->body, EVENT_ON);
	struct store_record record = {.state = 0};
	const char *clause = r->event_type->clause;
	struct buf list = BUF_INIT;
	int failed = 0;

	if (name != NULL && store_record_find(r->engine->store, r->space,
				r->type->name, name, &record, r->said) < 0)
		return -1;
	for (unsigned i = 0; !failed && r->type->states[i] != NULL; i++)
		if (r->event_type->from & STATE(i))
			failed =
			    list_one(&list, _(r->type->states[i]), r->said);
	if (!failed && clause != NULL)
		failed = err_set(r->said, ERR_REFUSED,
		    "%s: not possible, since the %s is %s; it is possible "
		    "when it is: %s (%s)",
		    name_of(r), _(r->type->meaning),
		    _(r->type->states[record.state]), buf_text(&list),
		    _(clause));
	else if (!failed)
		failed = err_set(r->said, ERR_REFUSED,
		    "%s: not possible, since the %s is %s; it is possible "
		    "when it is: %s",
		    name_of(r), _(r->type->meaning),
		    _(r->type->states[record.state]), buf_text(&list));
	buf_free(&list);
	return failed;
}

/* By a guard of its type, or because of the state; 0 if by neither. */
static int
say_rule(const struct refusal *r)
{
	const struct store_event *ev = r->event;

	if (r->type == NULL || r->event_type == NULL)
		return 0;
	if (guard_text(r->type, ev->reason) != NULL) {
		(void)err_set(r->said, ERR_REFUSED, "%s: not possible; %s",
		    name_of(r), _(guard_text(r->type, ev->reason)));
		return 1;
	}
	if (ev->status != EVENT_BLOCKED &&
	    strcmp(ev->reason, "transition") != 0)
		return 0;
	(void)say_state(r);
	return 1;
}

static void
say_why(const struct refusal *r)
{
	switch ((enum event_status)r->event->status) {
	case EVENT_UNKNOWN:
		(void)err_set(r->said, ERR_REFUSED, "there is no event \"%s\"",
		    name_of(r));
		break;
	case EVENT_NOAUTH:
		say_noauth(r);
		break;
	case EVENT_HELD:
		say_held(r);
		break;
	default:
		if (strcmp(r->event->reason, "RULES A5") == 0)
			say_ended(r);
		else if (strcmp(r->event->reason, "RULES A8") == 0)
			(void)err_set(r->said, ERR_REFUSED,
			    "%s: this hall has handed the power back (RULES "
			    "A8)",
			    name_of(r));
		else if (!say_rule(r))
			say_status(r);
	}
}

void
refusal_say(struct engine *g, uint32_t space, const struct store_event *ev,
    struct err *said)
{
	const struct record_type *t = record_type_of_kind(ev->kind);
	json_t *body = json_read(ev->body.bytes, ev->body.len, said);
	struct refusal r = {
	    .engine = g,
	    .space = space,
	    .event = ev,
	    .type = t,
	    .event_type = t == NULL ? NULL : event_type_of_kind(t, ev->kind),
	    .body = body,
	    .said = said,
	};

	if (r.event_type == NULL || body == NULL ||
	    event_check_sealed(r.event_type, body, said) == 0)
		say_why(&r);
	json_decref(body);
}
