/*
 * sshsig: signatures that stock git and ssh-keygen can check.
 *
 *	message, key --> [sshsig] --> 64 bytes <--> armoured text (gpgsig)
 *
 * The format is OpenSSH's PROTOCOL.sshsig, version 1, SHA-512, Ed25519.
 * Of the armoured text everything but the key and the 64 bytes of the
 * signature is fixed, so only those need to be stored.  Reading is strict:
 * a text is accepted only if writing what was read gives the same bytes.
 */
#ifndef SANJI_CRYPTO_SSHSIG_H
#define SANJI_CRYPTO_SSHSIG_H

#include <stddef.h>

#include "crypto/sign.h"
#include "schema/base/macros.h"

/*
 * The namespaces, each its own domain: a signature made for one is not
 * valid in another.
 */
#define SSHSIG_CHANGESET "git" /* fixed by git */
#define SSHSIG_RECEIPT "receipt@sanji"
#define SSHSIG_ENROLMENT "enrolment@sanji"
#define SSHSIG_RECOVERY "recovery@sanji"
#define SSHSIG_NAMESPACE_MAX 32

/*
 * Length of the armour in namespace "git", six lines, without a newline at
 * the end; armour of other namespaces is longer, never over the _MAX.
 */
#define SSHSIG_ARMOUR_MAX 400

/* Sign the message in the namespace. */
void sshsig_sign(const struct sign_secret *key, const char *namespace,
    const void *message, size_t len, struct signature *out);

/* Whether sig is key's signature over the message in the namespace. */
int sshsig_is_valid(const struct sign_public *key, const char *namespace,
    const void *message, size_t len, const struct signature *sig);

/*
 * The armoured text, NUL-terminated, lines ended by '\n' except the last,
 * as ssh-keygen -Y sign writes it (base64 in lines of 70).  Returns its
 * length.
 */
size_t sshsig_armour(const struct sign_public *key, const char *namespace,
    const struct signature *sig, char out[SSHSIG_ARMOUR_MAX]);

/*
 * Read armoured text.  0, or -1 if it is not, byte for byte, what
 * sshsig_armour() writes for some key and signature in the namespace.  The
 * signature is not checked here.
 */
int sshsig_parse(const char *text, size_t len, const char *namespace,
    struct sign_public *key_out, struct signature *sig_out) MUST_CHECK;

#endif
