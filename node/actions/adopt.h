/*
 * adopt: a hall that came under this one goes on with the keys it has.
 *
 *	listed here, admitted by the hall it left --> member.admitted
 *
 * Its keys would hold without; but then they would stand and fall with the
 * gazette of a hall that has nothing to do with it any more.
 */
#ifndef SANJI_ACTIONS_ADOPT_H
#define SANJI_ACTIONS_ADOPT_H

#include "node/actions/action.h"

/* Admit those, and add how many to *written. */
int adopt_all(const struct actor *a, size_t *written, struct err *e) MUST_CHECK;

#endif
