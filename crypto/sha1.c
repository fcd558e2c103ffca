#include "crypto/sha1.h"

#include <string.h>

#define BLOCK_LEN 64
#define ROUNDS 80

struct sha1 {
	uint32_t h[5];
	uint8_t block[BLOCK_LEN]; /* begun and not taken in yet */
	uint64_t len;
};

static uint32_t
rotated(uint32_t x, int bits)
{
	return x << bits | x >> (32 - bits);
}

static void
spread(const uint8_t block[BLOCK_LEN], uint32_t w[ROUNDS])
{
	for (size_t t = 0; t < 16; t++)
		w[t] = (uint32_t)block[4 * t] << 24 |
		       (uint32_t)block[4 * t + 1] << 16 |
		       (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
	for (size_t t = 16; t < ROUNDS; t++)
		w[t] = rotated(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
}

/* One round: f of b, c and d, the constant, and a word of the block. */
static void
turn(uint32_t v[5], uint32_t f, uint32_t constant, uint32_t word)
{
	uint32_t next = rotated(v[0], 5) + f + v[4] + constant + word;

	v[4] = v[3];
	v[3] = v[2];
	v[2] = rotated(v[1], 30);
	v[1] = v[0];
	v[0] = next;
}

static void
take_block(struct sha1 *s, const uint8_t block[BLOCK_LEN])
{
	uint32_t w[ROUNDS], v[5];

	memcpy(v, s->h, sizeof(v));
	spread(block, w);
	for (size_t t = 0; t < 20; t++)
		turn(v, (v[1] & v[2]) | (~v[1] & v[3]), 0x5a827999, w[t]);
	for (size_t t = 20; t < 40; t++)
		turn(v, v[1] ^ v[2] ^ v[3], 0x6ed9eba1, w[t]);
	for (size_t t = 40; t < 60; t++)
		turn(v, (v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3]),
		    0x8f1bbcdc, w[t]);
	for (size_t t = 60; t < ROUNDS; t++)
		turn(v, v[1] ^ v[2] ^ v[3], 0xca62c1d6, w[t]);
	for (size_t i = 0; i < 5; i++)
		s->h[i] += v[i];
}

static void
take(struct sha1 *s, const uint8_t *bytes, size_t len)
{
	while (len > 0) {
		size_t begun = s->len % BLOCK_LEN;
		size_t some = BLOCK_LEN - begun < len ? BLOCK_LEN - begun : len;

		memcpy(s->block + begun, bytes, some);
		s->len += some;
		bytes += some;
		len -= some;
		if (s->len % BLOCK_LEN == 0)
			take_block(s, s->block);
	}
}

/* A one, zeros, and the length in bits to the end of a block. */
static void
finish(struct sha1 *s, uint8_t out[SHA1_LEN])
{
	static const uint8_t one_and_zeros[BLOCK_LEN] = {0x80};
	uint64_t bits = 8 * s->len;
	size_t begun = s->len % BLOCK_LEN;
	uint8_t end[8];

	for (size_t i = 0; i < 8; i++)
		end[i] = (uint8_t)(bits >> (56 - 8 * i));
	take(s, one_and_zeros,
	    begun < BLOCK_LEN - 8 ? BLOCK_LEN - 8 - begun
				  : 2 * BLOCK_LEN - 8 - begun);
	take(s, end, sizeof(end));
	for (size_t i = 0; i < SHA1_LEN; i++)
		out[i] = (uint8_t)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

void
sha1_of_two(const void *first, size_t first_len, const void *second,
    size_t second_len, uint8_t out[SHA1_LEN])
{
	struct sha1 s = {
	    .h = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}};

	if (first_len > 0)
		take(&s, first, first_len);
	if (second_len > 0)
		take(&s, second, second_len);
	finish(&s, out);
}
