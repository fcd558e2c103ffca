/*
 * keyfile: a hall's own keys on disk.
 *
 * A short text file, mode 0600, in the node's directory: format, hall, how
 * it is locked, and the two secrets in base64, either as they are or sealed
 * with a passphrase (Argon2id, XChaCha20-Poly1305).
 */
#ifndef SANJI_CRYPTO_KEYFILE_H
#define SANJI_CRYPTO_KEYFILE_H

#include "crypto/noise.h"
#include "crypto/sign.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/base/name.h"

struct keys {
	struct sign_secret sign;
	struct noise_secret transport;
};

/* Longest key file; a longer one is refused unread. */
#define KEYFILE_LEN_MAX 4096

/* New keys from crypto_random(). */
void keys_new(struct keys *out);

/* Overwrite. */
void keys_wipe(struct keys *k);

/*
 * Write the file: first under another name with O_EXCL and mode 0600,
 * fsynced, then renamed, the directory fsynced.  passphrase NULL or "":
 * not locked.  -1 with ERR_IO, or ERR_REFUSED if path exists already.
 */
int keyfile_write(const char *path, const struct hall_code *hall,
    const struct keys *keys, const char *passphrase, struct err *e) MUST_CHECK;

/*
 * The same in place of a key file that is there: whoever reads meanwhile
 * sees the one or the other.
 */
int keyfile_replace(const char *path, const struct hall_code *hall,
    const struct keys *keys, const char *passphrase, struct err *e) MUST_CHECK;

/* Whether the file is locked by a passphrase: 1, 0, or -1 as keyfile_read. */
int keyfile_is_locked(const char *path, struct err *e) MUST_CHECK;

/*
 * Read the file.  -1 with ERR_NOT_FOUND, ERR_IO, ERR_FORMAT (not a key
 * file), or ERR_REFUSED: readable by others than its owner, of another hall
 * than hall (NULL: any), the passphrase missing or wrong.
 */
int keyfile_read(const char *path, const struct hall_code *hall,
    const char *passphrase, struct keys *keys_out, struct err *e) MUST_CHECK;

#endif
