#include "sync/engine/git_backend.h"

#include <git2/sys/odb_backend.h>
#include <stdlib.h>
#include <string.h>

#include "sync/engine/check.h"
#include "sync/engine/git_names.h"
#include "sync/engine/inside.h"

/* 4b825dc642cb6eb9a060e54bf8d69288fbee4904 */
const git_oid git_empty_tree = {{0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9,
    0xa0, 0x60, 0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88, 0xfb, 0xee, 0x49, 0x04}};

struct backend {
	git_odb_backend parent;
	struct engine *engine;
	struct git_names names;
};

static int
failed(const struct err *e)
{
	git_error_set_str(GIT_ERROR_ODB, e->text);
	return GIT_ERROR;
}

static int
hand_out(struct backend *b, const struct buf *bytes, void **data, size_t *len)
{
	*data = git_odb_backend_data_alloc(&b->parent, bytes->len + 1);
	if (*data == NULL)
		return GIT_ERROR;
	memcpy(*data, buf_text(bytes), bytes->len + 1);
	*len = bytes->len;
	return 0;
}

static int
read_object(void **data, size_t *len, git_object_t *type,
    git_odb_backend *parent, const git_oid *oid)
{
	struct backend *b = (struct backend *)parent;
	struct buf bytes = BUF_INIT;
	struct err e = ERR_INIT;
	int64_t n;
	int result;

	if (git_oid_equal(oid, &git_empty_tree)) {
		*type = GIT_OBJECT_TREE;
		return hand_out(b, &bytes, data, len);
	}
	if (!git_names_find(&b->names, oid->id, &n))
		return GIT_ENOTFOUND;
	if (engine_commit_bytes(b->engine, n, &bytes, NULL, &e) != 0) {
		buf_free(&bytes);
		return failed(&e);
	}
	*type = GIT_OBJECT_COMMIT;
	result = hand_out(b, &bytes, data, len);
	buf_free(&bytes);
	return result;
}

static int
read_header(size_t *len, git_object_t *type, git_odb_backend *parent,
    const git_oid *oid)
{
	void *data = NULL;
	int result = read_object(&data, len, type, parent, oid);

	if (result == 0)
		git_odb_backend_data_free(parent, data);
	return result;
}

static int
exists(git_odb_backend *parent, const git_oid *oid)
{
	int64_t n;

	return git_oid_equal(oid, &git_empty_tree) ||
	       git_names_find(&((struct backend *)parent)->names, oid->id, &n);
}

static void
release(git_odb_backend *parent)
{
	git_names_free(&((struct backend *)parent)->names);
	free(parent);
}

git_odb_backend *
git_backend_new(struct engine *g, struct err *e)
{
	struct backend *b = calloc(1, sizeof(*b));

	if (b == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	(void)git_odb_init_backend(&b->parent, GIT_ODB_BACKEND_VERSION);
	b->parent.read = read_object;
	b->parent.read_header = read_header;
	b->parent.exists = exists;
	b->parent.free = release;
	b->engine = g;
	if (git_names_read(g, &b->names, e) != 0) {
		release(&b->parent);
		return NULL;
	}
	return &b->parent;
}
