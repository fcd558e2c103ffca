/*
 * Keys of cases as rows: missing, held, destroyed; and what is left of a
 * destroyed one on the disk.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "schema/base/buf.h"
#include "schema/store/case_key.h"
#include "schema/store/log.h"
#include "schema/store/record.h"
#include "tests/fixture/must.h"

#define NOW_S 1764000000

static const uint8_t hash[STORE_KEY_HASH_LEN] = {7, 7, 7};

/* A store with a ledger and one change set of the village in it. */
struct rows {
	char dir[256], path[300];
	struct store *store;
	uint32_t space;
	int64_t n;
};

static void
add_changeset(struct rows *r)
{
	struct log_name log = {.space = {SPACE_LEDGER, {"330421111205"}},
	    .hall = {"330421111205"},
	    .life = {1, 1}};
	struct store_position at = {.seq = 1, .depth = 1};
	struct span none = {"", 0};
	uint32_t number;

	MUST(store_space_add(r->store, &log.space, &r->space, &e));
	MUST(store_log_add(r->store, r->space, &log, &number, &e));
	MUST(store_branch_add(r->store, number, 0, 0, &at.branch, &e));
	MUST(store_changeset_add(r->store, &at, none, none, 0, &e));
	r->n = at.n;
}

static int
open_rows(void **state)
{
	struct rows *r = calloc(1, sizeof(*r));
	const char *tmp = getenv("TMPDIR");

	assert_non_null(r);
	(void)snprintf(r->dir, sizeof(r->dir), "%s/rows.XXXXXX",
	    tmp == NULL ? "/tmp" : tmp);
	assert_non_null(mkdtemp(r->dir));
	(void)snprintf(r->path, sizeof(r->path), "%s/hall.db", r->dir);
	MUST(store_open(r->path, STORE_CREATE, &r->store, &e));
	add_changeset(r);
	*state = r;
	return 0;
}

static void
remove_file(const struct rows *r, const char *suffix)
{
	char path[320];

	(void)snprintf(path, sizeof(path), "%s%s", r->path, suffix);
	(void)unlink(path);
}

static int
close_rows(void **state)
{
	struct rows *r = *state;

	store_close(r->store);
	remove_file(r, "");
	remove_file(r, "-wal");
	remove_file(r, "-shm");
	(void)rmdir(r->dir);
	free(r);
	return 0;
}

static enum store_key_state
state_of(struct rows *r)
{
	struct store_key k;

	MUST(store_key_find(r->store, r->space, hash, &k, &e));
	return k.state;
}

/* A wrapped key that can be told from all other bytes. */
static struct store_key
sample(const struct rows *r)
{
	struct store_key k = {.state = STORE_KEY_LIVE, .space = r->space};

	memcpy(k.hash, hash, sizeof(k.hash));
	for (size_t i = 0; i < sizeof(k.wrapped); i++)
		k.wrapped[i] = (uint8_t)(0xa5 ^ (i * 37));
	return k;
}

/* An event commits to the key, which did not come with it. */
static void
commit_to(struct rows *r, int64_t n, uint32_t place, uint32_t space)
{
	struct store_key k = {.state = STORE_KEY_MISSING, .space = space};

	memcpy(k.hash, hash, sizeof(k.hash));
	assert_int_equal(store_key_commit(r->store, n, place, &k, NULL), 0);
}

static void
destroy(struct rows *r, enum store_key_end end)
{
	struct store_key k = sample(r);

	MUST(store_key_destroy(r->store, &k, end, NOW_S, &e));
}

static int
count_gap(void *context, const struct store_gap *gap, struct err *e)
{
	(void)e;
	*(uint64_t *)context += gap->seq;
	return 0;
}

static uint64_t
gaps_of(struct rows *r)
{
	uint64_t seqs = 0;

	MUST(store_each_gap(r->store, r->space, count_gap, &seqs, &e));
	return seqs;
}

static void
a_key_is_missing_from_when_it_is_committed_to_until_it_comes(void **state)
{
	struct rows *r = *state;
	struct store_key k = sample(r);

	assert_int_equal(state_of(r), STORE_KEY_UNKNOWN);
	commit_to(r, r->n, 0, r->space);
	assert_int_equal(state_of(r), STORE_KEY_MISSING);
	assert_int_equal(gaps_of(r), 1);
	MUST(store_key_put(r->store, &k, &e));
	assert_int_equal(state_of(r), STORE_KEY_LIVE);
	assert_int_equal(gaps_of(r), 0);
	/* Another event that commits to it misses nothing. */
	commit_to(r, r->n, 1, r->space);
	assert_int_equal(state_of(r), STORE_KEY_LIVE);
	assert_int_equal(gaps_of(r), 0);
}

static void
a_key_that_comes_with_its_event_is_kept_unless_it_was_heard_of(void **state)
{
	struct rows *r = *state;
	struct store_key k = sample(r);

	assert_int_equal(store_key_commit(r->store, r->n, 0, &k, NULL), 1);
	assert_int_equal(state_of(r), STORE_KEY_LIVE);
	assert_int_equal(gaps_of(r), 0);
	assert_int_equal(store_key_commit(r->store, r->n, 1, &k, NULL), 0);
	destroy(r, STORE_KEY_FOR_GOOD);
	assert_int_equal(store_key_commit(r->store, r->n + 1, 0, &k, NULL), 0);
	assert_int_equal(state_of(r), STORE_KEY_DESTROYED);
}

static void
a_key_destroyed_before_it_came_is_missing_no_longer_and_never_comes(
    void **state)
{
	struct rows *r = *state;
	struct store_key k = sample(r);

	commit_to(r, r->n, 0, r->space);
	destroy(r, STORE_KEY_FOR_GOOD);
	assert_int_equal(state_of(r), STORE_KEY_DESTROYED);
	assert_int_equal(gaps_of(r), 0);
	assert_int_equal(store_key_put(r->store, &k, NULL), -1);
	commit_to(r, r->n + 1, 0, r->space);
	assert_int_equal(state_of(r), STORE_KEY_DESTROYED);
}

static void
a_key_that_left_with_its_record_comes_back_with_it(void **state)
{
	struct rows *r = *state;
	struct store_key k = sample(r);

	MUST(store_key_add(r->store, &k, &e));
	destroy(r, STORE_KEY_WITH_RECORD);
	/* What was committed to before, as a rebuild finds it again. */
	commit_to(r, r->n, 0, r->space);
	assert_int_equal(state_of(r), STORE_KEY_DESTROYED);
	commit_to(r, r->n + 1, 0, r->space);
	assert_int_equal(state_of(r), STORE_KEY_MISSING);
	MUST(store_key_put(r->store, &k, &e));
	assert_int_equal(state_of(r), STORE_KEY_LIVE);
}

static void
a_key_that_one_space_gets_the_others_lack_no_longer(void **state)
{
	struct rows *r = *state;
	struct space_name town = {SPACE_LEDGER, {"330421111000"}};
	struct store_key k = sample(r), other;
	uint32_t space;

	MUST(store_space_add(r->store, &town, &space, &e));
	commit_to(r, r->n, 0, r->space);
	commit_to(r, r->n, 1, space);
	MUST(store_key_put(r->store, &k, &e));
	assert_int_equal(store_any_missing_key(r->store, NULL), 0);
	MUST(store_key_find(r->store, space, hash, &other, &e));
	assert_int_equal(other.state, STORE_KEY_LIVE);
	assert_memory_equal(other.wrapped, k.wrapped, sizeof(k.wrapped));
}

static void
a_key_held_for_one_space_is_held_for_the_next_that_commits_to_it(void **state)
{
	struct rows *r = *state;
	struct space_name town = {SPACE_LEDGER, {"330421111000"}};
	struct store_key k = sample(r), other;
	uint32_t space;

	MUST(store_space_add(r->store, &town, &space, &e));
	MUST(store_key_add(r->store, &k, &e));
	commit_to(r, r->n, 0, space);
	MUST(store_key_find(r->store, space, hash, &other, &e));
	assert_int_equal(other.state, STORE_KEY_LIVE);
	destroy(r, STORE_KEY_WITH_RECORD);
	MUST(store_key_find(r->store, space, hash, &other, &e));
	assert_int_equal(other.state, STORE_KEY_LIVE);
}

static int
is_on_disk(const struct rows *r, const char *suffix, const struct store_key *k)
{
	struct buf bytes = BUF_INIT;
	char path[320], part[4096];
	size_t got;
	FILE *f;
	int found;

	(void)snprintf(path, sizeof(path), "%s%s", r->path, suffix);
	f = fopen(path, "re");
	if (f == NULL)
		return 0;
	while ((got = fread(part, 1, sizeof(part), f)) > 0)
		MUST(buf_add(&bytes, part, got, &e));
	(void)fclose(f);
	found = bytes.len > 0 && memmem(bytes.bytes, bytes.len, k->wrapped,
				     sizeof(k->wrapped)) != NULL;
	buf_free(&bytes);
	return found;
}

static void
of_a_destroyed_key_nothing_is_left_on_the_disk(void **state)
{
	struct rows *r = *state;
	struct store_key k = sample(r);

	MUST(store_key_add(r->store, &k, &e));
	assert_true(is_on_disk(r, "-wal", &k));
	assert_int_equal(store_forget_wal(r->store, NULL), 1);
	assert_true(is_on_disk(r, "", &k));
	destroy(r, STORE_KEY_FOR_GOOD);
	assert_int_equal(store_forget_wal(r->store, NULL), 1);
	assert_false(is_on_disk(r, "", &k));
	assert_false(is_on_disk(r, "-wal", &k));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_key_is_missing_from_when_it_is_committed_to_until_it_comes,
		open_rows, close_rows),
	    cmocka_unit_test_setup_teardown(
		a_key_that_comes_with_its_event_is_kept_unless_it_was_heard_of,
		open_rows, close_rows),
	    cmocka_unit_test_setup_teardown(
		a_key_destroyed_before_it_came_is_missing_no_longer_and_never_comes,
		open_rows, close_rows),
	    cmocka_unit_test_setup_teardown(
		a_key_that_left_with_its_record_comes_back_with_it, open_rows,
		close_rows),
	    cmocka_unit_test_setup_teardown(
		a_key_that_one_space_gets_the_others_lack_no_longer, open_rows,
		close_rows),
	    cmocka_unit_test_setup_teardown(
		a_key_held_for_one_space_is_held_for_the_next_that_commits_to_it,
		open_rows, close_rows),
	    cmocka_unit_test_setup_teardown(
		of_a_destroyed_key_nothing_is_left_on_the_disk, open_rows,
		close_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
