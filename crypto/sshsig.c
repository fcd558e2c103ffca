#include "crypto/sshsig.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "crypto/base64.h"
#include "crypto/hash.h"

static const char magic[] = "SSHSIG";
static const char begin_line[] = "-----BEGIN SSH SIGNATURE-----\n";
static const char end_line[] = "-----END SSH SIGNATURE-----";
#define BEGIN_LEN (sizeof(begin_line) - 1)
#define END_LEN (sizeof(end_line) - 1)

/* Columns of base64 in a line (OpenSSH sshbuf-misc.c; not its document). */
#define LINE_LEN 70

/*
 * A blob is 173 bytes in namespace "git": magic, version 1, then five
 * strings, of which the first and the last consist of two strings each.
 * The key begins at 33 and the signature is what ends it.
 */
#define BLOB_VERSION 1
#define BLOB_MAX (170 + SSHSIG_NAMESPACE_MAX)
#define BASE64_MAX (BASE64_LEN(BLOB_MAX) + 1)
#define BLOB_KEY_AT 33
#define BLOB_LEN_MIN (BLOB_KEY_AT + SIGN_PUBLIC_LEN + SIGNATURE_LEN)

struct blob {
	uint8_t bytes[BLOB_MAX];
	size_t len;
};

static void
add_bytes(struct blob *b, const void *data, size_t len)
{
	assert(len <= BLOB_MAX - b->len);
	memcpy(b->bytes + b->len, data, len);
	b->len += len;
}

static void
add_u32(struct blob *b, size_t value)
{
	const uint8_t bytes[4] = {(uint8_t)(value >> 24),
	    (uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value};

	add_bytes(b, bytes, sizeof(bytes));
}

static void
add_string(struct blob *b, const void *data, size_t len)
{
	add_u32(b, len);
	add_bytes(b, data, len);
}

static void
add_text(struct blob *b, const char *text)
{
	add_string(b, text, strlen(text));
}

/* A string made of the algorithm's name and a value of it. */
static void
add_ed25519(struct blob *b, const uint8_t *value, size_t len)
{
	struct blob inner = {.len = 0};

	add_text(&inner, "ssh-ed25519");
	add_string(&inner, value, len);
	add_string(b, inner.bytes, inner.len);
}

static void
add_domain(struct blob *b, const char *namespace)
{
	assert(namespace[0] != '\0');
	assert(strlen(namespace) < SSHSIG_NAMESPACE_MAX);
	add_text(b, namespace);
	add_text(b, ""); /* reserved */
	add_text(b, "sha512");
}

/* What is really signed: the domain and a hash, never the message itself. */
static void
signed_bytes(
    const char *namespace, const void *message, size_t len, struct blob *out)
{
	uint8_t digest[HASH_SHA512_LEN];

	hash_sha512(message, len, digest);
	out->len = 0;
	add_bytes(out, magic, strlen(magic));
	add_domain(out, namespace);
	add_string(out, digest, sizeof(digest));
}

static void
blob_encode(const struct sign_public *key, const char *namespace,
    const struct signature *sig, struct blob *out)
{
	out->len = 0;
	add_bytes(out, magic, strlen(magic));
	add_u32(out, BLOB_VERSION);
	add_ed25519(out, key->bytes, SIGN_PUBLIC_LEN);
	add_domain(out, namespace);
	add_ed25519(out, sig->bytes, SIGNATURE_LEN);
}

void
sshsig_sign(const struct sign_secret *key, const char *namespace,
    const void *message, size_t len, struct signature *out)
{
	struct blob b;

	signed_bytes(namespace, message, len, &b);
	sign_bytes(key, b.bytes, b.len, out);
}

int
sshsig_is_valid(const struct sign_public *key, const char *namespace,
    const void *message, size_t len, const struct signature *sig)
{
	struct blob b;

	signed_bytes(namespace, message, len, &b);
	return sign_is_valid(key, b.bytes, b.len, sig);
}

static char *
put(char *at, const char *text, size_t len)
{
	memcpy(at, text, len);
	return at + len;
}

static char *
put_lines(char *at, const char *base64)
{
	size_t left = strlen(base64);

	while (left > 0) {
		size_t len = left < LINE_LEN ? left : LINE_LEN;

		at = put(at, base64, len);
		*at++ = '\n';
		base64 += len;
		left -= len;
	}
	return at;
}

size_t
sshsig_armour(const struct sign_public *key, const char *namespace,
    const struct signature *sig, char out[SSHSIG_ARMOUR_MAX])
{
	char base64[BASE64_MAX];
	char *at = out;
	struct blob b;

	static_assert(BEGIN_LEN + BASE64_MAX + BASE64_MAX / LINE_LEN + END_LEN <
			  SSHSIG_ARMOUR_MAX,
	    "the longest blob fits");
	blob_encode(key, namespace, sig, &b);
	base64_write(b.bytes, b.len, base64);
	at = put(at, begin_line, BEGIN_LEN);
	at = put_lines(at, base64);
	at = put(at, end_line, END_LEN);
	*at = '\0';
	return (size_t)(at - out);
}

/* The bytes between the two outer lines, however they are wrapped. */
static int
armour_decode(const char *text, size_t len, struct blob *out)
{
	if (len < BEGIN_LEN + END_LEN ||
	    memcmp(text, begin_line, BEGIN_LEN) != 0)
		return -1;
	return sodium_base642bin(out->bytes, BLOB_MAX, text + BEGIN_LEN,
	    len - BEGIN_LEN - END_LEN, "\n", &out->len, NULL,
	    sodium_base64_VARIANT_ORIGINAL);
}

/*
 * Take the key and the signature from where they must be, and let the
 * comparison with our own armour judge everything else: whatever this does
 * not look at cannot differ.
 */
int
sshsig_parse(const char *text, size_t len, const char *namespace,
    struct sign_public *key_out, struct signature *sig_out)
{
	char again[SSHSIG_ARMOUR_MAX];
	struct sign_public key;
	struct signature sig;
	struct blob b = {.len = 0};

	if (armour_decode(text, len, &b) != 0 || b.len < BLOB_LEN_MIN)
		return -1;
	memcpy(key.bytes, b.bytes + BLOB_KEY_AT, SIGN_PUBLIC_LEN);
	memcpy(sig.bytes, b.bytes + b.len - SIGNATURE_LEN, SIGNATURE_LEN);
	if (sshsig_armour(&key, namespace, &sig, again) != len ||
	    memcmp(again, text, len) != 0)
		return -1;
	*key_out = key;
	*sig_out = sig;
	return 0;
}
