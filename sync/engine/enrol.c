#include "sync/engine/enrol.h"

#include <string.h>

#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "crypto/sshsig.h"
#include "schema/base/json.h"
#include "schema/base/reader.h"
#include "schema/records/day.h"
#include "schema/store/carrier.h"
#include "schema/store/projection.h"
#include "sync/engine/inside.h"
#include "sync/engine/revoking.h"

#define TOKEN_PREFIX "sanji1-"
#define TOKEN_CHECK_LEN 4
#define TOKEN_BYTES_MAX 260

/* --- tokens -------------------------------------------------------------- */

int
token_text(const struct token *t, char out[TOKEN_TEXT_MAX], struct err *e)
{
	struct buf b = BUF_INIT;
	uint8_t digest[HASH_ID_LEN];
	int failed = buf_add(&b, t->county.bytes, CHANGESET_ID_LEN, e) != 0 ||
		     buf_add(&b, t->parent.bytes, NOISE_KEY_LEN, e) != 0 ||
		     buf_add_u64(&b, hall_code_number(&t->hall), e) != 0 ||
		     buf_add_u64(&b, (uint64_t)t->expires, e) != 0 ||
		     buf_add(&b, t->secret, TOKEN_SECRET_LEN, e) != 0 ||
		     buf_add_text(&b, t->address, e) != 0;

	if (!failed) {
		/* A few bytes of digest tell a mistyped token at once. */
		hash_id(b.bytes, b.len, digest);
		failed = buf_add(&b, digest, TOKEN_CHECK_LEN, e);
	}
	if (!failed) {
		memcpy(out, TOKEN_PREFIX, sizeof(TOKEN_PREFIX) - 1);
		crypto_base64_text(
		    b.bytes, b.len, out + sizeof(TOKEN_PREFIX) - 1);
	}
	buf_free(&b);
	return failed ? -1 : 0;
}

static int
is_intact(const uint8_t *bytes, size_t len)
{
	uint8_t digest[HASH_ID_LEN];

	if (len < TOKEN_CHECK_LEN)
		return 0;
	hash_id(bytes, len - TOKEN_CHECK_LEN, digest);
	return memcmp(digest, bytes + len - TOKEN_CHECK_LEN, TOKEN_CHECK_LEN) ==
	       0;
}

static int
read_token(const uint8_t *bytes, size_t len, struct token *out)
{
	struct reader r = reader_over(bytes, len);
	size_t left;

	memset(out, 0, sizeof(*out));
	reader_copy(&r, out->county.bytes, CHANGESET_ID_LEN);
	reader_copy(&r, out->parent.bytes, NOISE_KEY_LEN);
	if (hall_code_from_number(reader_u64(&r), &out->hall) != 0)
		return -1;
	out->expires = (int64_t)reader_u64(&r);
	reader_copy(&r, out->secret, TOKEN_SECRET_LEN);
	left = r.left;
	if (r.failed || left == 0 || left >= TOKEN_ADDRESS_MAX)
		return -1;
	reader_copy(&r, out->address, left);
	return memchr(out->address, '\0', left) == NULL ? 0 : -1;
}

int
token_parse(const char *text, struct token *out, struct err *e)
{
	uint8_t bytes[TOKEN_BYTES_MAX];
	size_t prefix = sizeof(TOKEN_PREFIX) - 1, len;

	if (strncmp(text, TOKEN_PREFIX, prefix) != 0 ||
	    crypto_base64_parse(text + prefix, bytes, sizeof(bytes), &len) !=
		0 ||
	    !is_intact(bytes, len) ||
	    read_token(bytes, len - TOKEN_CHECK_LEN, out) != 0)
		return err_set(e, ERR_FORMAT,
		    "this is no invitation token, or a character of it is "
		    "wrong; copy it again, from \"" TOKEN_PREFIX
		    "\" to its end");
	return 0;
}

/* --- inviting ------------------------------------------------------------ */

static void
hash_secret(const uint8_t *secret, uint8_t out[HASH_ID_LEN])
{
	hash_id(secret, TOKEN_SECRET_LEN, out);
}

/* Listed by the root below this hall. */
static int
check_listed(struct engine *g, const struct hall_code *hall, struct err *e)
{
	const struct authority *a = &g->authority;
	const struct listing *found = NULL;

	for (size_t i = 0; i < a->listing_count; i++)
		if (hall_code_is_same(&a->listings[i].code, hall))
			found = &a->listings[i];
	if (found == NULL)
		return err_set(e, ERR_NOT_FOUND,
		    "%s is not in the county's hall tree; see `sanji hall "
		    "list`",
		    hall->digits);
	if (!hall_code_is_same(&found->parent, &g->identity.hall))
		return err_set(e, ERR_REFUSED,
		    "%s belongs under %s; invite it there", hall->digits,
		    found->parent.digits);
	return 0;
}

static int
check_member(struct engine *g, const struct hall_code *hall,
    enum enrol_purpose purpose, struct err *e)
{
	size_t index = authority_hall(&g->authority, hall);
	int is_member = index != HALL_UNKNOWN &&
			!authority_is_revoked(&g->authority, index);

	if (is_member && purpose == ENROL_JOINS)
		return err_set(e, ERR_REFUSED,
		    "%s is a member already; for another machine, or other "
		    "keys, see `sanji help members`",
		    hall->digits);
	if (!is_member && purpose != ENROL_JOINS)
		return err_set(e, ERR_REFUSED,
		    "%s is no member, so it has no keys to replace; use "
		    "`sanji invite`",
		    hall->digits);
	return 0;
}

/* A token says by which key this hall is recognised. */
static int
check_unlocked(const struct engine *g, struct err *e)
{
	return g->keys != NULL
		   ? 0
		   : err_set(e, ERR_REFUSED,
			 "this node's key is locked; it stores and passes on, "
			 "but signs nothing");
}

int
enrol_invite(struct engine *g, const struct hall_code *hall,
    enum enrol_purpose purpose, const char *address, int64_t now_s,
    int64_t expires, struct token *out, struct err *e)
{
	struct store_invitation kept = {
	    .hall = *hall, .purpose = (int)purpose, .expires = expires};
	uint8_t hash[HASH_ID_LEN];

	memset(out, 0, sizeof(*out));
	if (check_unlocked(g, e) != 0 || check_listed(g, hall, e) != 0 ||
	    check_member(g, hall, purpose, e) != 0)
		return -1;
	if (address[0] == '\0' || strlen(address) >= TOKEN_ADDRESS_MAX)
		return err_set(e, ERR_FORMAT,
		    "the address must be 1 to %d bytes, as host:port",
		    TOKEN_ADDRESS_MAX - 1);
	if (expires <= now_s)
		return err_set(
		    e, ERR_FORMAT, "the invitation would have expired already");
	out->county = g->identity.county;
	out->parent = g->keys->transport.public;
	out->hall = *hall;
	out->expires = expires;
	memcpy(out->address, address, strlen(address) + 1);
	crypto_random(out->secret, sizeof(out->secret));
	hash_secret(out->secret, hash);
	return store_invite(g->store, hash, &kept, e);
}

int
enrol_point_to(struct engine *g, const char *address, int64_t expires,
    struct token *out, struct err *e)
{
	memset(out, 0, sizeof(*out));
	if (check_unlocked(g, e) != 0)
		return -1;
	if (g->authority.hall_count == 0 || address[0] == '\0' ||
	    strlen(address) >= TOKEN_ADDRESS_MAX)
		return err_set(e, ERR_FORMAT,
		    "the address must be 1 to %d bytes, as host:port",
		    TOKEN_ADDRESS_MAX - 1);
	out->county = g->identity.county;
	out->parent = g->keys->transport.public;
	out->hall = g->authority.halls[0].code;
	out->expires = expires;
	memcpy(out->address, address, strlen(address) + 1);
	return 0;
}

/* --- joining ------------------------------------------------------------- */

/* What is signed: this channel, this hall, both keys. */
static void
proof_bytes(const uint8_t *channel_hash, const struct join *j,
    const struct noise_public *key,
    uint8_t out[NOISE_HASH_LEN + HALL_CODE_LEN + 2 * NOISE_KEY_LEN])
{
	memcpy(out, channel_hash, NOISE_HASH_LEN);
	out += NOISE_HASH_LEN;
	memcpy(out, j->hall.digits, HALL_CODE_LEN);
	out += HALL_CODE_LEN;
	memcpy(out, j->signing_key.bytes, SIGN_PUBLIC_LEN);
	memcpy(out + SIGN_PUBLIC_LEN, key->bytes, NOISE_KEY_LEN);
}

#define PROOF_LEN (NOISE_HASH_LEN + HALL_CODE_LEN + 2 * NOISE_KEY_LEN)

void
enrol_prove(const struct token *t, const struct keys *keys,
    const uint8_t *channel_hash, struct join *out)
{
	uint8_t bytes[PROOF_LEN];

	memset(out, 0, sizeof(*out));
	memcpy(out->secret, t->secret, sizeof(out->secret));
	out->county = t->county;
	out->hall = t->hall;
	out->signing_key = keys->sign.public;
	proof_bytes(channel_hash, out, &keys->transport.public, bytes);
	sshsig_sign(
	    &keys->sign, SSHSIG_ENROLMENT, bytes, sizeof(bytes), &out->proof);
}

/*
 * Whether it is the machine that was admitted: its line was cut before it
 * had heard so, and it asks again.
 */
static int
is_admitted(const struct engine *g, const struct join *j,
    const struct noise_public *key)
{
	size_t hall = authority_hall(&g->authority, &j->hall);
	const struct admission *a;

	if (hall == HALL_UNKNOWN || authority_is_revoked(&g->authority, hall))
		return 0;
	a = authority_newest(&g->authority.halls[hall]);
	return memcmp(a->signing_key, j->signing_key.bytes, SIGN_PUBLIC_LEN) ==
		   0 &&
	       memcmp(a->transport_key, key->bytes, NOISE_KEY_LEN) == 0;
}

/* 1: it may join; 0: it has joined already; -1 with ERR_REFUSED. */
static int
check_invitation(struct engine *g, const struct join *j,
    const struct noise_public *key, int64_t now_s,
    enum enrol_purpose *purpose_out, struct err *e)
{
	struct store_invitation invitation;
	uint8_t hash[HASH_ID_LEN];
	char when[MOMENT_TEXT_MAX];
	int found;

	hash_secret(j->secret, hash);
	found = store_invitation_find(g->store, hash, &invitation, e);
	if (found < 0)
		return -1;
	if (found == 0)
		return err_set(e, ERR_REFUSED,
		    "this hall made no such invitation; ask for a new token");
	*purpose_out = (enum enrol_purpose)invitation.purpose;
	if (!hall_code_is_same(&invitation.hall, &j->hall))
		return err_set(e, ERR_REFUSED,
		    "the token is for %s and not for %s",
		    invitation.hall.digits, j->hall.digits);
	if (invitation.used != 0 && is_admitted(g, j, key))
		return 0;
	moment_text(invitation.used, when);
	if (invitation.used != 0)
		return err_set(e, ERR_REFUSED,
		    "the token was used already, at %s; if that was not you, "
		    "tell the hall above at once",
		    when);
	moment_text(invitation.expires, when);
	if (now_s > invitation.expires)
		return err_set(e, ERR_REFUSED,
		    "the token expired at %s; ask for a new one", when);
	return store_invitation_use(g->store, hash, now_s, e) == 0 ? 1 : -1;
}

static int
check_proof(const struct join *j, const uint8_t *channel_hash,
    const struct noise_public *key, struct err *e)
{
	uint8_t bytes[PROOF_LEN];

	proof_bytes(channel_hash, j, key, bytes);
	if (!sshsig_is_valid(&j->signing_key, SSHSIG_ENROLMENT, bytes,
		sizeof(bytes), &j->proof))
		return err_set(e, ERR_REFUSED,
		    "who wants to join does not hold the key it shows");
	return 0;
}

/* The hall's name as the county lists it. */
static json_t *
listed_name(struct engine *g, const struct hall_code *hall, struct err *e)
{
	struct space_name root = {SPACE_GAZETTE, g->authority.halls[0].code};
	const struct record_type *t = record_type_named("hall");
	struct store_record record;
	json_t *row, *name = NULL;

	if (store_record_find(g->store, chart_space(&g->chart, &root), "hall",
		hall->digits, &record, e) != 1)
		return NULL;
	row = store_projected(g->store, t, record.id, e);
	if (row != NULL)
		name = json_incref(json_object_get(row, "name"));
	json_decref(row);
	return name;
}

static json_t *
admission(const struct join *j, const struct noise_public *key, json_t *name)
{
	char sign[2 * SIGN_PUBLIC_LEN + 1], transport[2 * NOISE_KEY_LEN + 1];

	hex_text(j->signing_key.bytes, SIGN_PUBLIC_LEN, sign);
	hex_text(key->bytes, NOISE_KEY_LEN, transport);
	return json_pack("{s:s,s:s,s:o,s:s,s:s}", "do", "member.admitted", "on",
	    j->hall.digits, "name", name, "signing_key", sign, "transport_key",
	    transport);
}

/* The revocation of what the hall had comes before its admission. */
static json_t *
events_of(struct engine *g, const struct join *j,
    const struct noise_public *key, enum enrol_purpose purpose, struct err *e)
{
	json_t *name = listed_name(g, &j->hall, e);
	json_t *events = name == NULL ? NULL
			 : purpose == ENROL_RENEWS
			     ? revocations_of(g, &j->hall, "renewed", 0, e)
			     : json_array();

	if (name == NULL)
		(void)err_set(e, ERR_NOT_FOUND,
		    "%s is not in the county's hall tree; see `sanji hall "
		    "list`",
		    j->hall.digits);
	if (events == NULL ||
	    json_append_take(events, admission(j, key, name), e) != 0) {
		json_decref(events);
		return NULL;
	}
	return events;
}

static int
write_admission(struct engine *g, const struct join *j,
    const struct noise_public *key, enum enrol_purpose purpose, int64_t now_s,
    struct err *e)
{
	struct space_name gazette = {SPACE_GAZETTE, g->identity.hall};
	char summary[CHANGESET_SUMMARY_MAX];
	json_t *events = events_of(g, j, key, purpose, e);
	int failed;

	if (events == NULL)
		return -1;
	(void)snprintf(
	    summary, sizeof(summary), "member.admitted %s", j->hall.digits);
	failed =
	    engine_write(g, &gazette, events, summary, now_s, NULL, NULL, e);
	json_decref(events);
	return failed;
}

/* Listed here, and a member or not, as the purpose wants it. */
static int
admit(struct engine *g, const struct join *j, const struct noise_public *key,
    enum enrol_purpose purpose, int64_t now_s, struct err *e)
{
	return check_listed(g, &j->hall, e) != 0 ||
		       check_member(g, &j->hall, purpose, e) != 0 ||
		       write_admission(g, j, key, purpose, now_s, e) != 0
		   ? -1
		   : 0;
}

int
enrol_admit(struct engine *g, const struct join *j, const uint8_t *channel_hash,
    const struct noise_public *key, int64_t now_s, struct err *e)
{
	enum enrol_purpose purpose = ENROL_JOINS;
	int may_join;

	if (!changeset_id_is_same(&j->county, &g->identity.county))
		return err_set(e, ERR_REFUSED,
		    "the token is of another county; check the address");
	if (check_proof(j, channel_hash, key, e) != 0 ||
	    engine_begin(g, e) != 0)
		return -1;
	/* One transaction: a token is used up exactly when it admitted. */
	may_join = check_invitation(g, j, key, now_s, &purpose, e);
	if (may_join < 0 ||
	    (may_join && admit(g, j, key, purpose, now_s, e) != 0)) {
		engine_rollback(g);
		return -1;
	}
	return engine_commit(g, e);
}

void
enrol_fingerprint(const uint8_t *signing_key, const uint8_t *transport_key,
    char out[ENROL_FINGERPRINT_MAX])
{
	uint8_t both[SIGN_PUBLIC_LEN + NOISE_KEY_LEN], digest[HASH_ID_LEN];
	char *at = out;

	memcpy(both, signing_key, SIGN_PUBLIC_LEN);
	memcpy(both + SIGN_PUBLIC_LEN, transport_key, NOISE_KEY_LEN);
	hash_id(both, sizeof(both), digest);
	for (size_t i = 0; i < 4; i++) {
		hex_text(digest + 2 * i, 2, at);
		at[4] = i == 3 ? '\0' : '-';
		at += 5;
	}
}
