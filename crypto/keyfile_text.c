#include "crypto/keyfile_text.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/hash.h"

#define NONCE_LEN crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_LEN crypto_aead_xchacha20poly1305_ietf_ABYTES
#define LOCK_KEY_LEN crypto_aead_xchacha20poly1305_ietf_KEYBYTES

static_assert(KEYFILE_SALT_LEN == crypto_pwhash_SALTBYTES, "salt");
static_assert(
    KEYFILE_LOCKED_LEN == NONCE_LEN + KEYFILE_SECRETS_LEN + TAG_LEN, "locked");
static_assert(KEYFILE_PLAIN_LEN == KEYFILE_SECRETS_LEN + HASH_ID_LEN, "plain");

#define SALT_TEXT_MAX CRYPTO_BASE64_LEN(KEYFILE_SALT_LEN)
#define BODY_TEXT_MAX CRYPTO_BASE64_LEN(KEYFILE_LOCKED_LEN)

/* The two forms of the file as scanf sees them, field by field. */
#define FORM_PLAIN "sanji key file 1 hall %12s lock none keys %139s"
#define FORM_LOCKED                                                      \
	"sanji key file 1 hall %12s lock argon2id ops %2u memory %10zu " \
	"salt %22s keys %139s"

static_assert(SALT_TEXT_MAX == 22 + 1 && BODY_TEXT_MAX == 139 + 1,
    "the widths in the forms");

static size_t
body_len(const struct keyfile_text *t)
{
	return t->locked ? KEYFILE_LOCKED_LEN : KEYFILE_PLAIN_LEN;
}

/* The lines in the clear; what stands there is bound to the secrets. */
static size_t
write_clear(const struct keyfile_text *t, char out[KEYFILE_TEXT_MAX])
{
	char salt[SALT_TEXT_MAX];
	int len;

	crypto_base64_text(t->salt, KEYFILE_SALT_LEN, salt);
	if (t->locked)
		len = snprintf(out, KEYFILE_TEXT_MAX,
		    "sanji key file 1\nhall %s\n"
		    "lock argon2id ops %u memory %zu salt %s\n",
		    t->hall.digits, t->ops, t->memory, salt);
	else
		len = snprintf(out, KEYFILE_TEXT_MAX,
		    "sanji key file 1\nhall %s\nlock none\n", t->hall.digits);
	assert(len > 0 && len < KEYFILE_TEXT_MAX);
	return (size_t)len;
}

size_t
keyfile_text_write(const struct keyfile_text *t, char out[KEYFILE_TEXT_MAX])
{
	char body[BODY_TEXT_MAX];
	size_t clear_len = write_clear(t, out);
	int len;

	crypto_base64_text(t->body, body_len(t), body);
	len = snprintf(
	    out + clear_len, KEYFILE_TEXT_MAX - clear_len, "keys %s\n", body);
	assert(len > 0 && (size_t)len < KEYFILE_TEXT_MAX - clear_len);
	sodium_memzero(body, sizeof(body));
	return clear_len + (size_t)len;
}

static int
is_base64(const char *text, uint8_t *out, size_t len)
{
	size_t found = 0;

	return crypto_base64_parse(text, out, len, &found) == 0 && found == len;
}

static int
is_bearable(const struct keyfile_text *t)
{
	return t->ops >= crypto_pwhash_OPSLIMIT_MIN &&
	       t->ops <= KEYFILE_OPS_MAX &&
	       t->memory >= crypto_pwhash_MEMLIMIT_MIN &&
	       t->memory <= KEYFILE_MEMORY_MAX;
}

/* Read the fields; what is between them is not looked at here. */
static int
scan(const char *text, struct keyfile_text *t)
{
	char hall[HALL_CODE_LEN + 1], salt[SALT_TEXT_MAX], body[BODY_TEXT_MAX];
	int found = 0;

	/* Numbers out of range do not survive the comparison below. */
	/* NOLINTBEGIN(cert-err34-c) */
	if (sscanf(text, FORM_PLAIN, hall, body) == 2)
		found = 1;
	else if (sscanf(text, FORM_LOCKED, hall, &t->ops, &t->memory, salt,
		     body) == 5)
		t->locked = found =
		    is_base64(salt, t->salt, sizeof(t->salt)) && is_bearable(t);
	/* NOLINTEND(cert-err34-c) */
	found = found && hall_code_parse(hall, &t->hall) == 0 &&
		is_base64(body, t->body, body_len(t));
	sodium_memzero(body, sizeof(body));
	return found ? 0 : -1;
}

/*
 * As with signatures, writing again what was read and comparing judges every
 * byte that scanf passed over.
 */
int
keyfile_text_parse(const char *text, size_t len, struct keyfile_text *out)
{
	char again[KEYFILE_TEXT_MAX];
	struct keyfile_text t = {.locked = 0};
	int rc = -1;

	if (scan(text, &t) == 0 && keyfile_text_write(&t, again) == len &&
	    memcmp(again, text, len) == 0) {
		*out = t;
		rc = 0;
	}
	sodium_memzero(&t, sizeof(t));
	sodium_memzero(again, sizeof(again));
	return rc;
}

static void
secrets_join(const struct keys *keys, uint8_t out[KEYFILE_SECRETS_LEN])
{
	memcpy(out, keys->sign.pair, SIGN_SEED_LEN);
	memcpy(out + SIGN_SEED_LEN, keys->transport.bytes, NOISE_KEY_LEN);
}

static void
secrets_split(const uint8_t secrets[KEYFILE_SECRETS_LEN], struct keys *out)
{
	sign_from_seed(secrets, &out->sign);
	noise_from_bytes(secrets + SIGN_SEED_LEN, &out->transport);
}

/* The hash at the end of a plain body. */
static void
damage_check(const struct keyfile_text *t, uint8_t out[HASH_ID_LEN])
{
	char text[KEYFILE_TEXT_MAX + KEYFILE_SECRETS_LEN];
	size_t len = write_clear(t, text);

	memcpy(text + len, t->body, KEYFILE_SECRETS_LEN);
	hash_id(text, len + KEYFILE_SECRETS_LEN, out);
	sodium_memzero(text, sizeof(text));
}

void
keyfile_text_fill(struct keyfile_text *t, const struct hall_code *hall,
    const struct keys *keys)
{
	*t = (struct keyfile_text){.hall = *hall};
	secrets_join(keys, t->body);
	damage_check(t, t->body + KEYFILE_SECRETS_LEN);
}

/* The key a passphrase gives; -1 with ERR_NOMEM. */
static int
lock_key(const struct keyfile_text *t, const char *passphrase,
    uint8_t out[LOCK_KEY_LEN], struct err *e)
{
	if (crypto_pwhash(out, LOCK_KEY_LEN, passphrase, strlen(passphrase),
		t->salt, t->ops, t->memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return err_nomem(e);
	return 0;
}

int
keyfile_text_lock(struct keyfile_text *t, const struct hall_code *hall,
    const struct keys *keys, const char *passphrase, unsigned int ops,
    size_t memory, struct err *e)
{
	uint8_t key[LOCK_KEY_LEN], secrets[KEYFILE_SECRETS_LEN];
	char clear[KEYFILE_TEXT_MAX];
	size_t clear_len;

	*t = (struct keyfile_text){
	    .hall = *hall, .locked = 1, .ops = ops, .memory = memory};
	assert(is_bearable(t));
	randombytes_buf(t->salt, sizeof(t->salt));
	randombytes_buf(t->body, NONCE_LEN);
	if (lock_key(t, passphrase, key, e) != 0)
		return -1;
	clear_len = write_clear(t, clear);
	secrets_join(keys, secrets);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(t->body + NONCE_LEN,
	    NULL, secrets, sizeof(secrets), (const uint8_t *)clear, clear_len,
	    NULL, t->body, key);
	sodium_memzero(key, sizeof(key));
	sodium_memzero(secrets, sizeof(secrets));
	return 0;
}

static int
open_plain(const struct keyfile_text *t, struct keys *keys_out, struct err *e)
{
	uint8_t check[HASH_ID_LEN];

	damage_check(t, check);
	if (!crypto_is_same(check, t->body + KEYFILE_SECRETS_LEN, HASH_ID_LEN))
		return err_set(e, ERR_FORMAT,
		    "the keys are damaged; restore the key file from its "
		    "backup");
	secrets_split(t->body, keys_out);
	return 0;
}

static int
open_locked(const struct keyfile_text *t, const char *passphrase,
    struct keys *keys_out, struct err *e)
{
	uint8_t key[LOCK_KEY_LEN], secrets[KEYFILE_SECRETS_LEN];
	char clear[KEYFILE_TEXT_MAX];
	size_t clear_len = write_clear(t, clear);
	int rc;

	if (lock_key(t, passphrase, key, e) != 0)
		return -1;
	rc = crypto_aead_xchacha20poly1305_ietf_decrypt(secrets, NULL, NULL,
	    t->body + NONCE_LEN, KEYFILE_SECRETS_LEN + TAG_LEN,
	    (const uint8_t *)clear, clear_len, t->body, key);
	if (rc == 0)
		secrets_split(secrets, keys_out);
	else
		rc = err_set(e, ERR_REFUSED,
		    "the passphrase is wrong, or the key file was changed; "
		    "try again, then restore it from its backup");
	sodium_memzero(key, sizeof(key));
	sodium_memzero(secrets, sizeof(secrets));
	return rc;
}

int
keyfile_text_open(const struct keyfile_text *t, const char *passphrase,
    struct keys *keys_out, struct err *e)
{
	if (!t->locked)
		return open_plain(t, keys_out, e);
	if (passphrase == NULL || passphrase[0] == '\0')
		return err_set(
		    e, ERR_REFUSED, "the keys are locked; give the passphrase");
	return open_locked(t, passphrase, keys_out, e);
}
