/*
 * noise_script: who says what in a handshake, as a table (Noise §7).
 *
 *	pattern --> [script] --> messages, each a row of tokens
 *
 * Private to crypto/noise_*.c.
 */
#ifndef SANJI_CRYPTO_NOISE_SCRIPT_H
#define SANJI_CRYPTO_NOISE_SCRIPT_H

#include <stddef.h>

#include "crypto/noise.h"

/* A key that is sent, or a DH of the initiator's and the responder's key. */
enum noise_token {
	NOISE_TOKEN_END,
	NOISE_TOKEN_E,
	NOISE_TOKEN_S,
	NOISE_TOKEN_EE,
	NOISE_TOKEN_ES,
	NOISE_TOKEN_SE,
	NOISE_TOKEN_SS,
};

#define NOISE_MESSAGES_MAX 3
#define NOISE_TOKENS_MAX 5 /* of one message, with the end */

struct noise_script {
	const char *protocol;	/* full name, at most NOISE_HASH_LEN bytes */
	int responder_is_known; /* pre-message "<- s" */
	size_t message_count;	/* the initiator begins, then in turns */
	enum noise_token messages[NOISE_MESSAGES_MAX][NOISE_TOKENS_MAX];
};

/* The script of a pattern; it lives for ever. */
const struct noise_script *noise_script_of(enum noise_pattern pattern);

/* The role that writes the message at this place. */
enum noise_role noise_script_writer(size_t message);

/* The role that is not this one. */
enum noise_role noise_script_other(enum noise_role role);

/* Whether a token is a DH rather than a key that is sent. */
int noise_script_is_dh(enum noise_token t);

/* Whether a DH takes the static key of the role, not the ephemeral one. */
int noise_script_takes_static_of(enum noise_token t, enum noise_role role);

#endif
