/*
 * Folding records: load the events, fold, write what changed.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/projection.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/loaded.h"
#include "sync/engine/lookups.h"
#include "sync/fold/gazette_ruling.h"
#include "sync/fold/listing.h"

static int
write_status(struct engine *g, const struct fold_event *ev,
    const struct stored *was, const struct stored *against,
    uint32_t against_place, int *changed, struct err *e)
{
	int64_t n = against == was ? 0 : against->n;
	uint32_t place = against == was ? 0 : against_place;

	if (was->status == ev->status && strcmp(was->reason, ev->reason) == 0 &&
	    was->against == n && was->against_place == place)
		return 0;
	*changed = 1;
	return store_event_set(g->store, was->n, ev->place, (int)ev->status,
	    ev->reason, n, place, e);
}

static int
write_statuses(struct engine *g, struct loaded *l, int *changed, struct err *e)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct fold_event *ev = &l->events[i];
		const struct fold_event *to = &l->events[ev->against];

		if (write_status(g, ev, &l->stored[ev->row],
			&l->stored[to->row], to->place, changed, e) != 0)
			return -1;
	}
	return 0;
}

/* Whether it came from another ledger or went to one, or was to. */
static int
has_moved(const struct loaded *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct fold_event *ev = &l->events[i];

		if (ev->is_quote || (ev->type != NULL &&
					(ev->type->effect == EFFECT_LEAVES ||
					    ev->type->effect == EFFECT_ENTERS)))
			return 1;
	}
	return 0;
}

/* What people look records up by follows what is shown. */
static int
follow_lookups(struct engine *g, const struct lookups_subject *subject,
    const struct folded *folded, struct err *e)
{
	const struct record_type *t = subject->loaded->type;

	for (size_t i = 0; t->columns[i].name != NULL; i++)
		if (t->columns[i].source == COLUMN_PERSONAL)
			return lookups_follow(g, subject,
			    folded->state == 0 ? NULL : folded->values[i], e);
	return 0;
}

static int
fold_loaded(struct engine *g, struct loaded *l,
    const struct store_record *record, const char *name, struct err *e)
{
	struct lookups_subject subject = {record, name, l};
	struct folded folded = {.value_count = 0};
	int failed = -1, changed = 0;

	if (fold_record(l->type, &g->view, &g->authority, record->space,
		l->events, l->count, &folded, e) != 0 ||
	    write_statuses(g, l, &changed, e) != 0 ||
	    store_project(g->store, l->type, record->id,
		folded.state == 0 ? NULL : folded.values, e) != 0 ||
	    follow_lookups(g, &subject, &folded, e) != 0)
		goto out;
	failed = store_record_set(g->store, record->id, folded.state, 1, e);
	if (!failed && (changed || g->is_folding_touched) && has_moved(l))
		failed = store_record_owes(g->store, record->id, 1, e);
out:
	folded_free(&folded);
	return failed;
}

static int
erase_left(struct engine *g, const struct fold_event *ev, const char *name,
    struct err *e)
{
	const char *word = json_member_text(ev->body, "type");
	const struct record_type *t =
	    word == NULL ? NULL : record_type_named(word);

	return t == NULL ? 0 : case_keys_erase_left(g, t, name, ev->time, e);
}

/* Whatever a later event says, what is destroyed stays so. */
static int
erase_if_said(
    struct engine *g, const struct loaded *l, const char *name, struct err *e)
{
	int failed = 0;

	for (size_t i = 0; i < l->count && !failed; i++) {
		const struct fold_event *ev = &l->events[i];

		if (ev->type == NULL || !event_status_is_in_force(ev->status))
			continue;
		if (ev->type->erases == ERASES_RECORD)
			failed = case_keys_erase(g, l->type, name, ev->time, e);
		else if (ev->type->erases == ERASES_LEFT)
			failed = erase_left(g, ev, name, e);
	}
	return failed;
}

static int
may_erase_left(const struct record_type *t)
{
	for (const struct event_type *et = t->events; et->kind != NULL; et++)
		if (et->erases == ERASES_LEFT)
			return 1;
	return 0;
}

/* As a gazette's record says that was folded before. */
static int
erase_as_published(struct engine *g, const struct record_type *type,
    const struct store_record *published, const char *name, struct err *e)
{
	struct loaded l = {.engine = g, .type = type};
	int failed = loaded_read(&l, published, e);

	for (size_t i = 0; i < l.count && !failed; i++)
		if (l.events[i].type != NULL &&
		    l.events[i].type->erases == ERASES_LEFT &&
		    event_status_is_in_force(l.stored[i].status))
			failed = erase_left(g, &l.events[i], name, e);
	loaded_free(&l);
	return failed;
}

/*
 * What comes late into a ledger this hall holds no more: whether a gazette
 * has said by then that it was erased.
 */
static int
erase_if_published(struct engine *g, const struct store_record *record,
    const char *name, struct err *e)
{
	if (!case_keys_is_left(g, record->space))
		return 0;
	for (size_t i = 0; record_types[i] != NULL; i++)
		for (uint32_t s = 1; may_erase_left(record_types[i]) &&
				     s < g->chart.space_count;
		     s++) {
			struct store_record published;
			int found = store_record_find(g->store, s,
			    record_types[i]->name, name, &published, e);

			if (found < 0 ||
			    (found == 1 &&
				erase_as_published(g, record_types[i],
				    &published, name, e) != 0))
				return -1;
		}
	return 0;
}

/* Of a type this program does not know: kept, shown as it is, not folded. */
static int
leave_unknown(struct engine *g, struct loaded *l,
    const struct store_record *record, struct err *e)
{
	for (size_t i = 0; i < l->count; i++)
		if (store_event_set(g->store, l->stored[i].n,
			l->events[i].place, EVENT_UNKNOWN, "kind", 0, 0,
			e) != 0)
			return -1;
	return store_record_set(g->store, record->id, 0, 1, e);
}

int
engine_fold(struct engine *g, int64_t record_id, struct err *e)
{
	static const struct event_type none = {.kind = NULL};
	static const struct record_type unknown = {
	    .name = "?", .events = &none};
	struct loaded l = {.engine = g};
	struct store_record record;
	char type[64], name[64];
	int failed = -1;
	int found =
	    store_record_read(g->store, record_id, &record, type, name, e);

	if (found != 1)
		return found;
	l.type = record_type_named(type);
	if (l.type == NULL)
		l.type = &unknown;
	if (loaded_read(&l, &record, e) == 0)
		failed = l.type == &unknown
			     ? leave_unknown(g, &l, &record, e)
			     : fold_loaded(g, &l, &record, name, e);
	if (!failed)
		failed = erase_if_said(g, &l, name, e) != 0 ||
			 erase_if_published(g, &record, name, e) != 0;
	loaded_free(&l);
	if (failed)
		return err_wrap(e, "%s %s", type, name);
	return 0;
}

/* --- after appends ------------------------------------------------------- */

/* Whether a hall's membership says the same now as before. */
static int
is_same_hall(const struct hall *was, const struct hall *now)
{
	if (was->revocations.count != now->revocations.count ||
	    was->admission_count != now->admission_count)
		return 0;
	for (size_t i = 0; i < now->admission_count; i++)
		if (was->admissions[i].in_force != now->admissions[i].in_force)
			return 0;
	return 1;
}

static int
is_same_power(const struct power *was, const struct power *now)
{
	return was->at.branch == now->at.branch && was->at.seq == now->at.seq &&
	       was->revocations.count == now->revocations.count &&
	       was->suspensions.count == now->suspensions.count &&
	       was->resumptions.count == now->resumptions.count &&
	       was->closings.count == now->closings.count;
}

/* A hall's own acts, and those below that its change sets had sealed (A4). */
static int
mark_hall_and_below(struct engine *g, size_t hall, struct err *e)
{
	const struct authority *a = &g->authority;

	for (size_t i = 0; i < a->hall_count; i++)
		if ((i == hall || authority_is_above(a, hall, i)) &&
		    store_dirty_of_hall(g->store, &a->halls[i].code, e) != 0)
			return -1;
	return 0;
}

/* What a hall and those above it wrote, but the root's. */
static int
mark_line(struct engine *g, const struct authority *a,
    const struct hall_code *code, struct err *e)
{
	size_t hall = authority_hall(a, code);

	for (; hall != HALL_UNKNOWN && hall != 0; hall = a->halls[hall].parent)
		if (store_dirty_of_hall(g->store, &a->halls[hall].code, e) != 0)
			return -1;
	return 0;
}

/* Of a hall that came under another one: the lines it left and came to. */
static int
mark_moved(struct engine *g, const struct authority *before, struct err *e)
{
	const struct authority *now = &g->authority;

	if (!now->has_moved)
		return 0;
	for (size_t i = 0; i < now->listing_count; i++) {
		const struct hall_code *code = &now->listings[i].code;
		const struct hall_code *was = listing_parent(before, code);
		const struct hall_code *is = listing_parent(now, code);

		if (was == NULL || is == NULL || hall_code_is_same(was, is))
			continue;
		if (mark_line(g, before, was, e) != 0 ||
		    mark_line(g, now, is, e) != 0 ||
		    mark_line(g, now, code, e) != 0)
			return -1;
	}
	return 0;
}

/* Of a hall whose gazette the root ruled on. */
static int
mark_ruled(struct engine *g, const struct authority *before, struct err *e)
{
	const struct authority *now = &g->authority;

	if (now->gazette_ruling_count == before->gazette_ruling_count)
		return 0;
	for (size_t i = 0; i < now->gazette_ruling_count; i++)
		if (store_dirty_of_hall(
			g->store, &now->gazette_rulings[i].hall, e) != 0)
			return -1;
	return 0;
}

/* Mark what a changed gazette may put in or out of force. */
static int
mark_changed(struct engine *g, const struct authority *before, struct err *e)
{
	const struct authority *now = &g->authority;

	if (mark_moved(g, before, e) != 0 || mark_ruled(g, before, e) != 0)
		return -1;

	for (size_t i = 0; i < now->hall_count; i++) {
		const struct hall *h = &now->halls[i];
		size_t was = authority_hall(before, &h->code);

		if (was != HALL_UNKNOWN && is_same_hall(&before->halls[was], h))
			continue;
		if (mark_hall_and_below(g, i, e) != 0)
			return -1;
	}
	for (size_t i = 0; i < now->power_count; i++) {
		const struct power *p = &now->powers[i];
		const struct power *was = authority_power(before, p->id);

		if (was != NULL && is_same_power(was, p))
			continue;
		if (p->grantee.digits[0] != '\0' &&
		    store_dirty_of_hall(g->store, &p->grantee, e) != 0)
			return -1;
	}
	return 0;
}

void
engine_forget_marked(struct engine *g)
{
	if (g->has_marked)
		authority_free(&g->marked);
	g->has_marked = 0;
}

/*
 * Authority may have been loaded several times while a batch came in; what
 * counts is what differs from when records were last marked.
 */
static int
renew_authority(struct engine *g, struct err *e)
{
	int failed = 0;

	if (g->authority_is_stale)
		failed = engine_renew_authority(g, e);
	if (!failed && g->has_marked)
		failed = mark_changed(g, &g->marked, e);
	engine_forget_marked(g);
	return failed;
}

static int
compare_numbers(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int
fold_list(struct engine *g, struct err *e)
{
	int64_t last = 0;

	if (g->touched_count == 0)
		return 0;
	qsort(
	    g->touched, g->touched_count, sizeof(*g->touched), compare_numbers);
	g->is_folding_touched = 1;
	for (size_t i = 0; i < g->touched_count; i++) {
		if ((g->touched[i] != last &&
			engine_fold(g, g->touched[i], e) != 0) ||
		    progress_tell(g->folding, i + 1, g->touched_count, e) !=
			0) {
			g->is_folding_touched = 0;
			return -1;
		}
		last = g->touched[i];
	}
	g->is_folding_touched = 0;
	g->touched_count = 0;
	bodies_forget(&g->bodies);
	return 0;
}

int
engine_fold_touched(struct engine *g, struct err *e)
{
	if (renew_authority(g, e) != 0)
		return -1;
	if (engine_settle_forks(g, SETTLE_AND_MARK, e) != 0)
		return -1;
	for (uint32_t s = 1; s < g->chart.space_count && s < g->space_room; s++)
		if (g->space_touched[s] &&
		    store_dirty_waiting(g->store, s, e) != 0)
			return -1;
	return fold_list(g, e);
}

/* --- what was marked dirty ----------------------------------------------- */

int
engine_fold_dirty(struct engine *g, struct err *e)
{
	int64_t record = 0;
	int found = store_next_dirty(g->store, 0, &record, e);

	while (found == 1)
		found = engine_fold(g, record, e) != 0
			    ? -1
			    : store_next_dirty(g->store, record, &record, e);
	return found;
}

int
engine_settle(struct engine *g, int *left_out, struct err *e)
{
	int64_t record = 0;
	int found, n = 0;

	*left_out = 0;
	found = store_next_dirty(g->store, 0, &record, e);
	if (found != 1)
		return found;
	if (engine_begin(g, e) != 0)
		return -1;
	while (found == 1 && n++ < ENGINE_SLICE) {
		if (engine_fold(g, record, e) != 0)
			found = -1;
		else
			found = store_next_dirty(g->store, record, &record, e);
	}
	if (found < 0) {
		engine_rollback(g);
		return -1;
	}
	*left_out = found == 1;
	return engine_commit(g, e);
}

int
engine_settle_all(struct engine *g, struct err *e)
{
	int left = 1;

	while (left)
		if (engine_settle(g, &left, e) != 0)
			return -1;
	return 0;
}
