/*
 * enrol: how a machine becomes a hall's node.
 *
 *	hall above: invite --token--> (paper, telephone, QR)
 *	new machine: token --JOIN--> hall above: member.admitted --> gazette
 *
 * The token says whom to call and how to recognise it, which hall, until
 * when, and a secret that works once.
 */
#ifndef SANJI_ENGINE_ENROL_H
#define SANJI_ENGINE_ENROL_H

#include "sync/carry/frame.h"
#include "sync/engine/engine.h"

#define TOKEN_ADDRESS_MAX 128 /* bytes of "host:port", with NUL */
#define TOKEN_TEXT_MAX 400    /* bytes of a token as text, with NUL */
#define TOKEN_SECRET_LEN 16

struct token {
	struct changeset_id county;
	struct noise_public parent; /* the key of who made it */
	struct hall_code hall;	    /* who may join with it */
	int64_t expires;	    /* seconds since 1970 */
	uint8_t secret[TOKEN_SECRET_LEN];
	char address[TOKEN_ADDRESS_MAX];
};

/* The text form, "sanji1-…", and back: -1 with ERR_FORMAT if mistyped. */
int token_text(
    const struct token *t, char out[TOKEN_TEXT_MAX], struct err *e) MUST_CHECK;
int token_parse(const char *text, struct token *out, struct err *e) MUST_CHECK;

/* What becomes of a hall by the machine that joins. */
enum enrol_purpose {
	ENROL_JOINS,  /* a member; its keys, if it had any, are revoked */
	ENROL_RENEWS, /* it has other keys; the old ones end, cut at what is
			 held here */
	ENROL_BESIDE, /* it has other keys, and nobody has the old ones: what
			 they signed and is still on its way stands */
};

/*
 * Invite a machine of a hall that is listed under this one: keeps the hash of
 * a new secret, in a transaction of its own.  -1 with ERR_NOT_FOUND (not in
 * the county's tree), ERR_REFUSED (not below this hall; a member already, or
 * for another purpose none yet).
 */
int enrol_invite(struct engine *g, const struct hall_code *hall,
    enum enrol_purpose purpose, const char *address, int64_t now_s,
    int64_t expires, struct token *out, struct err *e) MUST_CHECK;

/*
 * A token that only says how this hall is called and recognised, for the
 * hall at the top when it has lost everything: nobody joins with it.
 */
int enrol_point_to(struct engine *g, const char *address, int64_t expires,
    struct token *out, struct err *e) MUST_CHECK;

/* What a new machine says: the secret, and that it holds the keys. */
void enrol_prove(const struct token *t, const struct keys *keys,
    const uint8_t *channel_hash, struct join *out);

/*
 * Admit whoever says JOIN on a channel with that hash and that key: checks
 * the secret, expiry, hall and proof; writes member.admitted.  The machine
 * that was admitted may say it again with the same token and keys; nothing
 * is written then.  -1 with ERR_REFUSED saying which.
 */
int
enrol_admit(struct engine *g, const struct join *j, const uint8_t *channel_hash,
    const struct noise_public *key, int64_t now_s, struct err *e) MUST_CHECK;

/* What two people compare by eye: of both keys, "4f2a-91c0-77de-03b8". */
#define ENROL_FINGERPRINT_MAX 20
void enrol_fingerprint(const uint8_t *signing_key, const uint8_t *transport_key,
    char out[ENROL_FINGERPRINT_MAX]);

#endif
