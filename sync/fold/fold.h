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

/* Most events of a record that is to be moved: each names those it knew. */
#define FOLD_RELATED_MAX 512

/* Most events of one record altogether. */
#define FOLD_EVENTS_MAX 65536

/*
 * A copy of an event.  Most have one, where they were first written; others
 * are quoted in the ledgers a record came to (RULES C).
 */
struct fold_event {
	size_t row; /* In: the caller's number of it; it stays with it. */

	/* In: the copy, and the change set that carries it. */
	struct position at;
	struct changeset_id changeset;
	uint32_t place;
	struct past past; /* of the change set */
	size_t writer;	  /* of it; HALL_UNKNOWN if never admitted */
	uint8_t key[VIEW_KEY_LEN];
	uint64_t depth;
	int64_t written; /* claimed time of it */

	/* In: the event.  Of a quote the fold puts the quoted one here. */
	const struct event_type *type; /* NULL: a kind not known here */
	json_t *body;		       /* NULL: no JSON */

	/* Out: who wrote the event first, where and when. */
	int is_quote;
	struct event_id id;
	struct log_name log;
	size_t hall;   /* HALL_UNKNOWN if not known here */
	unsigned rank; /* of that hall: steps below the root */
	int64_t time;  /* claimed */

	/* Out. */
	enum event_status class; /* before other events were looked at */
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
 * be in any order; they are sorted: first one copy of each event, that
 * which counts, in canonical order, then the other copies.  Returns 0, or
 * -1 with ERR_NOMEM, ERR_LIMIT, or what the view fails with.
 */
int fold_record(const struct record_type *t, const struct view *view,
    const struct authority *a, uint32_t space, struct fold_event *events,
    size_t count, struct folded *out, struct err *e) MUST_CHECK;

/* Which of a record's events knew which. */
struct fold_relation {
	size_t count; /* events, without other copies of the same */
	/* [i * count + k]: event i, where it counts, was known to event k. */
	unsigned char *before;
};

/* As fold_record(), for a record that is to be quoted elsewhere. */
int fold_related(const struct record_type *t, const struct view *view,
    const struct authority *a, uint32_t space, struct fold_event *events,
    size_t count, struct folded *out, struct fold_relation *relation_out,
    struct err *e) MUST_CHECK;
void fold_relation_free(struct fold_relation *r);

/* Whether an event of that kind can be said again in another ledger. */
int fold_can_be_quoted(const struct event_type *type);

/*
 * The order in which one of several concurrent edits is shown (RULES O4), of
 * events once folded, from any records: positive if a is shown over b.
 */
int fold_compare_shown(const struct fold_event *a, const struct fold_event *b);

/* Whether two, once folded, are copies of one event (RULES C1). */
int fold_is_same_event(const struct fold_event *a, const struct fold_event *b);

#endif
