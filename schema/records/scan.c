#include "schema/records/scan.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/base/name.h"

size_t
scan_count(size_t len)
{
	return (len + SCAN_PIECE_LEN - 1) / SCAN_PIECE_LEN;
}

size_t
scan_piece_len(size_t len, size_t i)
{
	size_t before = i * SCAN_PIECE_LEN;

	return len - before < SCAN_PIECE_LEN ? len - before : SCAN_PIECE_LEN;
}

/* The length if it can be one, else 0. */
static size_t
read_len(const json_t *event)
{
	json_int_t len = json_member_integer(event, EVENT_SCAN_SIZE, 0);

	return len < 0 || (size_t)len > SCAN_LEN_MAX ? 0 : (size_t)len;
}

static int
read_hash(const json_t *value, uint8_t out[SCAN_HASH_LEN])
{
	const char *text = json_string_value(value);

	return text != NULL && strlen(text) == (size_t)2 * SCAN_HASH_LEN &&
	       hex_parse(text, SCAN_HASH_LEN, out) == 0;
}

int
scan_read(const json_t *event, struct scan *out)
{
	const json_t *pieces = json_object_get(event, EVENT_SCAN_PIECES);
	size_t i;
	json_t *piece;

	out->len = read_len(event);
	out->count = json_array_size(pieces);
	if (out->len == 0 || out->count != scan_count(out->len))
		return 0;
	json_array_foreach (pieces, i, piece)
		if (!read_hash(piece, out->hashes[i]))
			return 0;
	return 1;
}

int
scan_write(const struct scan *scan, json_t *event, struct err *e)
{
	json_t *pieces = json_array();
	int failed = pieces == NULL ? err_nomem(e) : 0;

	for (size_t i = 0; i < scan->count && !failed; i++) {
		char text[2 * SCAN_HASH_LEN + 1];

		hex_text(scan->hashes[i], SCAN_HASH_LEN, text);
		failed = json_append_take(pieces, json_string(text), e);
	}
	if (failed) {
		json_decref(pieces);
		return -1;
	}
	return json_put_take(event, EVENT_SCAN_PIECES, pieces, e) != 0 ||
		       json_put_take(event, EVENT_SCAN_SIZE,
			   json_integer((json_int_t)scan->len), e) != 0
		   ? -1
		   : 0;
}

const char *
scan_name(const json_t *event)
{
	return json_string_value(
	    json_array_get(json_object_get(event, EVENT_SCAN_PIECES), 0));
}

int
scan_check(const json_t *event, struct err *e)
{
	size_t len = read_len(event);
	size_t count =
	    json_array_size(json_object_get(event, EVENT_SCAN_PIECES));

	if (len > 0 && count == scan_count(len))
		return 0;
	return err_set(e, ERR_FORMAT,
	    "a scan of %zu bytes has %zu pieces, and not %zu", len,
	    scan_count(len), count);
}
