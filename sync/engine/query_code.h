/*
 * query_code: a citizen's proof that the case is theirs.
 *
 *	case key, number --> six digits, on the slip
 *	number, six digits --try--> fits, wrong, or too often
 *
 * The code is worked out where the key is held, and stored nowhere.  Six
 * digits can be guessed, so wrong ones are counted: for what was asked for,
 * whether there is such a case or not, and for the whole hall.
 */
#ifndef SANJI_ENGINE_QUERY_CODE_H
#define SANJI_ENGINE_QUERY_CODE_H

#include "crypto/case_key.h"
#include "sync/engine/engine.h"

/* Wrong codes for one number, and for all of a hall, until an hour after
 * the last one nobody is answered any more. */
#define QUERY_WRONG_MAX 5
#define QUERY_WRONG_HALL_MAX 300
#define QUERY_LOCK_S 3600

/* The code of a case: 1; 0: its key is not held, or was destroyed; -1. */
int query_code_of(struct engine *g, int64_t record, const char *number,
    struct query_code *out, struct err *e) MUST_CHECK;

enum query_verdict {
	QUERY_FITS,
	QUERY_WRONG,	 /* no such case, no key of it, or another code */
	QUERY_TOO_OFTEN, /* not looked at; try again an hour later */
};

/*
 * Try a code for a number; record is the case of that number, or 0.  A
 * wrong one is noted in a transaction of its own, unless one is open.
 */
int query_code_try(struct engine *g, int64_t record, const char *number,
    const char *code, int64_t time_s, enum query_verdict *out,
    struct err *e) MUST_CHECK;

#endif
