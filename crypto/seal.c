#include "crypto/seal.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "crypto/base64.h"

#define NONCE_LEN crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_LEN crypto_aead_xchacha20poly1305_ietf_ABYTES

static_assert(SEAL_ADDS == NONCE_LEN + TAG_LEN, "what a seal adds");

static const char value_tag[] = "sanji-value-1";
static const char piece_tag[] = "sanji-piece-1";

#define NAME_MAX_LEN 255
#define BUCKET_MIN ((size_t)32)
#define BUCKET_STEP ((size_t)4096)
#define PADDING_BEGINS 0x80

/* --- where it stands ----------------------------------------------------- */

/* Tag, fixed numbers, names behind their length: no two places are one. */
struct bound {
	uint8_t bytes[sizeof(value_tag) + 1 + 8 + 4 + 3 * (1 + NAME_MAX_LEN)];
	size_t len;
};

static void
bind_bytes(struct bound *b, const void *bytes, size_t len)
{
	assert(len <= sizeof(b->bytes) - b->len);
	memcpy(b->bytes + b->len, bytes, len);
	b->len += len;
}

static void
bind_number(struct bound *b, uint64_t number, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--) {
		uint8_t byte = (uint8_t)(number >> (8 * i));

		bind_bytes(b, &byte, 1);
	}
}

static void
bind_name(struct bound *b, const char *name)
{
	size_t len = strlen(name);

	assert(len <= NAME_MAX_LEN);
	bind_number(b, len, 1);
	bind_bytes(b, name, len);
}

static int
is_place(const struct seal_place *p)
{
	return strlen(p->record) <= NAME_MAX_LEN &&
	       strlen(p->kind) <= NAME_MAX_LEN &&
	       strlen(p->field) <= NAME_MAX_LEN;
}

static void
bind_record(struct bound *b, const char *tag, const struct space_name *space,
    const char *record)
{
	b->len = 0;
	bind_bytes(b, tag, strlen(tag));
	bind_number(b, space->kind, 1);
	bind_number(b, hall_code_number(&space->hall), 8);
	bind_name(b, record);
}

static void
bind_place(struct bound *b, const struct seal_place *p)
{
	bind_record(b, value_tag, &p->space, p->record);
	bind_name(b, p->kind);
	bind_number(b, p->event, 4);
	bind_name(b, p->field);
}

static void
bind_part(struct bound *b, const struct seal_part *p)
{
	bind_record(b, piece_tag, &p->space, p->record);
	bind_number(b, p->index, 4);
	bind_number(b, p->count, 4);
}

/* --- sealing ------------------------------------------------------------- */

size_t
seal_bucket(size_t len)
{
	size_t bucket = BUCKET_MIN;

	while (bucket <= len && bucket < BUCKET_STEP)
		bucket *= 2;
	return bucket > len ? bucket : (len / BUCKET_STEP + 1) * BUCKET_STEP;
}

/* Append nonce, ciphertext and tag of bytes already padded. */
static int
seal(const struct case_key *k, const struct bound *b, const void *bytes,
    size_t len, size_t padded, struct buf *out, struct err *e)
{
	uint8_t *to = buf_reserve(out, padded + SEAL_ADDS, e);

	if (to == NULL)
		return -1;
	randombytes_buf(to, NONCE_LEN);
	memcpy(to + NONCE_LEN, bytes, len);
	memset(to + NONCE_LEN + len, 0, padded - len);
	if (padded > len)
		to[NONCE_LEN + len] = PADDING_BEGINS;
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(to + NONCE_LEN, NULL,
	    to + NONCE_LEN, padded, b->bytes, b->len, NULL, to, k->bytes);
	out->len += padded + SEAL_ADDS;
	out->bytes[out->len] = '\0';
	return 0;
}

/* Append what was sealed, padding and all.  1, 0, -1. */
static int
unseal(const struct case_key *k, const struct bound *b, const uint8_t *sealed,
    size_t len, struct buf *out, struct err *e)
{
	uint8_t *to;

	if (len < SEAL_ADDS)
		return 0;
	to = buf_reserve(out, len - SEAL_ADDS, e);
	if (to == NULL)
		return -1;
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(to, NULL, NULL,
		sealed + NONCE_LEN, len - NONCE_LEN, b->bytes, b->len, sealed,
		k->bytes) != 0)
		return 0;
	out->len += len - SEAL_ADDS;
	out->bytes[out->len] = '\0';
	return 1;
}

/* --- values -------------------------------------------------------------- */

static int
write_base64(const struct buf *bytes, struct buf *out, struct err *e)
{
	size_t len = BASE64_LEN(bytes->len);
	char *to = (char *)buf_reserve(out, len, e);

	if (to == NULL)
		return -1;
	base64_write(bytes->bytes, bytes->len, to);
	out->len += len;
	return 0;
}

int
seal_text(const struct case_key *k, const struct seal_place *place,
    const void *value, size_t len, struct buf *out, struct err *e)
{
	struct buf sealed = BUF_INIT;
	struct bound b;
	int failed;

	if (len > SEAL_VALUE_MAX)
		return err_set(e, ERR_LIMIT,
		    "%s is %zu bytes long; at most %zu", place->field, len,
		    SEAL_VALUE_MAX);
	bind_place(&b, place);
	failed = seal(k, &b, value, len, seal_bucket(len), &sealed, e) != 0 ||
		 write_base64(&sealed, out, e) != 0;
	buf_free(&sealed);
	return failed ? -1 : 0;
}

/* 1 and the length before padding; 0 if it is not padded as it should be. */
static int
find_padding(const uint8_t *bytes, size_t len, size_t *out)
{
	while (len > 0 && bytes[len - 1] == 0)
		len--;
	if (len == 0 || bytes[len - 1] != PADDING_BEGINS)
		return 0;
	*out = len - 1;
	return 1;
}

/* 1; 0: it is none.  -1 with ERR_NOMEM. */
static int
read_base64(const char *text, size_t len, struct buf *out, struct err *e)
{
	uint8_t *to = buf_reserve(out, BASE64_BYTES_MAX(len), e);

	if (to == NULL)
		return -1;
	return base64_read(text, len, to, &out->len) == 0;
}

int
seal_text_open(const struct case_key *k, const struct seal_place *place,
    const char *text, size_t len, struct buf *out, struct err *e)
{
	struct buf sealed = BUF_INIT;
	size_t before = out->len, value_len = 0;
	struct bound b;
	int opened;

	if (!is_place(place))
		return 0;
	bind_place(&b, place);
	opened = read_base64(text, len, &sealed, e);
	if (opened == 1)
		opened = unseal(k, &b, sealed.bytes, sealed.len, out, e);
	if (opened == 1)
		opened = find_padding(
		    out->bytes + before, out->len - before, &value_len);
	if (opened == 1)
		out->len = before + value_len;
	else
		out->len = before;
	if (out->bytes != NULL)
		out->bytes[out->len] = '\0';
	buf_free(&sealed);
	return opened;
}

/* --- pieces of attachments ----------------------------------------------- */

int
seal_piece(const struct case_key *k, const struct seal_part *part,
    const void *piece, size_t len, struct buf *out, struct err *e)
{
	struct bound b;

	bind_part(&b, part);
	return seal(k, &b, piece, len, len, out, e);
}

int
seal_piece_open(const struct case_key *k, const struct seal_part *part,
    const void *sealed, size_t len, struct buf *out, struct err *e)
{
	struct bound b;

	bind_part(&b, part);
	return unseal(k, &b, sealed, len, out, e);
}
