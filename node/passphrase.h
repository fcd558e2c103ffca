/*
 * passphrase: what opens this hall's key, from wherever it is kept.
 *
 *	$SANJI_PASSPHRASE, else the file $SANJI_PASSPHRASE_FILE, else the
 *	systemd credential "passphrase" --> text
 */
#ifndef SANJI_NODE_PASSPHRASE_H
#define SANJI_NODE_PASSPHRASE_H

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Longest, and shortest of a new one, in bytes. */
#define PASSPHRASE_MAX 255
#define PASSPHRASE_NEW_MIN 8

/*
 * The passphrase, good until the program ends or passphrase_wipe(), in
 * *out; NULL if none of the three is there.  -1 with ERR_IO, ERR_NOT_FOUND
 * or ERR_LIMIT if the file named cannot be read.
 */
int passphrase_find(const char **out, struct err *e) MUST_CHECK;

/* The first line of a file, to out.  -1 as above. */
int passphrase_read(
    const char *path, char out[PASSPHRASE_MAX + 1], struct err *e) MUST_CHECK;

/* -1 with ERR_REFUSED if a new one would be guessed. */
int passphrase_check_new(const char *text, struct err *e) MUST_CHECK;

/* Overwrite what was read from a file. */
void passphrase_wipe(void);

#endif
