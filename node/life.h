/*
 * life: whether this directory is still the one life it was (RULES D1).
 *
 *	hall.db, hall.life, witness, machine --> [life] --> go on, or a new
 *	incarnation
 *
 * A token stands in hall.db and, beside it, in hall.life, and in a third
 * place if hall.conf names a `witness`.  It is renewed at each start of
 * `serve` and by each backup, so a database, a token or a directory of an
 * earlier day does not fit what is there.  With the token stands where it was
 * used last: which machine, and when the file hall.db was made, so a copy does
 * not fit either.  What is put back together with its whole disk fits; that
 * shows when another hall knows more (sync/engine/life.h).
 */
#ifndef SANJI_NODE_LIFE_H
#define SANJI_NODE_LIFE_H

#include "node/hall_dir.h"
#include "sync/engine/life.h"

enum life_moment {
	LIFE_BEGINS, /* the node was made just now */
	LIFE_WORKS,  /* a command: look */
	LIFE_STARTS, /* serve: look, and renew the token */
	LIFE_BACKED_UP,
};

/*
 * Look whether the token fits, and open a new incarnation if it does not;
 * opened_out (may be NULL) is 1 then.  Renews the token unless all a command
 * wants is to look.  -1 with ERR_IO or what the engine fails with.
 */
int life_check(struct hall_dir *h, enum life_moment moment, int64_t now_s,
    int *opened_out, struct err *e) MUST_CHECK;

/* The restore command: a new incarnation whatever fits. */
int life_restored(struct hall_dir *h, int64_t now_s, struct err *e) MUST_CHECK;

#endif
