/*
 * helper: a program of ours that does one thing apart from this process.
 *
 *	name, words, bytes --> [helper] --its standard output--> bytes
 */
#ifndef SANJI_NODE_HELPER_H
#define SANJI_NODE_HELPER_H

#include <sys/types.h>

#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Most words a helper is given. */
#define HELPER_WORDS_MAX 6

/*
 * Run it with the words (ends with NULL) and input on its standard input;
 * append what it says to out.  It stands beside the running program, or in
 * ../libexec of that, and is told nothing of the environment but the
 * locale and where fonts are.
 *
 * -1 with ERR_NOT_FOUND (it is not installed), ERR_IO (it died), or what it
 * failed with: its exit status is the code, its standard error the text.
 */
int helper_run(const char *name, const char *const *words,
    const struct buf *input, struct buf *out, struct err *e) MUST_CHECK;

/*
 * Start this program itself with those words (ends with NULL), with nothing on
 * its standard input and the same standard error; whoever starts it waits for
 * it.
 */
int helper_start_self(
    const char *const *words, pid_t *pid_out, struct err *e) MUST_CHECK;

#endif
