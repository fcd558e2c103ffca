/*
 * local_key: keys of one hall's disk, worked out from its key file.
 *
 *	signing secret --BLAKE2b with a tag each--> wrap key, lookup key,
 *						    audit key
 *
 * Neither is stored, and neither ever leaves the hall.
 */
#ifndef SANJI_CRYPTO_LOCAL_KEY_H
#define SANJI_CRYPTO_LOCAL_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "crypto/sign.h"

#define LOCAL_KEY_LEN 32

/* Wraps case keys at rest (case_key.h).  Wipe after use. */
struct wrap_key {
	uint8_t bytes[LOCAL_KEY_LEN];
};

/* Hides what people are looked up by.  Wipe after use. */
struct lookup_key {
	uint8_t bytes[LOCAL_KEY_LEN];
};

/* Links the entries of the access audit.  Wipe after use. */
struct audit_key {
	uint8_t bytes[LOCAL_KEY_LEN];
};

void local_key_wrap(const struct sign_secret *from, struct wrap_key *out);
void local_key_lookup(const struct sign_secret *from, struct lookup_key *out);
void local_key_audit(const struct sign_secret *from, struct audit_key *out);

/*
 * A value as it stands in the table people are looked up in: a keyed hash
 * over what kind of value it is and the value, which only this hall can
 * make.  what is at most 255 bytes long.
 */
#define LOOKUP_HASH_LEN 16
struct lookup_hash {
	uint8_t bytes[LOOKUP_HASH_LEN];
};
void local_key_hash(const struct lookup_key *k, const char *what,
    const void *value, size_t len, struct lookup_hash *out);

/* The link of an entry: a keyed hash over the link before it and the entry. */
#define AUDIT_LINK_LEN 32
struct audit_link {
	uint8_t bytes[AUDIT_LINK_LEN];
};
void local_key_link(const struct audit_key *k, const struct audit_link *before,
    const void *entry, size_t len, struct audit_link *out);

#endif
