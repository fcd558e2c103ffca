/*
 * dialer: whom a hall calls, and when again.
 *
 *	addresses of halls above, outcomes, time --> [dialer] --> call this one
 *
 * The hall directly above comes first; while it does not answer, any hall
 * further up will do (each ancestor holds the ledger).  A call that fails
 * is tried again after a pause that doubles, with some chance in it so that
 * 174 villages do not all call at once when the power returns.
 *
 * A state machine: no socket, no clock.
 */
#ifndef SANJI_LOOP_DIALER_H
#define SANJI_LOOP_DIALER_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/name.h"

#define DIALER_HALLS_MAX 16
#define DIALER_PAUSE_MIN_MS 1000
#define DIALER_PAUSE_MAX_MS 120000

struct dialer_hall {
	struct hall_code code;
	char address[128]; /* "" if nobody said where it is */
	int64_t next_ms;   /* not called before */
	int64_t pause_ms;
	enum { DIALER_IDLE, DIALER_CALLING, DIALER_UP } state;
};

struct dialer {
	struct dialer_hall halls[DIALER_HALLS_MAX]; /* nearest first */
	size_t count;
};

/* Learn, or learn anew, of a hall above; nearest first.  Another hall at that
 * place has not been called yet. */
void dialer_set(struct dialer *d, size_t place, const struct hall_code *code,
    const char *address);

/* There are so many, and those at later places no more. */
void dialer_end(struct dialer *d, size_t count);

/*
 * The next hall to call now, as its place, or -1.  It counts as being
 * called from then on.
 */
int dialer_next(struct dialer *d, int64_t now_ms);

/* The call got through. */
void dialer_up(struct dialer *d, size_t place);

/*
 * The call failed or the line went down; chance is any random number.
 */
void
dialer_down(struct dialer *d, size_t place, int64_t now_ms, uint32_t chance);

/* Whether a nearer hall is up, so that this line is not needed. */
int dialer_is_spare(const struct dialer *d, size_t place);

#endif
