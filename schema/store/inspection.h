/*
 * inspection: questions of those who look after a hall, each one statement.
 *
 *	inspection, parameters --> [inspection] --> JSON array of objects
 */
#ifndef SANJI_STORE_INSPECTION_H
#define SANJI_STORE_INSPECTION_H

#include <jansson.h>

#include "schema/store/report.h"
#include "schema/store/store.h"

/* Numbers that choose nothing are 0, texts "", a status -1. */
enum inspection {
	INSPECT_LOG,	       /* :space, :hall, :since, :until, :type, :name,
				  :kind, :status, :most: newest first */
	INSPECT_LOG_OF_RECORD, /* the same of a :name that is not "" */
	INSPECT_LOG_OF_STATUS, /* of a :status that is not 0, which the
				  register has an index of */
	INSPECT_LOG_OF_DAYS,   /* with a :since and an :until */
	INSPECT_CARRIED,       /* :record: how each of its events came here */
	INSPECT_SESSIONS,   /* :peer, :carrier, :since, :most: newest first */
	INSPECT_LAST_SEEN,  /* of each peer, the last that went well */
	INSPECT_SKEW,	    /* :since: the widest of each peer */
	INSPECT_MACHINES,   /* what each peer said last of its machine */
	INSPECT_WAITING,    /* pieces of scans not held, by hall */
	INSPECT_SCANS_LEFT, /* halls with no room left, and pieces not asked for
			     */
	INSPECT_DAY_FULL,   /* :day, :room: halls of which more came */
	INSPECT_QUARANTINE, /* :id or 0, :most: newest first */
	INSPECT_STICKS,	    /* those that wait */
	INSPECT_FORKS,	    /* logs with more than one branch */
	INSPECT_ERASABLE,   /* :text name of a case or '', :hash (lookup) or 0:
			       with all that is about those cases */
	INSPECT_LEFT,	    /* :type, :name, :hall: other ledgers it was in, and
			       whether their halls have dropped what is personal */
	INSPECT_ERASURE_ASKED, /* cases that wait for it, the oldest first */
	INSPECT_ERASED,	       /* :text name of a record or '', :most */
	INSPECT_ERASED_UNTOLD, /* :hall: what was erased in ledgers, and stands
				  in that hall's gazette not yet */
	INSPECT_ERASED_TOLD,   /* :name of a record: the change sets that
				  published that it was erased, the first first */
};

/* Run it; a new reference, or NULL with what the store fails with. */
json_t *store_inspect(struct store *s, enum inspection which,
    const struct report_parameter *parameters, size_t count,
    struct err *e) MUST_CHECK;

/*
 * Change sets whose id lies between two (inclusive), at most two of them, in
 * full: {n, id, git, space_kind, space_hall, hall, incarnation, seq, depth,
 * time, key, peer, carrier, came}.
 */
json_t *
store_changesets_between(struct store *s, const struct changeset_id *low,
    const struct changeset_id *high, struct err *e) MUST_CHECK;

#endif
