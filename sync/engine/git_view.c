#include "sync/engine/git_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/store/log.h"
#include "sync/engine/check.h"
#include "sync/engine/git_names.h"
#include "sync/engine/inside.h"

/* "objects/xx/…" */
#define OBJECTS "objects/"

struct git_view {
	struct engine *engine;
	struct git_names names;
};

int
git_view_open(struct engine *g, struct git_view **out, struct err *e)
{
	struct git_view *v = calloc(1, sizeof(*v));

	if (v == NULL)
		return err_nomem(e);
	v->engine = g;
	if (git_names_read(g, &v->names, e) != 0) {
		free(v);
		return -1;
	}
	*out = v;
	return 0;
}

void
git_view_free(struct git_view *v)
{
	if (v == NULL)
		return;
	git_names_free(&v->names);
	free(v);
}

/* --- zlib, stored ------------------------------------------------------------
 */

/* RFC 1950, 2.2 and 9. */
static uint32_t
adler32(const uint8_t *bytes, size_t len)
{
	uint32_t a = 1, b = 0;

	for (size_t i = 0; i < len; i++) {
		a = (a + bytes[i]) % 65521;
		b = (b + a) % 65521;
	}
	return b << 16 | a;
}

/* RFC 1951, 3.2.4: a block that is not compressed. */
#define BLOCK_MAX 65535

static int
add_block(const uint8_t *bytes, size_t len, int is_last, struct buf *out,
    struct err *e)
{
	uint8_t head[] = {(uint8_t)is_last, (uint8_t)len, (uint8_t)(len >> 8),
	    (uint8_t)~len, (uint8_t)(~len >> 8)};

	return buf_add(out, head, sizeof(head), e) != 0
		   ? -1
		   : buf_add(out, bytes, len, e);
}

/* git wants zlib; what is sealed does not get smaller by it. */
static int
deflate(const struct buf *from, struct buf *out, struct err *e)
{
	static const uint8_t head[] = {0x78, 0x01};
	uint32_t sum = adler32(from->bytes, from->len);
	uint8_t tail[] = {(uint8_t)(sum >> 24), (uint8_t)(sum >> 16),
	    (uint8_t)(sum >> 8), (uint8_t)sum};
	size_t done = 0;

	if (buf_add(out, head, sizeof(head), e) != 0)
		return -1;
	while (done < from->len) {
		size_t left = from->len - done;
		size_t len = left < BLOCK_MAX ? left : BLOCK_MAX;

		if (add_block(from->bytes + done, len, len == left, out, e) !=
		    0)
			return -1;
		done += len;
	}
	return buf_add(out, tail, sizeof(tail), e);
}

/* --- objects -----------------------------------------------------------------
 */

static int
add_loose(
    const char *type, const struct buf *bytes, struct buf *out, struct err *e)
{
	struct buf whole = BUF_INIT;
	int failed = buf_printf(&whole, e, "%s %zu", type, bytes->len) != 0 ||
		     buf_add(&whole, "", 1, e) != 0 ||
		     (bytes->len > 0 &&
			 buf_add(&whole, bytes->bytes, bytes->len, e) != 0) ||
		     deflate(&whole, out, e) != 0;

	buf_free(&whole);
	return failed ? -1 : 1;
}

/* The tree of every commit is empty. */
static int
is_empty_tree(const uint8_t oid[GIT_ID_LEN])
{
	char text[2 * GIT_ID_LEN + 1];

	hex_text(oid, GIT_ID_LEN, text);
	return strcmp(text, "4b825dc642cb6eb9a060e54bf8d69288fbee4904") == 0;
}

static int
read_object(
    struct git_view *v, const char *path, struct buf *out, struct err *e)
{
	char text[2 * GIT_ID_LEN + 1];
	uint8_t oid[GIT_ID_LEN];
	struct buf bytes = BUF_INIT;
	int64_t n;
	int found;

	if (strlen(path) != 2 * GIT_ID_LEN + 1 || path[2] != '/')
		return 0;
	(void)snprintf(text, sizeof(text), "%.2s%s", path, path + 3);
	if (hex_parse(text, sizeof(oid), oid) != 0)
		return 0;
	if (is_empty_tree(oid))
		return add_loose("tree", &bytes, out, e);
	if (!git_names_find(&v->names, oid, &n))
		return 0;
	found = engine_commit_bytes(v->engine, n, &bytes, NULL, e) != 0
		    ? -1
		    : add_loose("commit", &bytes, out, e);
	buf_free(&bytes);
	return found;
}

/* --- refs --------------------------------------------------------------------
 */

static int
read_refs(struct git_view *v, struct buf *out, struct err *e)
{
	const struct chart *c = &v->engine->chart;

	for (uint32_t b = 1; b < c->branch_count; b++) {
		char name[GIT_BRANCH_NAME_MAX], oid[2 * GIT_ID_LEN + 1];
		struct store_position row;

		if (store_changeset_at(v->engine->store, b,
			c->branches[b].head_seq, &row, NULL, NULL, e) != 1)
			return -1;
		hex_text(row.oid, GIT_ID_LEN, oid);
		git_names_branch(c, b, name);
		if (buf_printf(out, e, "%s\trefs/heads/%s\n", oid, name) != 0)
			return -1;
	}
	return 1;
}

static int
read_head(struct git_view *v, struct buf *out, struct err *e)
{
	uint32_t head = git_names_head(v->engine);
	char name[GIT_BRANCH_NAME_MAX];

	if (head == 0)
		return 0;
	git_names_branch(&v->engine->chart, head, name);
	return buf_printf(out, e, "ref: refs/heads/%s\n", name) != 0 ? -1 : 1;
}

int
git_view_read(
    struct git_view *v, const char *path, struct buf *out, struct err *e)
{
	if (strcmp(path, "info/refs") == 0)
		return read_refs(v, out, e);
	if (strcmp(path, "HEAD") == 0)
		return read_head(v, out, e);
	if (strncmp(path, OBJECTS, strlen(OBJECTS)) == 0)
		return read_object(v, path + strlen(OBJECTS), out, e);
	return 0;
}
