/*
 * progress: how far long work has got, told to whoever waits for it.
 */
#ifndef SANJI_BASE_PROGRESS_H
#define SANJI_BASE_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

struct progress {
	/* total 0: nobody knows.  -1 ends the work, with that err. */
	int (*tell)(
	    void *context, uint64_t done, uint64_t total, struct err *e);
	void *context;
};

/* Tell it; p NULL: nobody waits. */
static inline MUST_CHECK int
progress_tell(
    const struct progress *p, uint64_t done, uint64_t total, struct err *e)
{
	return p == NULL ? 0 : p->tell(p->context, done, total, e);
}

#endif
