/*
 * Events parsed in this transaction: an event is read when it is indexed and
 * again, moments later, when its record is folded.
 */
#include <stdlib.h>

#include "schema/base/json.h"
#include "sync/engine/inside.h"

/* Beyond this they are parsed again: memory stays bounded. */
#define BODIES_MAX 4096

static int
make_room(struct bodies *b, struct err *e)
{
	size_t room = b->room == 0 ? 16 : 2 * b->room;
	struct body *bigger;

	if (b->count < b->room)
		return 0;
	bigger = realloc(b->all, room * sizeof(*bigger));
	if (bigger == NULL)
		return err_nomem(e);
	b->all = bigger;
	b->room = room;
	return 0;
}

int
bodies_keep(
    struct bodies *b, int64_t n, uint32_t place, json_t *body, struct err *e)
{
	if (b->count >= BODIES_MAX || body == NULL)
		return 0;
	if (make_room(b, e) != 0)
		return -1;
	b->all[b->count++] = (struct body){n, place, json_incref(body)};
	return 0;
}

/* Change sets are numbered as they are stored, so the list is in order. */
static int
compare(const void *key, const void *member)
{
	const struct body *a = key, *b = member;
	int order = (a->n > b->n) - (a->n < b->n);

	return order != 0 ? order
			  : (a->place > b->place) - (a->place < b->place);
}

json_t *
bodies_read(const struct bodies *b, int64_t n, uint32_t place, struct span text)
{
	struct body key = {.n = n, .place = place};
	const struct body *found =
	    b->count == 0
		? NULL
		: bsearch(&key, b->all, b->count, sizeof(key), compare);

	if (found != NULL)
		return json_incref(found->body);
	return json_read(text.bytes, text.len, NULL);
}

void
bodies_forget(struct bodies *b)
{
	for (size_t i = 0; i < b->count; i++)
		json_decref(b->all[i].body);
	free(b->all);
	*b = (struct bodies){NULL, 0, 0};
}
