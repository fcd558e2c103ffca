#include "schema/base/text.h"

#include <stdint.h>
#include <string.h>

/* What stands at the front: its bytes (1 if they are no UTF-8), its code. */
struct character {
	size_t len;
	uint32_t code; /* 0: no UTF-8 */
};

/* Bytes a character announces with its first; 0: none begins so. */
static size_t
announced(uint8_t first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* Neither overlong, nor a surrogate, nor beyond the last plane. */
static int
is_scalar(uint32_t code, size_t len)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

	return code >= least[len] && code <= 0x10ffff &&
	       (code < 0xd800 || code > 0xdfff);
}

static struct character
character_at(const uint8_t *at, size_t left)
{
	size_t len = announced(at[0]);
	uint32_t code = len == 1 ? at[0] : at[0] & (0x7fu >> len);

	if (len == 0 || len > left)
		return (struct character){1, 0};
	for (size_t i = 1; i < len; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return (struct character){1, 0};
		code = code << 6 | (at[i] & 0x3f);
	}
	return is_scalar(code, len) ? (struct character){len, code}
				    : (struct character){1, 0};
}

/* C0, DEL, C1, line and paragraph ends, marks that turn the direction. */
static int
is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) ||
	       (code >= 0x200e && code <= 0x200f) ||
	       (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069);
}

void
text_copy(char *out, size_t room, const void *bytes, size_t len)
{
	const uint8_t *at = bytes, *end = at + len;
	size_t used = 0;

	while (at < end) {
		struct character c = character_at(at, (size_t)(end - at));
		int is_plain = c.code != 0 && !is_control(c.code);
		size_t wide = is_plain ? c.len : 1;

		if (used + wide >= room)
			break;
		if (is_plain)
			memmove(out + used, at, wide);
		else
			out[used] = c.code == 0 && *at != 0 ? '?' : ' ';
		used += wide;
		at += c.len;
	}
	out[used] = '\0';
}

void
text_clean(char *text)
{
	size_t len = strlen(text);

	/* What is written never overtakes what is read. */
	text_copy(text, len + 1, text, len);
}
