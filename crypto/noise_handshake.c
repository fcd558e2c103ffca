/*
 * The happy path, by the pattern's script (noise_script.h):
 *
 *	1. both sides begin with the protocol's name, the prologue and, where
 *	   the pattern says so, the responder's static key;
 *	2. the initiator writes the first message, then they take turns;
 *	3. each token adds a key to the message or a DH to the chaining key,
 *	   the payload comes last;
 *	4. after the last message the secrets are wiped and the handshake can
 *	   be split into the two ciphers of the channel.
 *
 * Whatever fails on the way kills it: the state is wiped at once and every
 * later call refuses.  Only a payload too long, or no memory, is found
 * before anything has moved, and may be tried again.
 */
#include "crypto/noise.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/noise_script.h"
#include "crypto/noise_symmetric.h"

struct noise_handshake {
	const struct noise_script *script;
	enum noise_role role;
	size_t message; /* the next one's place in the script */
	int dead;
	int ephemeral_is_fixed;
	int remote_is_known;
	struct noise_secret own, ephemeral;
	struct noise_public remote, remote_ephemeral;
	struct noise_symmetric symmetric;
};

static void
mix_known_key(struct noise_handshake *h)
{
	const struct noise_public *key =
	    h->role == NOISE_RESPONDER ? &h->own.public : &h->remote;

	noise_symmetric_mix_hash(&h->symmetric, key->bytes, NOISE_KEY_LEN);
}

struct noise_handshake *
noise_handshake_new(enum noise_pattern pattern, enum noise_role role,
    const void *prologue, size_t prologue_len, const struct noise_secret *own,
    const struct noise_public *remote, const struct noise_secret *ephemeral,
    struct err *e)
{
	const struct noise_script *script = noise_script_of(pattern);
	struct noise_handshake *h = calloc(1, sizeof(*h));

	assert((remote != NULL) ==
	       (script->responder_is_known && role == NOISE_INITIATOR));
	if (h == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	h->script = script;
	h->role = role;
	h->own = *own;
	if (remote != NULL)
		h->remote = *remote;
	h->remote_is_known = remote != NULL;
	if (ephemeral != NULL)
		h->ephemeral = *ephemeral;
	h->ephemeral_is_fixed = ephemeral != NULL;
	noise_symmetric_start(&h->symmetric, script->protocol);
	noise_symmetric_mix_hash(&h->symmetric, prologue, prologue_len);
	if (script->responder_is_known)
		mix_known_key(h);
	return h;
}

void
noise_handshake_free(struct noise_handshake *h)
{
	if (h == NULL)
		return;
	sodium_memzero(h, sizeof(*h));
	free(h);
}

int
noise_handshake_is_over(const struct noise_handshake *h)
{
	return !h->dead && h->message == h->script->message_count;
}

/* Whether the next message goes in the direction of the role. */
static int
is_turn_of(const struct noise_handshake *h, enum noise_role role)
{
	return !h->dead && !noise_handshake_is_over(h) &&
	       noise_script_writer(h->message) == role;
}

int
noise_handshake_is_my_turn(const struct noise_handshake *h)
{
	return is_turn_of(h, h->role);
}

static void
wipe_secrets(struct noise_handshake *h)
{
	sodium_memzero(&h->own, sizeof(h->own));
	sodium_memzero(&h->ephemeral, sizeof(h->ephemeral));
}

static void
die(struct noise_handshake *h)
{
	wipe_secrets(h);
	sodium_memzero(&h->symmetric, sizeof(h->symmetric));
	h->dead = 1;
}

static int
err_dead(struct err *e)
{
	return err_set(e, ERR_REFUSED,
	    "the handshake has failed already; hang up and connect again");
}

static int
mix_dh(struct noise_handshake *h, enum noise_token t)
{
	enum noise_role other = noise_script_other(h->role);
	const struct noise_secret *mine =
	    noise_script_takes_static_of(t, h->role) ? &h->own : &h->ephemeral;
	const struct noise_public *theirs =
	    noise_script_takes_static_of(t, other) ? &h->remote
						   : &h->remote_ephemeral;
	uint8_t shared[NOISE_KEY_LEN];
	int rc;

	/* Nonzero for a key of low order, whose result anybody knows. */
	rc = crypto_scalarmult(shared, mine->bytes, theirs->bytes);
	if (rc == 0)
		noise_symmetric_mix_key(&h->symmetric, shared);
	sodium_memzero(shared, sizeof(shared));
	return rc;
}

/* What the next message has besides its payload. */
static size_t
message_overhead(const struct noise_handshake *h)
{
	const enum noise_token *t = h->script->messages[h->message];
	size_t tag = noise_cipher_overhead(&h->symmetric.cipher);
	size_t len = 0;

	for (; *t != NOISE_TOKEN_END; t++) {
		if (noise_script_is_dh(*t))
			tag = NOISE_TAG_LEN;
		else
			len += NOISE_KEY_LEN + (*t == NOISE_TOKEN_S ? tag : 0);
	}
	return len + tag;
}

static void
finish_message(struct noise_handshake *h, struct buf *b, size_t len)
{
	b->len += len;
	b->bytes[b->len] = '\0';
	h->message++;
	if (noise_handshake_is_over(h))
		wipe_secrets(h);
}

static uint8_t *
write_ephemeral(struct noise_handshake *h, uint8_t *to)
{
	const uint8_t *key = h->ephemeral.public.bytes;

	if (!h->ephemeral_is_fixed)
		noise_new(&h->ephemeral);
	memcpy(to, key, NOISE_KEY_LEN);
	noise_symmetric_mix_hash(&h->symmetric, key, NOISE_KEY_LEN);
	return to + NOISE_KEY_LEN;
}

static uint8_t *
write_static(struct noise_handshake *h, uint8_t *to)
{
	size_t tag = noise_cipher_overhead(&h->symmetric.cipher);

	noise_symmetric_seal(
	    &h->symmetric, h->own.public.bytes, NOISE_KEY_LEN, to);
	return to + NOISE_KEY_LEN + tag;
}

/* Where the payload goes, or NULL if the remote key is of low order. */
static uint8_t *
write_tokens(struct noise_handshake *h, uint8_t *to)
{
	const enum noise_token *t = h->script->messages[h->message];

	for (; *t != NOISE_TOKEN_END; t++) {
		if (*t == NOISE_TOKEN_E)
			to = write_ephemeral(h, to);
		else if (*t == NOISE_TOKEN_S)
			to = write_static(h, to);
		else if (mix_dh(h, *t) != 0)
			return NULL;
	}
	return to;
}

int
noise_handshake_write(struct noise_handshake *h, const void *payload,
    size_t len, struct buf *out, struct err *e)
{
	size_t overhead;
	uint8_t *to;

	if (h->dead)
		return err_dead(e);
	assert(noise_handshake_is_my_turn(h));
	overhead = message_overhead(h);
	if (len > NOISE_MESSAGE_MAX - overhead)
		return err_set(e, ERR_LIMIT,
		    "%zu bytes are too long for a handshake (most %zu)", len,
		    NOISE_MESSAGE_MAX - overhead);
	to = buf_reserve(out, overhead + len, e);
	if (to == NULL)
		return -1;
	to = write_tokens(h, to);
	if (to == NULL) {
		die(h);
		return err_set(e, ERR_REFUSED,
		    "the other hall's key is one that protects nothing; "
		    "enrol that hall again with a new key");
	}
	noise_symmetric_seal(&h->symmetric, payload, len, to);
	finish_message(h, out, overhead + len);
	return 0;
}

static const uint8_t *
read_ephemeral(struct noise_handshake *h, const uint8_t *from)
{
	memcpy(h->remote_ephemeral.bytes, from, NOISE_KEY_LEN);
	noise_symmetric_mix_hash(&h->symmetric, from, NOISE_KEY_LEN);
	return from + NOISE_KEY_LEN;
}

static const uint8_t *
read_static(struct noise_handshake *h, const uint8_t *from)
{
	size_t len =
	    NOISE_KEY_LEN + noise_cipher_overhead(&h->symmetric.cipher);

	if (noise_symmetric_open(&h->symmetric, from, len, h->remote.bytes) !=
	    0)
		return NULL;
	h->remote_is_known = 1;
	return from + len;
}

/* Where the payload is, or NULL; the message has the overhead at least. */
static const uint8_t *
read_tokens(struct noise_handshake *h, const uint8_t *from)
{
	const enum noise_token *t = h->script->messages[h->message];

	for (; *t != NOISE_TOKEN_END && from != NULL; t++) {
		if (*t == NOISE_TOKEN_E)
			from = read_ephemeral(h, from);
		else if (*t == NOISE_TOKEN_S)
			from = read_static(h, from);
		else if (mix_dh(h, *t) != 0)
			from = NULL;
	}
	return from;
}

static int
read_message(struct noise_handshake *h, const uint8_t *message, size_t len,
    uint8_t *payload_out)
{
	const uint8_t *from = read_tokens(h, message);

	if (from == NULL)
		return -1;
	return noise_symmetric_open(
	    &h->symmetric, from, (size_t)(message + len - from), payload_out);
}

static int
is_possible(const struct noise_handshake *h, size_t len)
{
	enum noise_role other = noise_script_other(h->role);

	return is_turn_of(h, other) && len >= message_overhead(h) &&
	       len <= NOISE_MESSAGE_MAX;
}

int
noise_handshake_read(struct noise_handshake *h, const void *message, size_t len,
    struct buf *payload_out, struct err *e)
{
	size_t payload_len;
	uint8_t *to;

	if (h->dead)
		return err_dead(e);
	if (!is_possible(h, len)) {
		die(h);
		return err_set(e, ERR_REFUSED,
		    "a message of %zu bytes cannot be the next of this "
		    "handshake; hang up and connect again",
		    len);
	}
	payload_len = len - message_overhead(h);
	to = buf_reserve(payload_out, payload_len, e);
	if (to == NULL)
		return -1;
	if (read_message(h, message, len, to) != 0) {
		die(h);
		return err_set(e, ERR_REFUSED,
		    "the handshake is not authentic: it was changed on the "
		    "way, or the other side is not the hall it should be; "
		    "try again, then compare fingerprints");
	}
	finish_message(h, payload_out, payload_len);
	return 0;
}

const struct noise_public *
noise_handshake_remote(const struct noise_handshake *h)
{
	assert(!h->dead && h->remote_is_known);
	return &h->remote;
}

const uint8_t *
noise_handshake_hash(const struct noise_handshake *h)
{
	assert(!h->dead);
	return h->symmetric.hash;
}

void
noise_handshake_split(const struct noise_handshake *h,
    struct noise_cipher *send_out, struct noise_cipher *receive_out)
{
	assert(noise_handshake_is_over(h));
	if (h->role == NOISE_INITIATOR)
		noise_symmetric_split(&h->symmetric, send_out, receive_out);
	else
		noise_symmetric_split(&h->symmetric, receive_out, send_out);
}
