/*
 * status: what became of an event (RULES, Definitions).
 *
 * Only EVENT_OK and EVENT_DUPLICATE are in force.  Every other status is
 * listed with its reason and never dropped.
 */
#ifndef SANJI_FOLD_STATUS_H
#define SANJI_FOLD_STATUS_H

/* The numbers stand in the store; those above 2 may change back (0002). */
enum event_status {
	EVENT_OK = 0,
	EVENT_DUPLICATE = 1,
	EVENT_OVERWRITTEN = 2,
	EVENT_SUPERSEDED = 3,
	EVENT_CONFLICT = 4,
	EVENT_HELD = 5,
	EVENT_REFUSED = 6,
	EVENT_NOAUTH = 7,
	EVENT_ANNULLED = 8,
	EVENT_FORKED = 9,
	EVENT_READDRESSED = 10,
	EVENT_BLOCKED = 11,
	EVENT_UNKNOWN = 12, /* of a kind this program does not know */
	EVENT_AWAITED = 13, /* quoted, and not for the one who quoted it to
			       say: that hall or the root has to (RULES H2) */
};

/* Whether an event with this status counts. */
int event_status_is_in_force(enum event_status status);

/* The word in dumps and JSON, e.g. "held"; for people via words.h. */
const char *event_status_word(enum event_status status);

#endif
