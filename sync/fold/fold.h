/*
 * fold: the state of one record from its events.
 *
 *	events of a record --> [fold] --> state, values, a status each --> store
 *
 * Pure: the same set of events and gazettes gives the same record on every
 * replica, whatever order they arrived in (RULES, docs/MERGE.md).
 */
#ifndef SANJI_FOLD_FOLD_H
#define SANJI_FOLD_FOLD_H

#include <jansson.h>

#include "schema/records/record_type.h"
#include "sync/fold/authority.h"
#include "sync/fold/status.h"

/*
 * Most events of one record that may stand beside each other unordered;
 * those that come after in the canonical order wait as conflicts, so that
 * nobody can make the fold slow.  A record
 * whose events are one chain has no such limit.
 */
#define FOLD_CONCURRENT_MAX 256

/* Most events of one record altogether. */
#define FOLD_EVENTS_MAX 65536

struct fold_event {
	/* In: the event and the change set that carries it. */
	struct position at;
	struct changeset_id changeset;
	uint32_t place;
	struct past past; /* of the change set */
	size_t hall;	  /* author; HALL_UNKNOWN if never admitted */
	uint8_t key[VIEW_KEY_LEN];
	uint64_t depth;
	int64_t time;
	const struct event_type *type; /* NULL: a kind not known here */
	json_t *body;		       /* NULL: no JSON */

	/* Out. */
	enum event_status status;
	const char *reason; /* a rule or check, "" if simply in force */
	size_t against;	    /* event it lost to; own index if none */
};

struct folded {
	unsigned state;
	int read_only; /* holds events this program does not know */
	/* A value for each column of the type; NULL for none; references
	 * owned by this struct. */
	json_t *values[64];
	size_t value_count;
};

/* Release what fold_record() filled. */
void folded_free(struct folded *f);

/*
 * Fold events[0..count) of one record of type t in a space.  The events may
 * be in any order; they are sorted into the canonical one.  Returns 0, or -1
 * with ERR_NOMEM, ERR_LIMIT, or what the view fails with.
 */
int fold_record(const struct record_type *t, const struct view *view,
    const struct authority *a, uint32_t space, struct fold_event *events,
    size_t count, struct folded *out, struct err *e) MUST_CHECK;

#endif
