#include "sync/engine/check.h"

#include <stdio.h>
#include <string.h>

#include "crypto/sshsig.h"
#include "schema/base/text.h"
#include "sync/engine/inside.h"

/* git ids of what the header names, in the order of the parents. */
static int
find_parents(struct engine *g, const struct changeset *c,
    struct git_id *parents, struct err *e)
{
	const struct header *h = &c->header;
	size_t count = 0;

	for (size_t i = 0; i < changeset_parent_count(c); i++) {
		const struct changeset_id *id =
		    i == 0 && h->seq > 1 ? &h->prev
					 : &h->seen.ids[i - (h->seq > 1)];
		struct store_position row;
		int found =
		    store_changeset_find(g->store, id, &row, NULL, NULL, e);

		if (found < 0)
			return -1;
		if (found == 0)
			return err_set(e, ERR_INTEGRITY,
			    "something it builds on is missing");
		memcpy(parents[count++].bytes, row.oid, GIT_ID_LEN);
	}
	return 0;
}

static int
write_commit(struct engine *g, const struct store_position *row,
    struct buf *message, struct buf *out, struct err *e)
{
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	struct sign_public key;
	struct changeset c;
	int failed;

	if (changeset_parse(message->bytes, message->len, &c, e) != 0)
		return -1;
	memcpy(key.bytes, row->key, SIGN_PUBLIC_LEN);
	memcpy(c.signature.bytes, row->signature, SIGNATURE_LEN);
	failed = find_parents(g, &c, parents, e) != 0 ||
		 changeset_commit_bytes(&c, &key, parents,
		     changeset_parent_count(&c), out, e) != 0;
	changeset_free(&c);
	return failed ? -1 : 0;
}

int
engine_commit_bytes(struct engine *g, int64_t n, struct buf *out,
    struct store_position *row_out, struct err *e)
{
	struct buf message = BUF_INIT;
	struct store_position row;
	int found =
	    store_changeset_numbered(g->store, n, &row, NULL, &message, e);
	int failed = found < 0;

	if (found == 0)
		failed = err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged: a change set is missing; restore it "
		    "from a backup");
	if (!failed)
		failed = write_commit(g, &row, &message, out, e);
	if (row_out != NULL)
		*row_out = row;
	buf_free(&message);
	return failed;
}

/* Read strictly, as if it came from a stranger. */
int
engine_check_commit(
    const struct store_position *row, const struct buf *commit, struct err *e)
{
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	struct buf signed_bytes = BUF_INIT;
	struct sign_public key;
	struct changeset c;
	size_t count;
	int failed;

	if (changeset_parse_commit(
		commit->bytes, commit->len, &c, &key, parents, &count, e) != 0)
		return -1;
	failed = changeset_signed_bytes(&c, parents, count, &signed_bytes, e);
	if (!failed && (!changeset_id_is_same(&c.id, &row->id) ||
			   memcmp(c.oid.bytes, row->oid, GIT_ID_LEN) != 0))
		failed = err_set(
		    e, ERR_INTEGRITY, "its bytes are not those of its id");
	if (!failed && !sshsig_is_valid(&key, SSHSIG_CHANGESET,
			   signed_bytes.bytes, signed_bytes.len, &c.signature))
		failed =
		    err_set(e, ERR_INTEGRITY, "its signature is not valid");
	if (!failed && c.header.seq != row->seq)
		failed = err_set(
		    e, ERR_INTEGRITY, "it stands at another place in its log");
	buf_free(&signed_bytes);
	changeset_free(&c);
	return failed;
}

int
engine_derive(struct engine *g, const struct buf *message,
    struct store_position *row, struct buf *past, struct err *e)
{
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	struct ready r = {.past = PAST_INIT};
	struct changeset c;
	size_t count;
	int found;

	if (changeset_parse(message->bytes, message->len, &c, e) != 0)
		return -1;
	found = engine_resolve(g, &c, &r, parents, &count, e);
	if (found == 0)
		(void)err_set(
		    e, ERR_INTEGRITY, "something it builds on is missing");
	if (found == 1) {
		row->depth = c.header.depth;
		row->time = c.header.time;
		buf_clear(past);
		found = past_write(&r.past, past, e) == 0 ? 1 : -1;
	}
	past_free(&r.past);
	changeset_free(&c);
	return found == 1 ? 0 : -1;
}

static int
is_same(const struct buf *a, const struct buf *b)
{
	return a->len == b->len &&
	       (a->len == 0 || memcmp(a->bytes, b->bytes, a->len) == 0);
}

/* Whether whoever goes along its branch comes upon it. */
static int
check_place(struct engine *g, const struct store_position *row, struct err *e)
{
	struct store_position there;
	int found = store_changeset_at(
	    g->store, row->branch, row->seq, &there, NULL, NULL, e);

	if (found < 0 || (found == 1 && there.n == row->n))
		return found < 0 ? -1 : 0;
	return err_set(
	    e, ERR_INTEGRITY, "it is not found at its place in its log");
}

/* Whether the row says what follows from the change set, and no more. */
static int
check_derived(struct engine *g, int64_t n, struct err *e)
{
	struct buf message = BUF_INIT, past = BUF_INIT, right = BUF_INIT;
	struct store_position row, should;
	int found =
	    store_changeset_numbered(g->store, n, &row, &past, &message, e);
	int failed = found != 1;

	should = row;
	if (!failed)
		failed = check_place(g, &row, e) != 0 ||
			 engine_derive(g, &message, &should, &right, e) != 0;
	if (!failed && (row.depth != should.depth || row.time != should.time ||
			   !is_same(&past, &right)))
		failed = err_set(e, ERR_INTEGRITY,
		    "its time, depth or past is not what it says itself");
	buf_free(&right);
	buf_free(&past);
	buf_free(&message);
	return failed;
}

static int
is_world(const struct err *e)
{
	return e->code == ERR_IO || e->code == ERR_NOMEM || e->code == ERR_BUSY;
}

int
engine_check_one(struct engine *g, int64_t n, int *is_good_out,
    char why_out[ENGINE_CHECK_WHY_MAX], struct err *e)
{
	struct buf commit = BUF_INIT;
	struct store_position row;
	struct err why = ERR_INIT;
	int failed = 0;

	why_out[0] = '\0';
	*is_good_out = engine_commit_bytes(g, n, &commit, &row, &why) == 0 &&
		       engine_check_commit(&row, &commit, &why) == 0 &&
		       check_derived(g, n, &why) == 0;
	if (!*is_good_out && is_world(&why)) {
		*e = why;
		failed = -1;
	} else if (!*is_good_out) {
		(void)snprintf(
		    why_out, ENGINE_CHECK_WHY_MAX, "%.300s", why.text);
		text_clean(why_out);
	}
	buf_free(&commit);
	return failed;
}

/* 1, 0, -1: whether the change set is of that space. */
static int
is_of_space(struct engine *g, int64_t n, uint32_t space, struct err *e)
{
	struct store_position row;
	int found = store_changeset_numbered(g->store, n, &row, NULL, NULL, e);

	/* A gap is everybody's. */
	if (found <= 0)
		return found < 0 ? -1 : 1;
	return chart_space_of(
		   &g->chart, (struct position){row.branch, row.seq}) == space;
}

static int
check_numbered(struct engine *g, int64_t n, uint32_t space,
    struct engine_check_result *out, struct err *e)
{
	char why[ENGINE_CHECK_WHY_MAX];
	int is_good, is_wanted = space == 0 ? 1 : is_of_space(g, n, space, e);

	if (is_wanted != 1)
		return is_wanted;
	if (engine_check_one(g, n, &is_good, why, e) != 0)
		return -1;
	out->checked++;
	if (!is_good && out->bad++ == 0) {
		(void)snprintf(out->first_bad, sizeof(out->first_bad),
		    "%lld: %.280s", (long long)n, why);
		text_clean(out->first_bad);
	}
	return 0;
}

int
engine_check(struct engine *g, uint32_t space, const struct progress *p,
    struct engine_check_result *out, struct err *e)
{
	int64_t last = 0;

	memset(out, 0, sizeof(*out));
	if (store_changeset_expected(g->store, &last, e) != 0)
		return -1;
	for (int64_t n = 1; n <= last; n++)
		if (check_numbered(g, n, space, out, e) != 0 ||
		    progress_tell(p, (uint64_t)n, (uint64_t)last, e) != 0)
			return -1;
	return 0;
}
