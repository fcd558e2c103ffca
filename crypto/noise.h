/*
 * noise: the handshakes and channels of the Noise protocol, revision 34.
 *
 *	static keys, prologue --> [handshake] --> two ciphers --> records
 *
 * One suite, 25519/ChaChaPoly/BLAKE2b; three patterns: XK on a line, XX at
 * enrolment, X on a stick.  Nothing is negotiated.  Bytes in, bytes out: no
 * socket is known here.
 */
#ifndef SANJI_CRYPTO_NOISE_H
#define SANJI_CRYPTO_NOISE_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"

#define NOISE_KEY_LEN 32
#define NOISE_HASH_LEN 64
#define NOISE_TAG_LEN 16

/* Longest message on the wire (Noise §3), and what fits into one. */
#define NOISE_MESSAGE_MAX 65535
#define NOISE_PAYLOAD_MAX (NOISE_MESSAGE_MAX - NOISE_TAG_LEN)

/* X25519 keys, used for nothing but Noise (Noise §14). */
struct noise_public {
	uint8_t bytes[NOISE_KEY_LEN];
};

struct noise_secret {
	uint8_t bytes[NOISE_KEY_LEN]; /* wipe after use */
	struct noise_public public;
};

enum noise_pattern {
	NOISE_XK, /* the initiator knows the responder's key */
	NOISE_XX, /* neither knows the other's */
	NOISE_X,  /* one message to a known responder, nothing back */
};

enum noise_role {
	NOISE_INITIATOR,
	NOISE_RESPONDER,
};

/* One direction of a channel.  Copied by value; wipe after use. */
struct noise_cipher {
	uint8_t key[NOISE_KEY_LEN];
	uint64_t nonce;
	int keyed; /* 0: plain text passes through, as before the first DH */
};

/* A new key from crypto_random(). */
void noise_new(struct noise_secret *out);

/* The key that belongs to 32 secret bytes. */
void
noise_from_bytes(const uint8_t bytes[NOISE_KEY_LEN], struct noise_secret *out);

/* First 4 groups of 4 hex digits of BLAKE2b-256 over the key, for eyes. */
#define NOISE_FINGERPRINT_MAX 20
void noise_fingerprint(
    const struct noise_public *key, char out[NOISE_FINGERPRINT_MAX]);

struct noise_handshake;

/*
 * Begin.  own is copied.  remote is the responder's key where the pattern
 * knows it beforehand (initiator of XK and X), else NULL.  ephemeral is
 * NULL, or a fixed key for replaying published vectors.  Owned by the
 * caller, freed by noise_handshake_free(); NULL with ERR_NOMEM.
 */
struct noise_handshake *noise_handshake_new(enum noise_pattern pattern,
    enum noise_role role, const void *prologue, size_t prologue_len,
    const struct noise_secret *own, const struct noise_public *remote,
    const struct noise_secret *ephemeral, struct err *e) MUST_CHECK;

/* Wipe and release; NULL is fine. */
void noise_handshake_free(struct noise_handshake *h);

/*
 * Whether the next message is ours to write; whether the handshake is over
 * (then noise_handshake_split() may be called).
 */
int noise_handshake_is_my_turn(const struct noise_handshake *h);
int noise_handshake_is_over(const struct noise_handshake *h);

/*
 * Append the next message, carrying the payload, to out.  -1 with
 * ERR_LIMIT (payload too long) or ERR_REFUSED (a remote key of low order).
 */
int noise_handshake_write(struct noise_handshake *h, const void *payload,
    size_t len, struct buf *out, struct err *e) MUST_CHECK;

/*
 * Read the next message and append its payload to payload_out.  -1 with
 * ERR_REFUSED if it is not authentic, too short or a key is of low order;
 * the handshake is dead then.
 */
int noise_handshake_read(struct noise_handshake *h, const void *message,
    size_t len, struct buf *payload_out, struct err *e) MUST_CHECK;

/*
 * The other side's static key; asserted to be known (XK initiator: at
 * once; XX initiator: after message 2; responders: when over).
 */
const struct noise_public *
noise_handshake_remote(const struct noise_handshake *h);

/* The handshake hash, for binding signatures to this very channel. */
const uint8_t *noise_handshake_hash(const struct noise_handshake *h);

/*
 * The two ciphers of a finished handshake: what this role sends with, what
 * it receives with.  With X the receive cipher of the initiator, and the
 * send cipher of the responder, are never used.
 */
void noise_handshake_split(const struct noise_handshake *h,
    struct noise_cipher *send_out, struct noise_cipher *receive_out);

/*
 * Append the encryption of len bytes (len + NOISE_TAG_LEN) to out.  -1
 * with ERR_LIMIT when len > NOISE_PAYLOAD_MAX or the nonces are used up.
 */
int noise_encrypt(struct noise_cipher *c, const void *plain, size_t len,
    struct buf *out, struct err *e) MUST_CHECK;

/*
 * Append the decryption of one message to out.  -1 with ERR_REFUSED if it
 * is not authentic or not the next one; the cipher does not advance then.
 */
int noise_decrypt(struct noise_cipher *c, const void *message, size_t len,
    struct buf *out, struct err *e) MUST_CHECK;

#endif
