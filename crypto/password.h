/*
 * password: what people type, kept so that it cannot be read back.
 *
 *	password --Argon2id, 64 MiB--> text with salt and cost --> hall.db
 */
#ifndef SANJI_CRYPTO_PASSWORD_H
#define SANJI_CRYPTO_PASSWORD_H

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Longest kept text, with the NUL. */
#define PASSWORD_TEXT_MAX 129

/* Longest password, in bytes: a longer one is refused before it is hashed. */
#define PASSWORD_LEN_MAX 128

/* -1 with ERR_NOMEM, or ERR_LIMIT if the password is too long. */
int password_keep(const char *password, char out[PASSWORD_TEXT_MAX],
    struct err *e) MUST_CHECK;

/*
 * Whether it is the password kept so.  kept may be NULL: nobody has that
 * name; it is no then, and takes as long.
 */
int password_is(const char *password, const char *kept);

#endif
