/*
 * moving: the events of a move, and of what is said again after it.
 *
 *	dossier in the old ledger --> [moving] --engine_write--> both ledgers
 *
 * Private to engine/.
 */
#ifndef SANJI_ENGINE_MOVING_H
#define SANJI_ENGINE_MOVING_H

#include "sync/engine/dossier.h"

/* A move's id: random bytes in hexadecimal; others may be longer. */
#define MOVE_ID_BYTES 16
#define MOVE_ID_TEXT_MAX 65 /* with NUL */

struct moving {
	struct engine *engine;
	const struct dossier *old; /* where the record was */
	const struct dossier *new; /* where it goes to */
	char id[MOVE_ID_TEXT_MAX];
	const char *reason; /* or NULL */
	const char *label;  /* for the first line of change sets */
	int64_t time_s;
	size_t written; /* change sets, so far */
};

/* moved_out, into the old ledger. */
int moving_write_out(struct moving *m,
    const struct engine_expectation *expected, struct err *e) MUST_CHECK;

/*
 * Into the new ledger: each act that stands in the old one, and that the
 * event `left` there knew (DOSSIER_NONE: all), and moved_in.
 */
int moving_write_in(struct moving *m, size_t left, struct err *e) MUST_CHECK;

/* Into the new ledger: the acts chosen, by place in the old dossier. */
int moving_write_quotes(
    struct moving *m, const unsigned char *chosen, struct err *e) MUST_CHECK;

/* Into a dossier's ledger: event i, which is held, is covered (RULES H4). */
int moving_write_cover(struct moving *m, const struct dossier *d, size_t i,
    struct err *e) MUST_CHECK;

/* Into the old ledger: its owner has dropped the personal data. */
int moving_write_dropped(struct moving *m, struct err *e) MUST_CHECK;

#endif
