#include "sync/engine/audit.h"

#include <assert.h>
#include <string.h>

#include "crypto/crypto.h"
#include "sync/engine/inside.h"

static_assert(STORE_LINK_LEN == AUDIT_LINK_LEN, "one link");

/* Oldest entries taken out at once. */
#define AUDIT_DROP_MAX 64

static int
check_unlocked(const struct engine *g, struct err *e)
{
	if (g->keys != NULL)
		return 0;
	return err_set(e, ERR_REFUSED,
	    "this hall's key is locked; give its passphrase in "
	    "$SANJI_PASSPHRASE");
}

/* --- links -----------------------------------------------------------------
 */

static int
link_of(const struct engine *g, const uint8_t before[STORE_LINK_LEN],
    const struct store_audit *entry, uint8_t out[STORE_LINK_LEN], struct err *e)
{
	struct audit_link from, link;
	struct buf text = BUF_INIT;
	int failed = buf_printf(&text, e, "%lld\n%lld\n%s\n%s\n%s\n%s\n",
	    (long long)entry->n, (long long)entry->time_s, entry->who,
	    entry->what, entry->about, entry->why);

	if (!failed) {
		memcpy(from.bytes, before, sizeof(from.bytes));
		local_key_link(
		    &g->audit_key, &from, text.bytes, text.len, &link);
		memcpy(out, link.bytes, sizeof(link.bytes));
	}
	buf_free(&text);
	return failed;
}

static int
seal_of(const struct engine *g, const struct store_audit_ends *ends,
    uint8_t out[STORE_LINK_LEN], struct err *e)
{
	struct store_audit as_entry = {
	    .n = ends->first, .time_s = ends->last, .what = "ends"};

	return link_of(g, ends->before, &as_entry, out, e);
}

/* 1: as they were sealed, or nothing was noted yet; 0: as far as rows go; -1.
 */
static int
read_ends(struct engine *g, struct store_audit_ends *out, struct err *e)
{
	uint8_t seal[STORE_LINK_LEN];
	int64_t last;
	int found = store_audit_ends(g->store, out, e);

	if (found < 0 || store_audit_last(g->store, &last, e) != 0 ||
	    seal_of(g, out, seal, e) != 0)
		return -1;
	if (last <= out->last &&
	    (found == 0 || crypto_is_same(seal, out->seal, sizeof(seal))))
		return 1;
	if (out->last < last)
		out->last = last;
	return 0;
}

/* The link of the last entry; 1, 0: it is gone; -1. */
static int
last_link(struct engine *g, const struct store_audit_ends *ends,
    uint8_t out[STORE_LINK_LEN], struct err *e)
{
	struct store_audit last;
	int found;

	memcpy(out, ends->before, STORE_LINK_LEN);
	if (ends->last < ends->first)
		return 1;
	found = store_audit_get(g->store, ends->last, &last, e);
	if (found == 1)
		memcpy(out, last.link, STORE_LINK_LEN);
	return found;
}

/* --- noting ----------------------------------------------------------------
 */

/* Entries that have been kept long enough go, a few at a time. */
static int
drop_old(struct engine *g, struct store_audit_ends *ends, int64_t now_s,
    struct err *e)
{
	struct store_audit old;
	int64_t first = ends->first;

	while (
	    ends->first < ends->last && ends->first < first + AUDIT_DROP_MAX) {
		if (store_audit_get(g->store, ends->first, &old, e) != 1 ||
		    old.time_s > now_s - AUDIT_KEPT_S)
			break;
		memcpy(ends->before, old.link, sizeof(ends->before));
		ends->first++;
	}
	return ends->first == first
		   ? 0
		   : store_audit_drop(g->store, ends->first, e);
}

/*
 * Windows go on working when entries are gone, and the gap stays to be seen:
 * no link covers it, and ends that were not sealed are not sealed again.
 */
static int
note(struct engine *g, struct store_audit *entry, struct err *e)
{
	struct store_audit_ends ends;
	uint8_t before[STORE_LINK_LEN];
	int whole = read_ends(g, &ends, e);

	if (whole < 0 || last_link(g, &ends, before, e) < 0)
		return -1;
	entry->n = ends.last + 1;
	if (link_of(g, before, entry, entry->link, e) != 0 ||
	    store_audit_add(g->store, entry, e) != 0)
		return -1;
	ends.last = entry->n;
	if (drop_old(g, &ends, entry->time_s, e) != 0 ||
	    seal_of(g, &ends, ends.seal, e) != 0)
		return -1;
	if (!whole)
		memset(ends.seal, 0, sizeof(ends.seal));
	return store_audit_put_ends(g->store, &ends, e);
}

int
engine_audit_note(struct engine *g, struct store_audit *entry, struct err *e)
{
	int is_inner = store_is_in_transaction(g->store);

	if (check_unlocked(g, e) != 0 || (!is_inner && engine_begin(g, e) != 0))
		return -1;
	if (note(g, entry, e) == 0)
		return is_inner ? 0 : engine_commit(g, e);
	if (!is_inner)
		engine_rollback(g);
	return -1;
}

/* --- checking --------------------------------------------------------------
 */

static void
note_bad(struct audit_result *r, int64_t n)
{
	if (r->first_bad == 0)
		r->first_bad = n;
}

/* One entry; what is missing lends the next one no link. */
static int
check_entry(struct engine *g, int64_t n, uint8_t before[STORE_LINK_LEN],
    struct audit_result *r, struct err *e)
{
	struct store_audit entry;
	uint8_t link[STORE_LINK_LEN];
	int found = store_audit_get(g->store, n, &entry, e);

	if (found < 0)
		return -1;
	if (found == 0) {
		r->missing++;
		note_bad(r, n);
		return 0;
	}
	r->checked++;
	if (link_of(g, before, &entry, link, e) != 0)
		return -1;
	if (!crypto_is_same(link, entry.link, sizeof(link)))
		note_bad(r, n);
	memcpy(before, entry.link, STORE_LINK_LEN);
	return 0;
}

int
engine_audit_check(struct engine *g, struct audit_result *out, struct err *e)
{
	struct store_audit_ends ends;
	int whole;

	memset(out, 0, sizeof(*out));
	if (check_unlocked(g, e) != 0)
		return -1;
	whole = read_ends(g, &ends, e);
	if (whole < 0)
		return -1;
	out->ends_are_bad = !whole;
	for (int64_t n = ends.first; n <= ends.last; n++)
		if (check_entry(g, n, ends.before, out, e) != 0)
			return -1;
	return 0;
}
