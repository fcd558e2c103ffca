#include "schema/base/name.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char hex_digits[] = "0123456789abcdef";

void
hex_text(const uint8_t *bytes, size_t len, char *out)
{
	for (size_t i = 0; i < len; i++) {
		*out++ = hex_digits[bytes[i] >> 4];
		*out++ = hex_digits[bytes[i] & 15];
	}
	*out = '\0';
}

static int
hex_value(char c)
{
	const char *found = c == '\0' ? NULL : strchr(hex_digits, c);

	return found == NULL ? -1 : (int)(found - hex_digits);
}

int
hex_parse(const char *text, size_t len, uint8_t *out)
{
	for (size_t i = 0; i < len; i++) {
		int high = hex_value(text[2 * i]);
		int low = high < 0 ? -1 : hex_value(text[2 * i + 1]);

		if (low < 0)
			return -1;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return text[2 * len] == '\0' ? 0 : -1;
}

int
hall_code_parse(const char *text, struct hall_code *out)
{
	if (strlen(text) != HALL_CODE_LEN ||
	    strspn(text, "0123456789") != HALL_CODE_LEN)
		return -1;
	memcpy(out->digits, text, sizeof(out->digits));
	return 0;
}

int
space_name_parse(const char *text, struct space_name *out)
{
	static const char *const prefixes[] = {
	    [SPACE_LEDGER] = "ledger/",
	    [SPACE_GAZETTE] = "gazette/",
	};

	for (size_t k = 0; k < COUNT_OF(prefixes); k++) {
		size_t len = strlen(prefixes[k]);

		if (strncmp(text, prefixes[k], len) == 0) {
			out->kind = (enum space_kind)k;
			return hall_code_parse(text + len, &out->hall);
		}
	}
	return -1;
}

void
space_name_text(const struct space_name *s, char out[SPACE_NAME_TEXT_MAX])
{
	(void)snprintf(out, SPACE_NAME_TEXT_MAX, "%s/%s",
	    s->kind == SPACE_LEDGER ? "ledger" : "gazette", s->hall.digits);
}

/* A decimal without sign or leading zero, ended by the given character. */
static const char *
parse_number(const char *text, char end, uint32_t *out)
{
	uint64_t value = 0;
	const char *at = text;

	while (*at >= '0' && *at <= '9' && value <= UINT32_MAX)
		value = value * 10 + (uint64_t)(*at++ - '0');
	if (at == text || *at != end || value > UINT32_MAX)
		return NULL;
	if (*text == '0' && at != text + 1)
		return NULL;
	*out = (uint32_t)value;
	return at;
}

int
log_name_parse(
    const char *text, const struct space_name *space, struct log_name *out)
{
	char code[HALL_CODE_LEN + 1];
	uint8_t tag[8];

	if (strlen(text) < HALL_CODE_LEN + 1 || text[HALL_CODE_LEN] != '/')
		return -1;
	memcpy(code, text, HALL_CODE_LEN);
	code[HALL_CODE_LEN] = '\0';
	if (hall_code_parse(code, &out->hall) != 0)
		return -1;
	text = parse_number(text + HALL_CODE_LEN + 1, '/', &out->life.number);
	if (text == NULL || out->life.number == 0)
		return -1;
	if (hex_parse(text + 1, sizeof(tag), tag) != 0)
		return -1;
	out->life.tag = 0;
	for (size_t i = 0; i < sizeof(tag); i++)
		out->life.tag = out->life.tag << 8 | tag[i];
	out->space = *space;
	return 0;
}

void
log_name_text(const struct log_name *l, char out[LOG_NAME_TEXT_MAX])
{
	(void)snprintf(out, LOG_NAME_TEXT_MAX, "%s/%" PRIu32 "/%016" PRIx64,
	    l->hall.digits, l->life.number, l->life.tag);
}

int
changeset_id_parse(const char *text, struct changeset_id *out)
{
	return hex_parse(text, CHANGESET_ID_LEN, out->bytes);
}

void
changeset_id_text(
    const struct changeset_id *id, char out[CHANGESET_ID_TEXT_MAX])
{
	hex_text(id->bytes, CHANGESET_ID_LEN, out);
}

int
event_id_parse(const char *text, struct event_id *out)
{
	char id[CHANGESET_ID_TEXT_MAX];

	if (strlen(text) < sizeof(id) || text[sizeof(id) - 1] != '/')
		return -1;
	memcpy(id, text, sizeof(id) - 1);
	id[sizeof(id) - 1] = '\0';
	if (changeset_id_parse(id, &out->changeset) != 0)
		return -1;
	return parse_number(text + sizeof(id), '\0', &out->place) ? 0 : -1;
}

void
event_id_text(const struct event_id *id, char out[EVENT_ID_TEXT_MAX])
{
	changeset_id_text(&id->changeset, out);
	(void)snprintf(out + 2 * CHANGESET_ID_LEN,
	    EVENT_ID_TEXT_MAX - 2 * CHANGESET_ID_LEN, "/%" PRIu32, id->place);
}

int
hall_code_is_same(const struct hall_code *a, const struct hall_code *b)
{
	return strcmp(a->digits, b->digits) == 0;
}

int
space_name_is_same(const struct space_name *a, const struct space_name *b)
{
	return a->kind == b->kind && hall_code_is_same(&a->hall, &b->hall);
}

int
log_name_compare(const struct log_name *a, const struct log_name *b)
{
	char left[LOG_NAME_TEXT_MAX], right[LOG_NAME_TEXT_MAX];
	int order;

	if (a->space.kind != b->space.kind)
		return a->space.kind < b->space.kind ? -1 : 1;
	order = strcmp(a->space.hall.digits, b->space.hall.digits);
	if (order != 0)
		return order;
	if (hall_code_is_same(&a->hall, &b->hall) &&
	    a->life.number == b->life.number && a->life.tag == b->life.tag)
		return 0;
	log_name_text(a, left);
	log_name_text(b, right);
	return strcmp(left, right);
}

int
incarnation_is_later(const struct incarnation *a, const struct incarnation *b)
{
	return a->number != b->number ? a->number > b->number : a->tag > b->tag;
}

int
changeset_id_compare(const struct changeset_id *a, const struct changeset_id *b)
{
	return memcmp(a->bytes, b->bytes, CHANGESET_ID_LEN);
}

int
changeset_id_is_same(const struct changeset_id *a, const struct changeset_id *b)
{
	return changeset_id_compare(a, b) == 0;
}

uint64_t
hall_code_number(const struct hall_code *h)
{
	return strtoull(h->digits, NULL, 10);
}

int
hall_code_from_number(uint64_t number, struct hall_code *out)
{
	if (number > 999999999999ULL)
		return -1;
	(void)snprintf(out->digits, sizeof(out->digits), "%012" PRIu64, number);
	return 0;
}
