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

/* The word of a round: of the block, or from four that were before it. */
static inline uint32_t
word(uint32_t w[16], size_t t)
{
	if (t >= 16)
		w[t % 16] = rotated(w[(t - 3) % 16] ^ w[(t - 8) % 16] ^
					w[(t - 14) % 16] ^ w[t % 16],
		    1);
	return w[t % 16];
}

/* A round; what it leaves is named one further on, so nothing is moved. */
static inline void
turn(uint32_t a, uint32_t *b, uint32_t *e, uint32_t sum)
{
	*e += rotated(a, 5) + sum;
	*b = rotated(*b, 30);
}

static inline uint32_t
choice(uint32_t b, uint32_t c, uint32_t d)
{
	return ((c ^ d) & b) ^ d;
}

static inline uint32_t
parity(uint32_t b, uint32_t c, uint32_t d)
{
	return b ^ c ^ d;
}

static inline uint32_t
majority(uint32_t b, uint32_t c, uint32_t d)
{
	return (b & c) | ((b | c) & d);
}

/* Five rounds, after which every name stands for itself again. */
#define TURN_FIVE(f, constant, t)                                            \
	do {                                                                 \
		turn(a, &b, &e, f(b, c, d) + (constant) + word(w, (t)));     \
		turn(e, &a, &d, f(a, b, c) + (constant) + word(w, (t) + 1)); \
		turn(d, &e, &c, f(e, a, b) + (constant) + word(w, (t) + 2)); \
		turn(c, &d, &b, f(d, e, a) + (constant) + word(w, (t) + 3)); \
		turn(b, &c, &a, f(c, d, e) + (constant) + word(w, (t) + 4)); \
	} while (0)

static void
take_block(struct sha1 *s, const uint8_t block[BLOCK_LEN])
{
	uint32_t a = s->h[0], b = s->h[1], c = s->h[2], d = s->h[3],
		 e = s->h[4], w[16];

	for (size_t t = 0; t < 16; t++)
		w[t] = (uint32_t)block[4 * t] << 24 |
		       (uint32_t)block[4 * t + 1] << 16 |
		       (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
	for (size_t t = 0; t < 20; t += 5)
		TURN_FIVE(choice, 0x5a827999, t);
	for (size_t t = 20; t < 40; t += 5)
		TURN_FIVE(parity, 0x6ed9eba1, t);
	for (size_t t = 40; t < 60; t += 5)
		TURN_FIVE(majority, 0x8f1bbcdc, t);
	for (size_t t = 60; t < ROUNDS; t += 5)
		TURN_FIVE(parity, 0xca62c1d6, t);
	s->h[0] += a;
	s->h[1] += b;
	s->h[2] += c;
	s->h[3] += d;
	s->h[4] += e;
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
