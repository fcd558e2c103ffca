#include "sync/ledger/past.h"

#include <stdlib.h>
#include <string.h>

void
past_free(struct past *p)
{
	free(p->heads);
	*p = (struct past)PAST_INIT;
}

void
past_clear(struct past *p)
{
	p->count = 0;
}

uint64_t
past_reach(const struct past *p, const struct chart *c, uint32_t branch)
{
	uint64_t best = 0;

	for (size_t i = 0; i < p->count; i++) {
		uint64_t seq = chart_reach(c, p->heads[i], branch);

		if (seq > best)
			best = seq;
	}
	return best;
}

int
past_contains(const struct past *p, const struct chart *c, struct position at)
{
	for (size_t i = 0; i < p->count; i++)
		if (chart_is_on_chain(c, at, p->heads[i]))
			return 1;
	return 0;
}

/* Drop heads that lie below `at`. */
static void
drop_covered(struct past *p, const struct chart *c, struct position at)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->count; i++)
		if (!chart_is_on_chain(c, p->heads[i], at))
			p->heads[kept++] = p->heads[i];
	p->count = kept;
}

static int
make_room(struct past *p, struct err *e)
{
	size_t room = p->room == 0 ? 8 : p->room * 2;
	struct position *heads;

	if (p->count < p->room)
		return 0;
	if (p->count >= PAST_HEADS_MAX)
		return err_set(e, ERR_LIMIT,
		    "a change set that depends on more than %d logs",
		    PAST_HEADS_MAX);
	heads = realloc(p->heads, room * sizeof(*heads));
	if (heads == NULL)
		return err_nomem(e);
	p->heads = heads;
	p->room = room;
	return 0;
}

int
past_add(
    struct past *p, const struct chart *c, struct position at, struct err *e)
{
	size_t place = 0;

	if (past_contains(p, c, at))
		return 0;
	drop_covered(p, c, at);
	if (make_room(p, e) != 0)
		return -1;
	while (place < p->count && p->heads[place].branch < at.branch)
		place++;
	memmove(p->heads + place + 1, p->heads + place,
	    (p->count - place) * sizeof(*p->heads));
	p->heads[place] = at;
	p->count++;
	return 0;
}

int
past_join(struct past *p, const struct chart *c, const struct past *other,
    struct err *e)
{
	for (size_t i = 0; i < other->count; i++)
		if (past_add(p, c, other->heads[i], e) != 0)
			return -1;
	return 0;
}

static int
write_number(uint64_t n, struct buf *out, struct err *e)
{
	uint8_t bytes[10];
	size_t len = 0;

	do {
		bytes[len++] = (uint8_t)((n & 0x7f) | (n > 0x7f ? 0x80 : 0));
		n >>= 7;
	} while (n != 0);
	return buf_add(out, bytes, len, e);
}

int
past_write(const struct past *p, struct buf *out, struct err *e)
{
	for (size_t i = 0; i < p->count; i++)
		if (write_number(p->heads[i].branch, out, e) != 0 ||
		    write_number(p->heads[i].seq, out, e) != 0)
			return -1;
	return 0;
}

static int
read_number(const uint8_t **at, const uint8_t *end, uint64_t *out)
{
	*out = 0;
	for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
		uint8_t byte = *(*at)++;

		*out |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return 0;
	}
	return -1;
}

int
past_read(struct past *p, const struct chart *c, const void *bytes, size_t len,
    struct err *e)
{
	const uint8_t *at = bytes, *end = len == 0 ? at : at + len;
	uint64_t branch, seq;

	past_clear(p);
	while (at < end) {
		if (read_number(&at, end, &branch) != 0 ||
		    read_number(&at, end, &seq) != 0 || branch == 0 ||
		    branch >= c->branch_count)
			return err_set(e, ERR_INTEGRITY,
			    "hall.db is damaged; restore it from a backup");
		if (make_room(p, e) != 0)
			return -1;
		p->heads[p->count++] = (struct position){(uint32_t)branch, seq};
	}
	return 0;
}
