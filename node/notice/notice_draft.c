#include "node/notice/notice_draft.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/notice/notice_fields.h"
#include "schema/base/words.h"

/* U+FFFD, for what may not stand on paper. */
#define REPLACEMENT "\xef\xbf\xbd"

/*
 * What may not stand on paper, but for the line's end: controls, marks that
 * turn text round, what shows as nothing, and what is no character.  Joiners
 * and variants (U+200C, U+200D, U+FE00, U+E0100) stay: names are written
 * with them.
 */
static const struct {
	uint32_t first, last;
} unprintable[] = {
    {0x0001, 0x0009},
    {0x000b, 0x001f},
    {0x007f, 0x009f},
    {0x00ad, 0x00ad},
    {0x061c, 0x061c},
    {0x115f, 0x1160},
    {0x180e, 0x180e},
    {0x200b, 0x200b},
    {0x200e, 0x200f},
    {0x2028, 0x202e},
    {0x2060, 0x206f},
    {0x3164, 0x3164},
    {0xfdd0, 0xfdef},
    {0xfeff, 0xfeff},
    {0xffa0, 0xffa0},
    {0xfff9, 0xfffc},
    {0x1d173, 0x1d17a},
    {0xe0000, 0xe007f},
};

static int
is_printable(uint32_t c)
{
	if ((c & 0xfffe) == 0xfffe)
		return 0;
	for (size_t i = 0; i < COUNT_OF(unprintable); i++)
		if (c >= unprintable[i].first && c <= unprintable[i].last)
			return 0;
	return 1;
}

/* The character at c, of text that is valid UTF-8, and its length. */
static uint32_t
character_at(const unsigned char *c, size_t *len_out)
{
	size_t len = c[0] < 0x80 ? 1 : c[0] < 0xe0 ? 2 : c[0] < 0xf0 ? 3 : 4;
	uint32_t value = len == 1 ? c[0] : c[0] & (0x7fU >> len);

	for (size_t i = 1; i < len; i++)
		value = value << 6 | (c[i] & 0x3fU);
	*len_out = len;
	return value;
}

size_t
notice_draft_keep(struct notice_draft *d)
{
	struct buf *to = &d->l->text;
	size_t place = to->len, len;
	const unsigned char *c = (const unsigned char *)buf_text(&d->line);

	for (; !d->failed && *c != '\0'; c += len)
		d->failed = is_printable(character_at(c, &len))
				? buf_add(to, c, len, d->e)
				: buf_add_text(to, REPLACEMENT, d->e);
	if (!d->failed)
		d->failed = buf_add_u8(to, 0, d->e);
	buf_clear(&d->line);
	return place;
}

void
notice_draft_say(struct notice_draft *d, const char *text)
{
	if (!d->failed)
		d->failed = buf_add_text(&d->line, text, d->e);
}

void
notice_draft_say_about(
    struct notice_draft *d, const char *text, const char *name)
{
	const char *gap = strstr(text, "%s");

	assert(gap != NULL);
	if (!d->failed)
		d->failed = buf_add(&d->line, text, (size_t)(gap - text), d->e);
	notice_draft_say(d, name);
	notice_draft_say(d, gap + 2);
}

void
notice_draft_say_label(
    struct notice_draft *d, const char *name, const char *column)
{
	const char *label = _(notice_fields_find(name, column)->meaning);

	if (label[0] >= 'a' && label[0] <= 'z') { /* English */
		if (!d->failed)
			d->failed = buf_add_u8(
			    &d->line, (uint8_t)(label[0] - 'a' + 'A'), d->e);
		label++;
	}
	notice_draft_say(d, label);
}

/* The digits at text as a number. */
static int
digits(const char *text, size_t count)
{
	int n = 0;

	for (size_t i = 0; i < count; i++)
		n = n * 10 + (text[i] - '0');
	return n;
}

/* A day that is valid: "2026-11-23". */
static void
say_day(struct notice_draft *d, const char *day)
{
	if (!d->failed)
		d->failed = buf_printf(&d->line, d->e, _("%d-%02d-%02d"),
		    digits(day, 4), digits(day + 5, 2), digits(day + 8, 2));
}

static void
say_number(struct notice_draft *d, const char *name, json_int_t n)
{
	if (d->failed)
		return;
	if (strcmp(name, "promise_days") == 0)
		d->failed = buf_printf(
		    &d->line, d->e, _("%lld working days"), (long long)n);
	else
		d->failed = buf_printf(&d->line, d->e, "%lld", (long long)n);
}

int
notice_draft_say_member(
    struct notice_draft *d, const char *name, const char *column)
{
	const json_t *value = json_object_get(d->notice, name);

	if (column != NULL)
		value = json_object_get(value, column);
	if (value == NULL)
		return 0;
	notice_draft_say_value(d, notice_fields_find(name, column), value);
	return 1;
}

/* A choice in words; English says it as it is written, without underlines. */
static void
say_choice(struct notice_draft *d, const char *choice)
{
	size_t from = d->line.len;

	notice_draft_say(d, _(choice));
	for (size_t i = from; !d->failed && i < d->line.len; i++)
		if (d->line.bytes[i] == '_')
			d->line.bytes[i] = ' ';
}

void
notice_draft_say_value(
    struct notice_draft *d, const struct field_type *f, const json_t *value)
{
	const char *text = json_string_value(value);

	if (f->form == FIELD_INTEGER)
		say_number(d, f->name, json_integer_value(value));
	else if (f->form == FIELD_DATE)
		say_day(d, text);
	else if (f->form == FIELD_CHOICE)
		say_choice(d, text);
	else
		notice_draft_say(d, text);
}

/* Room for one block more; NULL after a failure. */
static struct layout_block *
new_block(struct notice_draft *d)
{
	struct notice_layout *l = d->l;
	size_t room = l->room == 0 ? 32 : l->room * 2;
	struct layout_block *more;

	if (d->failed)
		return NULL;
	if (l->count == l->room) {
		more = realloc(l->blocks, room * sizeof(*more));
		if (more == NULL) {
			d->failed = err_nomem(d->e);
			return NULL;
		}
		l->blocks = more;
		l->room = room;
	}
	return &l->blocks[l->count++];
}

void
notice_draft_block(struct notice_draft *d, enum layout_look look,
    const struct layout_table *table, const size_t *cells, size_t count)
{
	struct layout_block *b = new_block(d);

	assert(count <= LAYOUT_CELLS_MAX);
	if (b == NULL)
		return;
	*b =
	    (struct layout_block){.look = look, .table = table, .count = count};
	memcpy(b->cells, cells, count * sizeof(*cells));
}

void
notice_draft_line(struct notice_draft *d, enum layout_look look)
{
	size_t place = notice_draft_keep(d);

	notice_draft_block(d, look, NULL, &place, 1);
}
