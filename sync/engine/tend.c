/*
 * What this hall owes to records that have moved, looked at whenever one of
 * their two sides changed:
 *
 *  1. the root writes the half of a move that is missing, or covers the one
 *     that is held (RULES H4);
 *  2. a hall that writes in both ledgers says again in the new one what stands
 *     in the old one and has not arrived (H2, H3);
 *  3. the hall a record left destroys its keys and says that it did.
 *
 * Each is asked again after something was written; all of it comes to rest.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/store/piece.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/handover.h"
#include "sync/engine/moving.h"

/* Writes for one record in one go; what is left waits for the next. */
#define ROUNDS_MAX 8

/* Other ledgers of one record. */
#define OTHERS_MAX 32

/* The two sides of a record that moved, as they are now. */
struct sides {
	struct engine *engine;
	struct dossier old;
	struct dossier new;
	size_t self;
	int64_t time_s;
	size_t *written;
};

static size_t
self_of(const struct engine *g)
{
	return authority_hall(&g->authority, &g->identity.hall);
}

static const char *
member(const struct dossier *d, size_t i, const char *name)
{
	return json_member_text(dossier_event(d, i)->body, name);
}

static struct moving
moving_of(const struct sides *s, const char *id)
{
	struct moving m = {.engine = s->engine,
	    .old = &s->old,
	    .new = &s->new,
	    .time_s = s->time_s};

	(void)snprintf(m.id, sizeof(m.id), "%s", id);
	return m;
}

/* --- halves (RULES H4) --------------------------------------------------- */

static int
is_held(const struct dossier *d, size_t i)
{
	return dossier_event(d, i)->status == EVENT_HELD;
}

/* Whether the record left, and nobody can say that it arrived. */
static int
lacks_arrival(const struct dossier *old, const struct dossier *new)
{
	size_t left = dossier_left(old);

	return left != DOSSIER_NONE &&
	       strcmp(member(old, left, "to"), new->space.hall.digits) == 0 &&
	       dossier_half(new, EFFECT_ENTERS, member(old, left, "move")) ==
		   DOSSIER_NONE;
}

/*
 * Two halls moved it to and fro and did not know of each other, so that it
 * left both: the way back counts if it is shown over the other (RULES O4).
 */
static int
goes_back(const struct sides *s)
{
	return lacks_arrival(&s->new, &s->old) &&
	       fold_compare_shown(dossier_event(&s->new, dossier_left(&s->new)),
		   dossier_event(&s->old, dossier_left(&s->old))) > 0;
}

/* The half in one ledger that is held while its twin in the other stands. */
static size_t
find_held(const struct dossier *d, enum event_effect effect,
    const struct dossier *other, enum event_effect twin)
{
	for (size_t i = 0; i < other->relation.count; i++) {
		const struct fold_event *ev = dossier_event(other, i);
		size_t half;

		if (ev->type == NULL || ev->type->effect != twin ||
		    !event_status_is_in_force(ev->status))
			continue;
		half =
		    dossier_half(d, effect, json_member_text(ev->body, "move"));
		if (half != DOSSIER_NONE && is_held(d, half))
			return half;
	}
	return DOSSIER_NONE;
}

/* The record left: it has to have arrived.  1 if something was written. */
static int
complete_arrival(struct sides *s, struct err *e)
{
	size_t left = dossier_left(&s->old);
	size_t held = find_held(&s->new, EFFECT_ENTERS, &s->old, EFFECT_LEAVES);
	struct moving m = moving_of(s, "");
	int failed = 0;

	if (lacks_arrival(&s->old, &s->new) && !goes_back(s)) {
		m = moving_of(s, member(&s->old, left, "move"));
		failed = moving_write_in(&m, left, e);
	} else if (held != DOSSIER_NONE) {
		failed = moving_write_cover(&m, &s->new, held, e);
	}
	*s->written += m.written;
	return failed ? -1 : m.written > 0;
}

/* Whether the record is in the new ledger, and nobody said that it left. */
static int
lacks_leaving(const struct sides *s, size_t in)
{
	return in != DOSSIER_NONE && dossier_left(&s->new) == DOSSIER_NONE &&
	       dossier_left(&s->old) == DOSSIER_NONE &&
	       s->old.folded.state != 0 &&
	       strcmp(member(&s->new, in, "from"), s->old.space.hall.digits) ==
		   0 &&
	       dossier_half(&s->old, EFFECT_LEAVES,
		   member(&s->new, in, "move")) == DOSSIER_NONE;
}

/* The record is here: it has to have left.  1 if something was written. */
static int
complete_leaving(struct sides *s, struct err *e)
{
	size_t in = dossier_entered(&s->new);
	size_t held = find_held(&s->old, EFFECT_LEAVES, &s->new, EFFECT_ENTERS);
	struct moving m = moving_of(s, "");
	int failed = 0;

	if (held != DOSSIER_NONE) {
		failed = moving_write_cover(&m, &s->old, held, e);
	} else if (lacks_leaving(s, in)) {
		m = moving_of(s, member(&s->new, in, "move"));
		failed = moving_write_out(&m, NULL, e);
	}
	*s->written += m.written;
	return failed ? -1 : m.written > 0;
}

/* --- acts (RULES H2, H3) ------------------------------------------------- */

/* Whether saying the act again is for this hall to do. */
static int
may_say(const struct sides *s, const struct fold_event *ev)
{
	const struct hall *self = &s->engine->authority.halls[s->self];

	if (s->self == 0)
		return 1;
	if (ev->type->authority == AUTHORITY_POWER)
		return hall_code_is_same(&self->code, &ev->log.hall);
	return self->rank <= ev->rank;
}

static int
is_author(const struct sides *s, const struct fold_event *ev)
{
	return hall_code_is_same(
	    &s->engine->authority.halls[s->self].code, &ev->log.hall);
}

/* Whether the act as it stands there could be put in force by nobody yet. */
static int
lacks_force(const struct fold_event *there)
{
	return there->class != EVENT_OK && there->status == there->class;
}

/*
 * Whether this hall owes the new ledger an act of the old one: it stands, and
 * is not there, or only as said by somebody who could not put it in force and
 * on whom nobody has ruled.
 */
static int
is_owed(const struct sides *s, size_t i, int has_arrived)
{
	const struct fold_event *ev = dossier_event(&s->old, i);
	size_t there;

	if (!dossier_stands(&s->old, i) || !may_say(s, ev) ||
	    (ev->status != EVENT_READDRESSED && !has_arrived))
		return 0;
	there = dossier_find(&s->new, ev);
	if (there == DOSSIER_NONE)
		return 1;
	return lacks_force(dossier_event(&s->new, there)) &&
	       (s->self == 0 || is_author(s, ev)) &&
	       !dossier_is_quoted_by(&s->new, there, s->self);
}

static int
forward(struct sides *s, struct err *e)
{
	size_t left = dossier_left(&s->old);
	struct moving m = moving_of(s, "");
	unsigned char *owed;
	int has_arrived, failed = 0, any = 0;

	if (left == DOSSIER_NONE ||
	    strcmp(member(&s->old, left, "to"), s->new.space.hall.digits) != 0)
		return 0;
	has_arrived = dossier_entered(&s->new) != DOSSIER_NONE;
	owed = calloc(s->old.relation.count + 1, 1);
	if (owed == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < s->old.relation.count; i++) {
		owed[i] = (unsigned char)is_owed(s, i, has_arrived);
		any |= owed[i];
	}
	if (any)
		failed = moving_write_quotes(&m, owed, e);
	free(owed);
	*s->written += m.written;
	return failed ? -1 : m.written > 0;
}

/* --- both sides ---------------------------------------------------------- */

/* What is looked at: first whether the record is in one place. */
enum duty {
	DUTY_HALVES, /* the root's */
	DUTY_ACTS,
};

/* 1 if something was written, so that both sides are to be read again. */
static int
tend_once(struct sides *s, enum duty duty, struct err *e)
{
	int wrote;

	if (duty == DUTY_ACTS)
		return forward(s, e);
	wrote = complete_arrival(s, e);
	return wrote == 0 ? complete_leaving(s, e) : wrote;
}

/* From one ledger to another, both of which this hall writes in. */
struct way {
	struct space_name old;
	struct space_name new;
};

static int
tend_way(struct dossier *d, const struct way *way, enum duty duty,
    int64_t time_s, size_t *written, struct err *e)
{
	struct engine *g = d->engine;
	int wrote = duty == DUTY_ACTS || self_of(g) == 0;

	for (int round = 0; round < ROUNDS_MAX && wrote == 1; round++) {
		struct sides s = {.engine = g,
		    .self = self_of(g),
		    .time_s = time_s,
		    .written = written};

		if (!authority_may_write(&g->authority, s.self, &way->old) ||
		    !authority_may_write(&g->authority, s.self, &way->new))
			return 0;
		wrote = dossier_open(
			    g, &way->old, d->type, d->name, &s.old, e) < 0 ||
				dossier_open(g, &way->new, d->type, d->name,
				    &s.new, e) < 0
			    ? -1
			    : tend_once(&s, duty, e);
		dossier_free(&s.old);
		dossier_free(&s.new);
	}
	return wrote < 0 ? -1 : 0;
}

/* --- personal data ------------------------------------------------------- */

static int
has_dropped(const struct dossier *d, size_t left)
{
	for (size_t i = 0; i < d->relation.count; i++) {
		const struct fold_event *ev = dossier_event(d, i);

		if (ev->type != NULL && ev->type->effect == EFFECT_DROPS &&
		    event_status_is_in_force(ev->status) &&
		    dossier_knew(d, left, i))
			return 1;
	}
	return 0;
}

/*
 * What is said of a person is gone here once nobody can open it (moved_out
 * was written by a hall that could).  1; 0: a scan of it would be gone with
 * it that has not been carried to another hall yet; -1.
 */
static int
destroy_keys(const struct dossier *d, int64_t time_s, struct err *e)
{
	struct engine *g = d->engine;
	struct store_record record;
	int found =
	    store_record_find(g->store, chart_space(&g->chart, &d->space),
		d->type->name, d->name, &record, e);
	int waits =
	    found != 1 ? 0 : store_pieces_are_only_here(g->store, record.id, e);

	if (found < 0 || waits < 0)
		return -1;
	if (waits || found == 0)
		return !waits;
	return case_keys_drop(g, record.id, time_s, e) == 0 ? 1 : -1;
}

static int
tend_dropped(
    struct dossier *d, int64_t time_s, struct engine_tended *out, struct err *e)
{
	struct engine *g = d->engine;
	size_t left = dossier_left(d);
	struct moving m = {.engine = g, .old = d, .new = d, .time_s = time_s};
	int destroyed;

	if (left == DOSSIER_NONE || has_dropped(d, left) ||
	    !hall_code_is_same(&d->space.hall, &g->identity.hall))
		return 0;
	(void)snprintf(m.id, sizeof(m.id), "%s", member(d, left, "move"));
	destroyed = destroy_keys(d, time_s, e);
	if (destroyed != 1)
		return destroyed;
	if (moving_write_dropped(&m, e) != 0)
		return -1;
	out->written += m.written;
	return 0;
}

/* --- one record after the other ------------------------------------------ */

/* The ledger half a move names, whatever became of it; 0 if it names one. */
static int
other_ledger(const struct dossier *d, size_t i, struct space_name *out)
{
	const struct fold_event *ev = dossier_event(d, i);
	const char *hall = NULL;

	if (ev->type != NULL && ev->type->effect == EFFECT_LEAVES)
		hall = member(d, i, "to");
	else if (ev->type != NULL && ev->type->effect == EFFECT_ENTERS)
		hall = member(d, i, "from");
	out->kind = d->space.kind;
	return hall == NULL ? -1 : hall_code_parse(hall, &out->hall);
}

static int
is_listed(
    const struct space_name *list, size_t count, const struct space_name *one)
{
	for (size_t i = 0; i < count; i++)
		if (space_name_is_same(&list[i], one))
			return 1;
	return 0;
}

/* The ledgers the record went to or came from, as far as there is room. */
static size_t
list_others(const struct dossier *d, struct space_name out[OTHERS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < d->relation.count && count < OTHERS_MAX; i++)
		if (other_ledger(d, i, &out[count]) == 0 &&
		    !is_listed(out, count, &out[count]))
			count++;
	return count;
}

/* Both ways between its ledger and each of the others. */
static int
tend_dossier(struct dossier *d, enum duty duty, int64_t time_s,
    struct engine_tended *out, struct err *e)
{
	struct space_name others[OTHERS_MAX];
	size_t count = list_others(d, others);

	for (size_t i = 0; i < count; i++) {
		struct way there = {d->space, others[i]};
		struct way back = {others[i], d->space};

		if (tend_way(d, &there, duty, time_s, &out->written, e) != 0 ||
		    tend_way(d, &back, duty, time_s, &out->written, e) != 0)
			return -1;
	}
	return duty == DUTY_ACTS ? tend_dropped(d, time_s, out, e) : 0;
}

static int
tend_record(struct engine *g, int64_t id, enum duty duty, int64_t time_s,
    struct engine_tended *out, struct err *e)
{
	struct store_record record;
	char type[64], name[64];
	struct dossier d = {.engine = g};
	const struct record_type *t;
	int failed;

	if (store_record_read(g->store, id, &record, type, name, e) != 1)
		return -1;
	t = record_type_named(type);
	failed = t == NULL ? 0
			   : dossier_open(g, &g->chart.spaces[record.space], t,
				 name, &d, e) < 0 ||
				 tend_dossier(&d, duty, time_s, out, e) != 0;
	dossier_free(&d);
	return failed ? -1 : 0;
}

/* What would not come into force is left; others are looked at all the same. */
static int
tend_apart(struct engine *g, int64_t id, enum duty duty, int64_t time_s,
    struct engine_tended *out, struct err *e)
{
	struct err said = ERR_INIT;
	struct engine_tended before = *out;

	if (store_mark(g->store, e) != 0)
		return -1;
	if (tend_record(g, id, duty, time_s, out, &said) == 0)
		return store_release_mark(g->store, e);
	store_back_to_mark(g->store);
	if (said.code != ERR_REFUSED && said.code != ERR_LIMIT) {
		*e = said;
		return -1;
	}
	*out = before;
	engine_forget_touched(g);
	g->is_stale = 1;
	return engine_refresh(g, NULL, e);
}

/* A hall that is no member, or no more, writes nothing. */
static int
may_write(const struct engine *g)
{
	size_t self = self_of(g);

	return g->keys != NULL && self != HALL_UNKNOWN &&
	       !authority_is_revoked(&g->authority, self);
}

static int
list_owing(struct engine *g, int64_t out[ENGINE_TEND_SLICE], size_t *count_out,
    struct err *e)
{
	int64_t record = 0;
	int found = 1;

	*count_out = 0;
	while (*count_out < ENGINE_TEND_SLICE && found == 1) {
		found = store_next_owing(g->store, record, &record, e);
		if (found == 1)
			out[(*count_out)++] = record;
	}
	return found < 0 ? -1 : 0;
}

/* Where records are comes first: acts go to where they are. */
static int
tend_slice(
    struct engine *g, int64_t time_s, struct engine_tended *out, struct err *e)
{
	int64_t records[ENGINE_TEND_SLICE];
	size_t count;

	if (list_owing(g, records, &count, e) != 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (tend_apart(g, records[i], DUTY_HALVES, time_s, out, e) != 0)
			return -1;
	/* Owing once more is what is touched from here on. */
	for (size_t i = 0; i < count; i++)
		if (store_record_owes(g->store, records[i], 0, e) != 0 ||
		    tend_apart(g, records[i], DUTY_ACTS, time_s, out, e) != 0)
			return -1;
	out->left = out->written > 0 || count == ENGINE_TEND_SLICE;
	return 0;
}

int
engine_tend(
    struct engine *g, int64_t time_s, struct engine_tended *out, struct err *e)
{
	int64_t record;
	int found = store_next_owing(g->store, 0, &record, e);

	*out = (struct engine_tended){.written = 0};
	if (found != 1 || !may_write(g))
		return found < 0 ? -1 : 0;
	if (engine_begin(g, e) != 0)
		return -1;
	if (tend_slice(g, time_s, out, e) != 0) {
		engine_rollback(g);
		return -1;
	}
	return engine_commit(g, e);
}

int
engine_tend_all(
    struct engine *g, int64_t time_s, size_t *written_out, struct err *e)
{
	struct engine_tended t = {.left = 1};

	*written_out = 0;
	while (t.left) {
		if (engine_tend(g, time_s, &t, e) != 0)
			return -1;
		*written_out += t.written;
	}
	return 0;
}
