/*
 * work: what the steps of one fold hand to each other.  Private to fold/.
 *
 *	classify --> rule --> outcomes --> edits --> values
 */
#ifndef SANJI_FOLD_WORK_H
#define SANJI_FOLD_WORK_H

#include "sync/fold/fold.h"
#include "sync/fold/live_set.h"
#include "sync/fold/order.h"

struct work {
	const struct record_type *type;
	const struct view *view;
	const struct authority *authority;
	uint32_t space;
	struct fold_event *events; /* in canonical order */
	size_t count;		   /* once joined: without other copies */
	size_t total;		   /* with them */
	unsigned char *inside_cut; /* per event: stands because of a cut */
	struct order_past *pasts;  /* per event: what its quote says */
	size_t *copies;		   /* of all events, one after the other */
	size_t *leader;		   /* per copy: the one standing for it */
	struct order order;

	/* Events that are in force so far and move or edit the record,
	 * in the total order of order_compare(). */
	size_t *live;
	size_t live_count;
	int is_chain; /* each live event knew the one before it */
	/* Unless is_chain, for each live event: those its author knew, those
	 * whose authors knew it, and the others. */
	struct live_set *before, *after, *beside;
	unsigned state;

	/* Where standing events are laid out for guards and columns; as long
	 * as live. */
	struct standing_event *standing;
};

/* Whether live event i was known to live event k. */
int work_is_before(const struct work *w, size_t i, size_t k);

/* Add a live event to those laid out in w->standing. */
void work_lay_out(struct work *w, size_t i, struct standing *seen);

/* The rule a live event breaks by what it needs or says; NULL if none. */
const struct guard_rule *
work_ask_guard(const struct work *w, size_t i, const struct standing *seen);

/* Give a status with its reason; against is an event or the event itself. */
void work_set(struct work *w, size_t event, enum event_status status,
    const char *reason, size_t against);

/* Whether its author stood above a hall, as it knew (lineage.h). */
int work_knew_above(
    const struct work *w, const struct fold_event *ev, size_t below);

/* Every event is its own before quotes are opened. */
void copies_begin(struct work *w);

/* Put in place of a quote the event it quotes, or give it a status. */
int copies_open_quote(struct work *w, size_t i, struct err *e) MUST_CHECK;

/* Of each event one copy from here on, with its place (RULES C1 to C3). */
int copies_join(struct work *w, struct err *e) MUST_CHECK;

/* What became of the other copies. */
void copies_tell(struct work *w);

/* Status from the event's form, its writer, forks, membership and power. */
int classify(struct work *w, struct err *e) MUST_CHECK;

/* Ratified, annulled, covered (RULES A6, A7). */
int apply_rulings(struct work *w, struct err *e) MUST_CHECK;

/* Whether it rules on events beside each other, not on one that is held. */
int ruling_is_on_pairs(const struct event_type *t);

/* Whether a ruling's `event` is that event, or a copy of it. */
int ruling_names(const struct work *w, size_t ruling, size_t event);

/* Legality and the pair rules (RULES O); sets the state. */
int settle_outcomes(struct work *w, struct err *e) MUST_CHECK;

/* Which edit of each field is shown (RULES O4). */
int settle_edits(struct work *w, struct err *e) MUST_CHECK;

/* The columns of the projection. */
int
collect_values(struct work *w, struct folded *out, struct err *e) MUST_CHECK;

/*
 * The live edit whose value of a field is shown, or the event count.  The
 * field is personal if flags says so.
 */
size_t shown_edit(const struct work *w, const char *field, unsigned personal);

/* The event that opened the record, or the event count. */
size_t opening_event(const struct work *w);

/* A field of an event, from its personal object if so asked; or NULL. */
json_t *
event_field(const struct fold_event *ev, const char *name, unsigned personal);

#endif
