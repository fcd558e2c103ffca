#include "sync/engine/arriving.h"

#include <stdlib.h>
#include <string.h>

static int
compare_spaces(const struct space_name *a, const struct space_name *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return strcmp(a->hall.digits, b->hall.digits);
}

static int
compare(const struct case_key_hash *hash, const struct space_name *space,
    const struct arriving_key *other)
{
	int order = memcmp(hash->bytes, other->hash.bytes, CASE_KEY_HASH_LEN);

	return order != 0 ? order : compare_spaces(space, &other->from->space);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct arriving_key *x = a;

	return compare(&x->hash, &x->from->space, b);
}

int
arriving_expect(
    struct arriving *a, const struct carried_keys *keys, struct err *e)
{
	arriving_forget(a);
	if (keys->count == 0)
		return 0;
	a->all = calloc(keys->count, sizeof(*a->all));
	if (a->all == NULL)
		return err_nomem(e);
	for (; a->count < keys->count; a->count++) {
		struct arriving_key *k = &a->all[a->count];

		k->from = &keys->all[a->count];
		case_key_hash(&k->from->key, &k->hash);
	}
	qsort(a->all, a->count, sizeof(*a->all), compare_keys);
	return 0;
}

struct arriving_key *
arriving_find(const struct arriving *a, const struct space_name *space,
    const struct case_key_hash *hash)
{
	size_t low = 0, high = a->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(hash, space, &a->all[middle]);

		if (order == 0)
			return &a->all[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

void
arriving_forget(struct arriving *a)
{
	free(a->all);
	*a = (struct arriving){NULL, 0};
}
