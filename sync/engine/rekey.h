/*
 * rekey: what lies on this hall's disk under its key goes under another one.
 */
#ifndef SANJI_ENGINE_REKEY_H
#define SANJI_ENGINE_REKEY_H

#include "sync/engine/engine.h"

/*
 * Wrap all case keys under what follows from the fresh keys, and compute what
 * people are looked up by again, in one transaction.  What is wrapped under
 * the fresh ones already stays, so it may be done again after a crash.  The
 * caller then hands the fresh keys to the engine, in place of those it gave.
 */
int engine_rekey(
    struct engine *g, const struct keys *fresh, struct err *e) MUST_CHECK;

/*
 * The key they are wrapped under is lost: forget the case keys held here, so
 * that they are asked for again, and compute what follows from the log anew.
 */
int engine_forget_keys(struct engine *g, struct err *e) MUST_CHECK;

#endif
