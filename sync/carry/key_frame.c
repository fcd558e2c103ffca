#include "sync/carry/key_frame.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "schema/base/reader.h"
#include "sync/carry/frame.h"

#define ITEM_LEN 32
static_assert(CASE_KEY_LEN == ITEM_LEN, "a key");
static_assert(CASE_KEY_HASH_LEN == ITEM_LEN, "a hash");

/* Room for one more; what was there is wiped, not only freed. */
static void *
grow(void *all, size_t count, size_t *room, size_t size, struct err *e)
{
	size_t more = *room == 0 ? 16 : 2 * *room;
	void *bigger;

	if (count < *room)
		return all;
	bigger = calloc(more, size);
	if (bigger == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	if (all != NULL) {
		memcpy(bigger, all, count * size);
		crypto_wipe(all, count * size);
		free(all);
	}
	*room = more;
	return bigger;
}

static int
malformed(struct err *e)
{
	return err_set(e, ERR_FORMAT, "the other hall sent a malformed %s",
	    "list of keys");
}

/* The group's space and how many of it follow. */
static int
read_group(struct reader *r, size_t left, struct space_name *space_out,
    size_t *count_out)
{
	if (frame_space_read(r, space_out) != 0)
		return -1;
	*count_out = reader_u16(r);
	return r->failed || *count_out == 0 || *count_out > left ||
		       r->left < *count_out * ITEM_LEN
		   ? -1
		   : 0;
}

static int
write_group(const struct space_name *space, size_t count, struct buf *out,
    struct err *e)
{
	if (frame_space_write(space, out, e) != 0)
		return -1;
	return buf_add_u16(out, (uint16_t)count, e);
}

/* --- keys ---------------------------------------------------------------- */

void
carried_keys_free(struct carried_keys *k)
{
	if (k->all != NULL)
		crypto_wipe(k->all, k->room * sizeof(*k->all));
	free(k->all);
	memset(k, 0, sizeof(*k));
}

int
carried_keys_add(struct carried_keys *k, const struct space_name *space,
    const struct case_key *key, struct err *e)
{
	void *all = grow(k->all, k->count, &k->room, sizeof(*k->all), e);

	if (all == NULL)
		return -1;
	k->all = all;
	k->all[k->count++] = (struct carried_key){*space, *key};
	return 0;
}

/* How many from i on are of one space. */
static size_t
keys_of_space(const struct carried_keys *k, size_t i)
{
	size_t count = 1;

	while (i + count < k->count &&
	       space_name_is_same(&k->all[i].space, &k->all[i + count].space))
		count++;
	return count;
}

int
carried_keys_write(const struct carried_keys *k, struct buf *out, struct err *e)
{
	assert(k->count <= FRAME_KEYS_MAX);
	for (size_t i = 0; i < k->count;) {
		size_t end = i + keys_of_space(k, i);

		if (write_group(&k->all[i].space, end - i, out, e) != 0)
			return -1;
		for (; i < end; i++)
			if (buf_add(out, k->all[i].key.bytes, ITEM_LEN, e) != 0)
				return -1;
	}
	return 0;
}

int
carried_keys_read(struct reader *r, struct carried_keys *out, struct err *e)
{
	memset(out, 0, sizeof(*out));
	while (!reader_is_finished(r)) {
		struct space_name space;
		struct case_key key;
		size_t count;
		int failed =
		    read_group(r, FRAME_KEYS_MAX - out->count, &space, &count);

		if (failed)
			(void)malformed(e);
		for (size_t i = 0; !failed && i < count; i++) {
			reader_copy(r, key.bytes, ITEM_LEN);
			failed = carried_keys_add(out, &space, &key, e);
		}
		case_key_wipe(&key);
		if (failed) {
			carried_keys_free(out);
			return -1;
		}
	}
	return 0;
}

/* --- wants --------------------------------------------------------------- */

void
key_wants_free(struct key_wants *w)
{
	free(w->all);
	memset(w, 0, sizeof(*w));
}

int
key_wants_add(struct key_wants *w, const struct space_name *space,
    const struct case_key_hash *hash, struct err *e)
{
	void *all = grow(w->all, w->count, &w->room, sizeof(*w->all), e);

	if (all == NULL)
		return -1;
	w->all = all;
	w->all[w->count++] = (struct key_want){*space, *hash};
	return 0;
}

static int
compare_wants(const void *a, const void *b)
{
	const struct key_want *x = a, *y = b;
	int order = (int)x->space.kind - (int)y->space.kind;

	if (order == 0)
		order = strcmp(x->space.hall.digits, y->space.hall.digits);
	return order != 0 ? order
			  : memcmp(x->hash.bytes, y->hash.bytes, ITEM_LEN);
}

static size_t
wants_of_space(const struct key_wants *w, size_t i, size_t most)
{
	size_t count = 1;

	while (i + count < most &&
	       space_name_is_same(&w->all[i].space, &w->all[i + count].space))
		count++;
	return count;
}

int
key_wants_write(struct key_wants *w, struct buf *out, struct err *e)
{
	size_t most = w->count < FRAME_WANTS_MAX ? w->count : FRAME_WANTS_MAX;

	if (w->count > 0)
		qsort(w->all, w->count, sizeof(*w->all), compare_wants);
	for (size_t i = 0; i < most;) {
		size_t end = i + wants_of_space(w, i, most);

		if (write_group(&w->all[i].space, end - i, out, e) != 0)
			return -1;
		for (; i < end; i++)
			if (buf_add(out, w->all[i].hash.bytes, ITEM_LEN, e) !=
			    0)
				return -1;
	}
	return 0;
}

int
key_wants_read(struct reader *r, struct key_wants *out, struct err *e)
{
	memset(out, 0, sizeof(*out));
	while (!reader_is_finished(r)) {
		struct space_name space;
		struct case_key_hash hash;
		size_t count;
		int failed =
		    read_group(r, FRAME_WANTS_MAX - out->count, &space, &count);

		if (failed)
			(void)malformed(e);
		for (size_t i = 0; !failed && i < count; i++) {
			reader_copy(r, hash.bytes, ITEM_LEN);
			failed = key_wants_add(out, &space, &hash, e);
		}
		if (failed) {
			key_wants_free(out);
			return -1;
		}
	}
	return 0;
}
