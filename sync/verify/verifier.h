/*
 * verifier: many signatures at once, on a second core while the first works.
 *
 *	signed bytes, key, signature --submit--> [verifier] --finish--> verdicts
 *
 * No clock, no socket; a worker thread is started with the first full load
 * and joined by verifier_finish().
 */
#ifndef SANJI_VERIFY_VERIFIER_H
#define SANJI_VERIFY_VERIFIER_H

#include <stddef.h>

#include "crypto/sign.h"
#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"

struct verifier;

/* A thread pays from this many signatures on; below, all are done at finish. */
#define VERIFIER_THREAD_MIN 8

/* Room for `max` submissions; owned by the caller.  NULL with ERR_NOMEM. */
struct verifier *verifier_new(size_t max, struct err *e) MUST_CHECK;

/* Waits for the worker; NULL is fine. */
void verifier_free(struct verifier *v);

/*
 * Check sig over the bytes (taken: *bytes is empty afterwards) in namespace
 * "git", under the caller's number (0 .. max-1, each once).
 */
void verifier_submit_take(struct verifier *v, size_t number,
    const struct sign_public *key, const struct signature *sig,
    struct buf *bytes);

/* Wait for all; afterwards verifier_is_valid() may be asked. */
void verifier_finish(struct verifier *v);

/* Whether the signature submitted under the number is valid. */
int verifier_is_valid(const struct verifier *v, size_t number);

#endif
