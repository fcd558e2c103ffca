#include "sync/fold/authority.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/text.h"
#include "sync/fold/gazette_ruling.h"
#include "sync/fold/judge.h"
#include "sync/fold/lineage.h"
#include "sync/fold/listing.h"
#include "sync/fold/recovery.h"
#include "sync/fold/siblings.h"
#include "sync/fold/said.h"
#include "sync/fold/standing.h"

static void
revocations_free(struct revocation_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		past_free(&list->items[i].past);
		free(list->items[i].cut.heads);
		free(list->items[i].held.heads);
	}
	free(list->items);
}

void
authority_free(struct authority *a)
{
	for (size_t i = 0; i < a->hall_count; i++) {
		free(a->halls[i].admissions);
		revocations_free(&a->halls[i].revocations);
	}
	for (size_t i = 0; i < a->power_count; i++) {
		json_decref(a->powers[i].granted);
		revocations_free(&a->powers[i].revocations);
		revocations_free(&a->powers[i].suspensions);
		revocations_free(&a->powers[i].resumptions);
		revocations_free(&a->powers[i].closings);
	}
	fork_rulings_free(a);
	gazette_rulings_free(a);
	recoveries_free(a);
	listings_free(a);
	free(a->halls);
	free(a->powers);
	memset(a, 0, sizeof(*a));
}

size_t
authority_hall(const struct authority *a, const struct hall_code *code)
{
	for (size_t i = 0; i < a->hall_count; i++)
		if (hall_code_is_same(&a->halls[i].code, code))
			return i;
	return HALL_UNKNOWN;
}

int
authority_is_above(const struct authority *a, size_t above, size_t below)
{
	if (above == HALL_UNKNOWN || below == HALL_UNKNOWN)
		return 0;
	while (below != 0) {
		below = a->halls[below].parent;
		if (below == above)
			return 1;
	}
	return 0;
}

int
authority_may_hold(
    const struct authority *a, size_t hall, const struct space_name *space)
{
	size_t owner = authority_hall(a, &space->hall);

	if (hall == HALL_UNKNOWN || owner == HALL_UNKNOWN)
		return 0;
	if (hall == owner || authority_is_above(a, hall, owner))
		return 1;
	return space->kind == SPACE_GAZETTE &&
	       authority_is_above(a, owner, hall);
}

int
authority_may_write(
    const struct authority *a, size_t hall, const struct space_name *space)
{
	size_t owner = authority_hall(a, &space->hall);

	if (hall == HALL_UNKNOWN || owner == HALL_UNKNOWN)
		return 0;
	return hall == owner || (space->kind == SPACE_LEDGER &&
				    authority_is_above(a, hall, owner));
}

const struct power *
authority_power(const struct authority *a, const char *id)
{
	for (size_t i = 0; i < a->power_count; i++)
		if (strcmp(a->powers[i].id, id) == 0)
			return &a->powers[i];
	return NULL;
}

int
authority_is_lifted(const struct view *view, const struct power *p,
    const struct revocation *suspension, const struct past *past)
{
	for (size_t i = 0; i < p->resumptions.count; i++) {
		const struct revocation *x = &p->resumptions.items[i];

		if (past_contains(&x->past, view->chart, suspension->at) &&
		    past_contains(past, view->chart, x->at))
			return 1;
	}
	return 0;
}

int
authority_key_is_revoked(
    const struct hall *h, const uint8_t signing_key[VIEW_KEY_LEN])
{
	for (size_t i = 0; i < h->revocations.count; i++)
		if (memcmp(h->revocations.items[i].signing_key, signing_key,
			VIEW_KEY_LEN) == 0)
			return 1;
	return 0;
}

/* Of those in use the newest; if none is, of all. */
const struct admission *
authority_newest(const struct hall *h)
{
	for (size_t i = h->admission_count; i > 0; i--)
		if (h->admissions[i - 1].in_force &&
		    !authority_key_is_revoked(
			h, h->admissions[i - 1].signing_key))
			return &h->admissions[i - 1];
	return &h->admissions[h->admission_count - 1];
}

int
authority_is_revoked(const struct authority *a, size_t hall)
{
	const struct hall *h = &a->halls[hall];

	return authority_key_is_revoked(h, authority_newest(h)->signing_key);
}

size_t
authority_hall_by_transport_key(
    const struct authority *a, const uint8_t key[VIEW_KEY_LEN])
{
	for (size_t i = 0; i < a->hall_count; i++) {
		const struct hall *h = &a->halls[i];

		for (size_t k = 0; k < h->admission_count; k++)
			if (h->admissions[k].in_force &&
			    memcmp(h->admissions[k].transport_key, key,
				VIEW_KEY_LEN) == 0 &&
			    !authority_key_is_revoked(
				h, h->admissions[k].signing_key))
				return i;
	}
	return HALL_UNKNOWN;
}

/* --- building ------------------------------------------------------------ */

static void *
one_more(void *array, size_t count, size_t size, struct err *e)
{
	void *bigger = realloc(array, (count + 1) * size);

	if (bigger == NULL)
		(void)err_nomem(e);
	else
		memset((char *)bigger + count * size, 0, size);
	return bigger;
}

/* Keep the past: whether a revocation knew another is asked of it. */
static int
add_revocation(struct revocation_list *list, const struct view *view,
    const struct gazette_event *ev, unsigned rank, struct err *e)
{
	struct revocation *items =
	    one_more(list->items, list->count, sizeof(*items), e);
	struct revocation *r;

	if (items == NULL)
		return -1;
	list->items = items;
	r = &items[list->count++];
	r->at = ev->at;
	r->rank = rank;
	r->effective = 1;
	(void)said_key(ev->body, "signing_key", r->signing_key);
	if (past_join(&r->past, view->chart, &ev->past, e) != 0)
		return -1;
	return said_cut(ev->body, "cut", &r->cut, e) != 0 ||
		       said_cut(ev->body, "held", &r->held, e) != 0
		   ? -1
		   : 0;
}

/*
 * Only the causally first revocations of a power, or of a member's key, count
 * (RULES A2).
 */
static void
keep_first(struct revocation_list *list, const struct view *view)
{
	for (size_t i = 0; i < list->count; i++)
		for (size_t k = 0; k < list->count; k++)
			if (i != k &&
			    list->items[i].where == list->items[k].where &&
			    memcmp(list->items[i].signing_key,
				list->items[k].signing_key,
				VIEW_KEY_LEN) == 0 &&
			    past_contains(&list->items[i].past, view->chart,
				list->items[k].at))
				list->items[i].effective = 0;
}

/* Parents first; no two replicas may read gazettes in another order. */
static int
compare_halls(const void *x, const void *y)
{
	const struct hall *a = x, *b = y;

	if (a->depth != b->depth)
		return a->depth < b->depth ? -1 : 1;
	return strcmp(a->code.digits, b->code.digits);
}

/* Where it stands.  Out of reach of the root, it is under the root alone. */
static void
place(const struct authority *a, struct hall *h)
{
	h->rank = listing_rank(a, &h->code);
	h->depth = lineage_depth(a, &h->code);
	if (h->rank >= AUTHORITY_RANK_MAX)
		h->rank = 1;
}

/* The root's gazette has been read: what it lists is complete. */
static void
place_all(struct authority *a)
{
	for (size_t i = 1; i < a->hall_count; i++)
		place(a, &a->halls[i]);
	if (a->hall_count > 2)
		qsort(a->halls + 1, a->hall_count - 1, sizeof(*a->halls),
		    compare_halls);
}

/*
 * Add a hall, after hall `by`, whose gazette is being read.  Gazettes are
 * worked through in the order of this array.
 */
static int
add_hall(struct authority *a, const struct hall_code *code, size_t by,
    size_t *out, struct err *e)
{
	struct hall fresh = {.code = *code};
	struct hall *halls =
	    one_more(a->halls, a->hall_count, sizeof(*halls), e);

	if (halls == NULL)
		return -1;
	a->halls = halls;
	if (a->hall_count > 0)
		place(a, &fresh);
	*out = a->hall_count == 0 ? 0 : by + 1;
	while (*out < a->hall_count && compare_halls(&halls[*out], &fresh) < 0)
		(*out)++;
	memmove(halls + *out + 1, halls + *out,
	    (a->hall_count - *out) * sizeof(*halls));
	halls[*out] = fresh;
	a->hall_count++;
	return 0;
}

/* The nearest member it is listed under; the root if there is none. */
static void
link_to_parent(struct authority *a, struct hall *h)
{
	const struct hall_code *at = listing_parent(a, &h->code);

	h->parent = 0;
	for (unsigned i = 0; at != NULL && i < AUTHORITY_RANK_MAX; i++) {
		size_t hall = authority_hall(a, at);

		if (hall != HALL_UNKNOWN) {
			h->parent = (uint32_t)hall;
			return;
		}
		at = listing_parent(a, at);
	}
}

static int
admit(struct authority *a, const struct view *view,
    const struct gazette_event *ev, size_t by, int in_force, struct err *e)
{
	const char *name = json_member_text(ev->body, "name");
	struct admission *list, adm = {.at = ev->at, .in_force = in_force};
	struct act act = {.at = ev->at, .past = &ev->past};
	struct hall_code code;
	struct hall *h;
	size_t hall;

	if (name == NULL || hall_code_parse(ev->record, &code) != 0 ||
	    said_key(ev->body, "signing_key", adm.signing_key) != 0 ||
	    said_key(ev->body, "transport_key", adm.transport_key) != 0 ||
	    a->halls[by].depth + 1 >= AUTHORITY_RANK_MAX)
		return 0;
	hall = authority_hall(a, &code);
	if (hall != 0 &&
	    !listing_was_known(a, view, ev, &code, &a->halls[by].code))
		return 0;
	if (hall == HALL_UNKNOWN && add_hall(a, &code, by, &hall, e) != 0)
		return -1;
	h = &a->halls[hall];
	if (hall == 0 && by != 0)
		return 0;
	/* By a hall that knew it to have come under another one. */
	if (hall != 0 && a->has_moved &&
	    !lineage_knew_above(view, a, &act, &a->halls[by].code, &code))
		adm.in_force = 0;
	list = one_more(h->admissions, h->admission_count, sizeof(*list), e);
	if (list == NULL)
		return -1;
	h->admissions = list;
	list[h->admission_count++] = adm;
	text_copy(h->name, sizeof(h->name), name, strlen(name));
	return 0;
}

static int
revoke_member(struct authority *a, const struct view *view,
    const struct gazette_event *ev, size_t by, struct err *e)
{
	struct act act = {.at = ev->at, .past = &ev->past};
	struct hall_code code;
	size_t hall;

	if (hall_code_parse(ev->record, &code) != 0)
		return 0;
	hall = authority_hall(a, &code);
	if (hall == HALL_UNKNOWN || hall == 0)
		return 0;
	if (by != 0 &&
	    !lineage_knew_above(view, a, &act, &a->halls[by].code, &code))
		return 0;
	return add_revocation(
	    &a->halls[hall].revocations, view, ev, a->halls[by].rank, e);
}

static struct power *
ensure_power(struct authority *a, const char *id, struct err *e)
{
	struct power *powers;

	for (size_t i = 0; i < a->power_count; i++)
		if (strcmp(a->powers[i].id, id) == 0)
			return &a->powers[i];
	powers = one_more(a->powers, a->power_count, sizeof(*powers), e);
	if (powers == NULL)
		return NULL;
	a->powers = powers;
	powers += a->power_count++;
	(void)snprintf(powers->id, sizeof(powers->id), "%s", id);
	return powers;
}

/* A grant counts once: a later one with the same id is ignored. */
static int
grant(struct authority *a, const struct gazette_event *ev, struct err *e)
{
	const char *grantee = json_member_text(ev->body, "grantee");
	struct power *p = ensure_power(a, ev->record, e);

	if (p == NULL)
		return -1;
	if (p->at.branch != 0 || grantee == NULL ||
	    hall_code_parse(grantee, &p->grantee) != 0)
		return 0;
	p->at = ev->at;
	p->granted = json_incref(ev->body);
	return 0;
}

/*
 * Only the root grants powers, and takes them back.  On a branch that does
 * not stand what ends a power counts, and what gives it does not (RULES B3).
 */
static int
take_power(struct authority *a, const struct view *view,
    const struct gazette_event *ev, int stands, struct err *e)
{
	const char *kind = ev->type->kind;
	int revokes = strcmp(kind, "power.revoked") == 0;
	int suspends = strcmp(kind, "power.suspended") == 0;
	int resumes = stands && strcmp(kind, "power.resumed") == 0;
	struct power *p;

	if (strcmp(kind, "power.granted") == 0)
		return stands ? grant(a, ev, e) : 0;
	if (!revokes && !suspends && !resumes)
		return 0;
	p = ensure_power(a, ev->record, e);
	if (p == NULL)
		return -1;
	return add_revocation(revokes	 ? &p->revocations
			      : suspends ? &p->suspensions
					 : &p->resumptions,
	    view, ev, 0, e);
}

/* The grantee hands it back; the root's gazette was read before (RULES A8). */
static int
close_power(struct authority *a, const struct view *view,
    const struct gazette_event *ev, size_t by, struct err *e)
{
	for (size_t i = 0; i < a->power_count; i++) {
		struct power *p = &a->powers[i];

		if (strcmp(p->id, ev->record) == 0 &&
		    hall_code_is_same(&p->grantee, &a->halls[by].code))
			return add_revocation(
			    &p->closings, view, ev, a->halls[by].rank, e);
	}
	return 0;
}

static int
admit_recovered(
    struct authority *a, const struct gazette_event *ev, struct err *e)
{
	const struct recovery *r = recovery_at(a, ev->at);
	struct hall *root = &a->halls[0];
	struct admission *list, adm = {.at = ev->at, .in_force = 1};

	if (r == NULL)
		return 0;
	memcpy(adm.signing_key, r->signing_key, VIEW_KEY_LEN);
	memcpy(adm.transport_key, r->transport_key, VIEW_KEY_LEN);
	list =
	    one_more(root->admissions, root->admission_count, sizeof(*list), e);
	if (list == NULL)
		return -1;
	root->admissions = list;
	list[root->admission_count++] = adm;
	return 0;
}

/* Only a key that the recovery key named ends others of the root. */
static int
end_in_ledgers(struct authority *a, const struct view *view,
    const struct gazette_event *ev, struct err *e)
{
	struct revocation_list *list = &a->halls[0].revocations;

	if (!recovery_named(a, ev->key))
		return 0;
	if (add_revocation(list, view, ev, 0, e) != 0)
		return -1;
	list->items[list->count - 1].where = REVOKES_IN_LEDGERS;
	return 0;
}

/* What an event of hall `by`'s gazette does. */
static int
take(struct authority *a, const struct view *view,
    const struct gazette_event *ev, size_t by, enum event_status status,
    struct err *e)
{
	const char *kind = ev->type->kind;
	int stands =
	    status == EVENT_OK && chart_is_standing(view->chart, ev->at);

	if (strcmp(kind, "member.admitted") == 0)
		return admit(a, view, ev, by, stands, e);
	if (by == 0 && strcmp(kind, "hall.listed") == 0)
		return listing_add(a, view, ev, status, e);
	/* On a branch that does not stand, revocations count and grants do
	 * not (RULES B3). */
	if (status != EVENT_OK)
		return 0;
	if (strcmp(kind, "member.revoked") == 0)
		return revoke_member(a, view, ev, by, e);
	if (by == 0 && strcmp(kind, "member.recovered") == 0)
		return admit_recovered(a, ev, e);
	if (by == 0 && strcmp(kind, "member.ended") == 0)
		return end_in_ledgers(a, view, ev, e);
	if (by == 0 && stands &&
	    (strcmp(kind, "hall.ratified") == 0 ||
		strcmp(kind, "hall.annulled") == 0))
		return gazette_ruling_add(a, view, ev, e);
	if (by == 0 && strncmp(kind, "power.", strlen("power.")) == 0)
		return take_power(a, view, ev, stands, e);
	if (strcmp(kind, "power.closed") == 0)
		return close_power(a, view, ev, by, e);
	return 0;
}

static int
take_gazette(struct authority *a, struct chart *chart, const struct view *view,
    size_t by, const struct gazette_event *events, size_t count, struct err *e)
{
	struct space_name name = {SPACE_GAZETTE, a->halls[by].code};
	uint32_t space = chart_space(chart, &name);
	int changed;

	if (space == 0)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (chart_space_of(chart, events[i].at) == space &&
		    strcmp(events[i].type->kind, "fork.ruled") == 0 &&
		    fork_ruling_add(
			a, view, &events[i], &a->halls[by].code, e) != 0)
			return -1;
	if (standing_settle(chart, view, a, space, &changed, e) != 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		const struct gazette_event *ev = &events[i];
		struct act act = {.at = ev->at,
		    .past = &ev->past,
		    .hall = by,
		    .key = ev->key};
		enum event_status status;

		if (chart_space_of(chart, ev->at) != space)
			continue;
		if (judge_member(view, a, &act, &status, e) != 0 ||
		    (by != 0 && status == EVENT_HELD &&
			gazette_ruling_on(
			    a, view, ev->at, ev->place, &status, e) != 0) ||
		    take(a, view, ev, by, status, e) != 0)
			return -1;
	}
	return 0;
}

/* The hall of the pinned founding event is the root. */
static int
found(struct authority *a, const struct view *view,
    const struct changeset_id *root, const struct gazette_event *events,
    size_t count, struct err *e)
{
	struct hall_code code;
	struct position at;
	size_t hall;
	int held = view->find(view->context, root, &at, e);

	if (held <= 0)
		return held;
	a->founded = at;
	for (size_t i = 0; i < count; i++)
		if (events[i].at.branch == at.branch &&
		    events[i].at.seq == at.seq && events[i].place == 0 &&
		    hall_code_parse(events[i].record, &code) == 0)
			return add_hall(a, &code, 0, &hall, e);
	return 0;
}

int
authority_build(struct authority *a, struct chart *chart,
    const struct view *view, const struct changeset_id *root,
    const struct gazette_event *events, size_t count, struct err *e)
{
	memset(a, 0, sizeof(*a));
	if (found(a, view, root, events, count, e) != 0 ||
	    (a->hall_count > 0 &&
		recovery_take_all(a, view, root, events, count, e) != 0))
		goto fail;
	/* Halls are added after their parents: from the root down. */
	for (size_t by = 0; by < a->hall_count; by++) {
		if (take_gazette(a, chart, view, by, events, count, e) != 0)
			goto fail;
		if (by == 0)
			place_all(a);
		for (size_t p = 0; by == 0 && p < a->power_count; p++)
			keep_first(&a->powers[p].revocations, view);
		for (size_t h = 0; h < a->hall_count; h++)
			keep_first(&a->halls[h].revocations, view);
	}
	for (size_t h = 1; h < a->hall_count; h++)
		link_to_parent(a, &a->halls[h]);
	return 0;
fail:
	authority_free(a);
	return -1;
}
