#include "crypto/base64.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "abcdefghijklmnopqrstuvwxyz0123456789-_";

/* The value of a digit plus one; 0 for what is none. */
static const uint8_t values[256] = {
    ['A'] = 1,
    ['B'] = 2,
    ['C'] = 3,
    ['D'] = 4,
    ['E'] = 5,
    ['F'] = 6,
    ['G'] = 7,
    ['H'] = 8,
    ['I'] = 9,
    ['J'] = 10,
    ['K'] = 11,
    ['L'] = 12,
    ['M'] = 13,
    ['N'] = 14,
    ['O'] = 15,
    ['P'] = 16,
    ['Q'] = 17,
    ['R'] = 18,
    ['S'] = 19,
    ['T'] = 20,
    ['U'] = 21,
    ['V'] = 22,
    ['W'] = 23,
    ['X'] = 24,
    ['Y'] = 25,
    ['Z'] = 26,
    ['a'] = 27,
    ['b'] = 28,
    ['c'] = 29,
    ['d'] = 30,
    ['e'] = 31,
    ['f'] = 32,
    ['g'] = 33,
    ['h'] = 34,
    ['i'] = 35,
    ['j'] = 36,
    ['k'] = 37,
    ['l'] = 38,
    ['m'] = 39,
    ['n'] = 40,
    ['o'] = 41,
    ['p'] = 42,
    ['q'] = 43,
    ['r'] = 44,
    ['s'] = 45,
    ['t'] = 46,
    ['u'] = 47,
    ['v'] = 48,
    ['w'] = 49,
    ['x'] = 50,
    ['y'] = 51,
    ['z'] = 52,
    ['0'] = 53,
    ['1'] = 54,
    ['2'] = 55,
    ['3'] = 56,
    ['4'] = 57,
    ['5'] = 58,
    ['6'] = 59,
    ['7'] = 60,
    ['8'] = 61,
    ['9'] = 62,
    ['-'] = 63,
    ['_'] = 64,
};

void
base64_write(const uint8_t *bytes, size_t len, char *out)
{
	uint32_t group;

	for (; len >= 3; len -= 3, bytes += 3) {
		group = (uint32_t)bytes[0] << 16 | (uint32_t)bytes[1] << 8 |
			bytes[2];
		*out++ = digits[group >> 18];
		*out++ = digits[group >> 12 & 63];
		*out++ = digits[group >> 6 & 63];
		*out++ = digits[group & 63];
	}
	if (len == 0)
		return;
	group = (uint32_t)bytes[0] << 16;
	if (len == 2)
		group |= (uint32_t)bytes[1] << 8;
	*out++ = digits[group >> 18];
	*out++ = digits[group >> 12 & 63];
	if (len == 2)
		*out = digits[group >> 6 & 63];
}

/* Up to four digits as 24 bits, the first highest; -1 if one is none. */
static int32_t
read_group(const unsigned char *text, size_t len)
{
	int32_t group = 0;

	for (size_t i = 0; i < 4; i++) {
		int32_t value = i < len ? values[text[i]] - 1 : 0;

		if (value < 0)
			return -1;
		group = group << 6 | value;
	}
	return group;
}

int
base64_read(const char *text, size_t len, uint8_t *out)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t rest = BASE64_BYTES(len % 4);
	int32_t group;

	for (; len >= 4; len -= 4, at += 4, out += 3) {
		group = read_group(at, 4);
		if (group < 0)
			return -1;
		out[0] = (uint8_t)(group >> 16);
		out[1] = (uint8_t)(group >> 8 & 255);
		out[2] = (uint8_t)(group & 255);
	}
	if (len == 0)
		return 0;
	group = read_group(at, len);
	/* One digit is no byte; and what no byte takes is zero. */
	if (len == 1 || group < 0 || (group & (rest == 1 ? 0xffff : 0xff)) != 0)
		return -1;
	out[0] = (uint8_t)(group >> 16);
	if (rest == 2)
		out[1] = (uint8_t)(group >> 8 & 255);
	return 0;
}
