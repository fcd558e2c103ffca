/*
 * gazette_ruling: the root's word on what another hall published when it did
 * not know that its key had ended (RULES A6).
 *
 *	hall.ratified, hall.annulled in the root's gazette --> a status
 *
 * In ledgers whoever rules writes beside what it rules on; into a gazette only
 * its own hall writes, so the root rules on it in its own.
 */
#ifndef SANJI_FOLD_GAZETTE_RULING_H
#define SANJI_FOLD_GAZETTE_RULING_H

#include "sync/fold/authority.h"
#include "sync/fold/status.h"

struct gazette_ruling {
	struct position at;
	struct past past;
	struct hall_code hall; /* whose gazette */
	struct event_id event;
	int annuls;
};

int gazette_ruling_add(struct authority *a, const struct view *view,
    const struct gazette_event *ev, struct err *e) MUST_CHECK;
void gazette_rulings_free(struct authority *a);

/*
 * What becomes of a held event: ok, annulled, or held if nobody ruled.  Of
 * several rulings those count that no other one knew; annulling wins.
 */
int gazette_ruling_on(const struct authority *a, const struct view *view,
    struct position at, uint32_t place, enum event_status *out,
    struct err *e) MUST_CHECK;

#endif
