/*
 * recovery_key: the county's offline key, as people write it down.
 *
 *	32 bytes <--> four lines of sixteen letters and digits
 *
 * "K3PM 70QX …": Crockford's base32 in groups of four, without I, L, O and U.
 * The last three characters of each line are computed from the line and its
 * number, so a mistyped line, or two in the wrong order, are told by number.
 */
#ifndef SANJI_CRYPTO_RECOVERY_KEY_H
#define SANJI_CRYPTO_RECOVERY_KEY_H

#include "crypto/sign.h"
#include "schema/base/err.h"

#define RECOVERY_LINES 4
#define RECOVERY_LINE_MAX 20 /* four groups of four, with NUL */

/* One line, from 0. */
void recovery_key_line(
    const struct sign_secret *key, unsigned line, char out[RECOVERY_LINE_MAX]);

/*
 * All four lines: capitals or not, O for 0 and I or L for 1, with whatever
 * spaces and hyphens between.  -1 with ERR_FORMAT saying which line is wrong.
 */
int recovery_key_parse(
    const char *text, struct sign_secret *out, struct err *e) MUST_CHECK;

#endif
