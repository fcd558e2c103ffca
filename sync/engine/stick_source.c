/*
 * Where a stick is read from, and for whom it is.
 */
#include <string.h>

#include "sync/engine/stick.h"

static int
read_memory(void *context, size_t from, void *to, size_t len, size_t *got_out,
    struct err *e)
{
	const struct span *bytes = context;
	size_t left = bytes->len - from;

	(void)e;
	*got_out = len < left ? len : left;
	memcpy(to, (const uint8_t *)bytes->bytes + from, *got_out);
	return 0;
}

struct stick_source
stick_in_memory(const struct span *bytes)
{
	return (struct stick_source){.read = read_memory,
	    .context = (void *)(uintptr_t)bytes,
	    .len = bytes->len};
}

int
stick_source_read(const struct stick_source *from, size_t at, void *to,
    size_t len, size_t *got_out, struct err *e)
{
	size_t more = 1;

	*got_out = 0;
	if (at + len > from->len)
		len = from->len - at;
	while (*got_out < len && more > 0) {
		if (from->read(from->context, at + *got_out,
			(uint8_t *)to + *got_out, len - *got_out, &more,
			e) != 0)
			return -1;
		*got_out += more;
	}
	return 0;
}

int
stick_receiver(
    const struct stick_source *from, struct hall_code *out, struct err *e)
{
	static const uint8_t head[] = {
	    's', 'a', 'n', 'j', 'i', '/', '1', 'S', 0, HALL_CODE_LEN};
	char bytes[sizeof(head) + HALL_CODE_LEN + 1];
	size_t got;

	if (stick_source_read(from, 0, bytes, sizeof(bytes) - 1, &got, e) != 0)
		return -1;
	bytes[got] = '\0';
	if (got < sizeof(bytes) - 1 || memcmp(bytes, head, sizeof(head)) != 0 ||
	    hall_code_parse(bytes + sizeof(head), out) != 0)
		return err_set(e, ERR_FORMAT,
		    "this file is no stick of sanji's, or it is damaged");
	return 0;
}
