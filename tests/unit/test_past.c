/*
 * Which change set lies below which, in logs that fork, and what a past is:
 * heads none of which lies below another.
 *
 * A model that only knows parents says what must come out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "schema/store/log.h"
#include "sync/ledger/past.h"
#include "tests/fixture/must.h"

#define NODES_MAX 400
#define NONE ((size_t)-1)

/* A store, its chart, and the model: what each position's parent is. */
struct forest {
	struct store *store;
	struct chart chart;
	uint32_t logs[3];
	struct position at[NODES_MAX];
	size_t parent[NODES_MAX];
	size_t count;
	uint32_t chance;
};

static int
plant(void **state)
{
	struct forest *f = calloc(1, sizeof(*f));
	struct log_name name = {
	    .space = {SPACE_LEDGER, {"330421111205"}},
	    .hall = {"330421111205"},
	    .life = {1, 7},
	};

	assert_non_null(f);
	MUST(store_open(STORE_MEMORY, STORE_CREATE, &f->store, &e));
	MUST(store_begin(f->store, &e));
	MUST(chart_load(&f->chart, f->store, &e));
	for (size_t i = 0; i < COUNT_OF(f->logs); i++) {
		name.life.number = (uint32_t)i + 1;
		MUST(chart_ensure_log(
		    &f->chart, f->store, &name, &f->logs[i], &e));
	}
	f->chance = 1;
	*state = f;
	return 0;
}

static int
fell(void **state)
{
	struct forest *f = *state;

	chart_free(&f->chart);
	store_close(f->store);
	free(f);
	return 0;
}

static uint32_t
chance(struct forest *f, uint32_t below)
{
	f->chance = f->chance * 1664525 + 1013904223;
	return (f->chance >> 8) % below;
}

/* Store one change set after parent (NONE: the first of the log). */
static size_t
grow(struct forest *f, uint32_t log, size_t parent)
{
	size_t n = f->count;
	struct store_position row = {.depth = 1};
	struct position prev = {0, 0};

	assert_true(n < NODES_MAX);
	if (parent != NONE)
		prev = f->at[parent];
	MUST(chart_ensure_branch(
	    &f->chart, f->store, log, prev, &row.branch, &e));
	row.seq = prev.seq + 1;
	memcpy(row.id.bytes, &n, sizeof(n));
	memcpy(row.oid, &n, sizeof(n));
	MUST(store_changeset_add(
	    f->store, &row, (struct span){"", 0}, (struct span){"", 0}, 0, &e));
	f->at[n] = (struct position){row.branch, row.seq};
	f->parent[n] = parent;
	f->count++;
	chart_grow(&f->chart, f->at[n]);
	return n;
}

/* count change sets, one after the other; the last. */
static size_t
grow_chain(struct forest *f, uint32_t log, size_t parent, size_t count)
{
	while (count-- > 0)
		parent = grow(f, log, parent);
	return parent;
}

/* Forks, forks of forks, forks at the very beginning, in three logs. */
static void
grow_wild(struct forest *f, size_t count)
{
	size_t first[COUNT_OF(f->logs)], last[COUNT_OF(f->logs)];

	for (size_t i = 0; i < COUNT_OF(f->logs); i++)
		first[i] = last[i] = grow(f, f->logs[i], NONE);
	while (f->count < count) {
		size_t i = chance(f, COUNT_OF(f->logs)), from = last[i];

		if (chance(f, 8) == 0)
			do
				from =
				    first[i] +
				    chance(f, (uint32_t)(f->count - first[i]));
			while (f->chart.branches[f->at[from].branch].log !=
			       f->logs[i]);
		else if (chance(f, 100) == 0)
			from = NONE;
		last[i] = grow(f, f->logs[i], from);
	}
}

/* The model's answer. */
static int
is_below(const struct forest *f, size_t a, size_t b)
{
	while (b != NONE && b != a)
		b = f->parent[b];
	return b == a;
}

static void
add(struct forest *f, struct past *p, size_t node)
{
	MUST(past_add(p, &f->chart, f->at[node], &e));
}

static int
has(const struct forest *f, const struct past *p, size_t node)
{
	return past_contains(p, &f->chart, f->at[node]);
}

/* --- the chart ----------------------------------------------------------- */

static void
a_log_of_too_many_branches_takes_no_more(void **state)
{
	struct forest *f = *state;
	size_t first = grow(f, f->logs[0], NONE);
	struct err e = ERR_INIT;
	uint32_t branch;

	(void)grow(f, f->logs[0], first);
	for (size_t i = 1; i < CHART_BRANCHES_MAX; i++)
		(void)grow(f, f->logs[0], first);
	assert_int_equal(chart_ensure_branch(&f->chart, f->store, f->logs[0],
			     f->at[first], &branch, &e),
	    -1);
	assert_int_equal(e.code, ERR_LIMIT);
	(void)grow(f, f->logs[1], NONE);
}

static void
a_chain_is_one_branch(void **state)
{
	struct forest *f = *state;
	size_t last = grow_chain(f, f->logs[0], NONE, 5);

	for (size_t i = 0; i <= last; i++)
		assert_int_equal(f->at[i].branch, f->at[0].branch);
	assert_int_equal(chart_reach(&f->chart, f->at[3], f->at[0].branch), 4);
	assert_true(chart_is_on_chain(&f->chart, f->at[3], f->at[3]));
	assert_true(chart_is_on_chain(&f->chart, f->at[0], f->at[4]));
	assert_false(chart_is_on_chain(&f->chart, f->at[4], f->at[3]));
}

static void
a_fork_shares_what_was_before_it_and_nothing_after(void **state)
{
	struct forest *f = *state;
	size_t left = grow_chain(f, f->logs[0], NONE, 5);
	size_t right = grow_chain(f, f->logs[0], 1, 2);

	assert_int_not_equal(f->at[left].branch, f->at[right].branch);
	assert_true(chart_is_on_chain(&f->chart, f->at[1], f->at[right]));
	assert_false(chart_is_on_chain(&f->chart, f->at[2], f->at[right]));
	assert_false(chart_is_on_chain(&f->chart, f->at[right], f->at[left]));
	assert_int_equal(
	    chart_reach(&f->chart, f->at[right], f->at[left].branch), 2);
	assert_int_equal(
	    chart_reach(&f->chart, f->at[left], f->at[right].branch), 0);
}

static void
two_first_change_sets_share_nothing(void **state)
{
	struct forest *f = *state;
	size_t a = grow_chain(f, f->logs[0], NONE, 2);
	size_t b = grow_chain(f, f->logs[0], NONE, 2);

	assert_int_not_equal(f->at[a].branch, f->at[b].branch);
	assert_false(chart_is_on_chain(&f->chart, f->at[0], f->at[b]));
	assert_false(chart_is_on_chain(&f->chart, f->at[2], f->at[a]));
}

static void
what_falls_takes_what_is_built_on_it(void **state)
{
	struct forest *f = *state;
	size_t last = grow_chain(f, f->logs[0], NONE, 5);
	size_t fork = grow_chain(f, f->logs[0], 3, 2);
	size_t early = grow(f, f->logs[0], 1);

	f->chart.branches[f->at[last].branch].fallen_from = 3;
	assert_true(chart_is_standing(&f->chart, f->at[1]));
	assert_false(chart_is_standing(&f->chart, f->at[2]));
	assert_false(chart_is_standing(&f->chart, f->at[last]));
	assert_false(chart_is_standing(&f->chart, f->at[fork]));
	assert_true(chart_is_standing(&f->chart, f->at[early]));
}

static void
reach_and_chains_are_what_parents_say(void **state)
{
	struct forest *f = *state;

	grow_wild(f, NODES_MAX);
	for (size_t a = 0; a < f->count; a++)
		for (size_t b = 0; b < f->count; b++)
			assert_int_equal(
			    chart_is_on_chain(&f->chart, f->at[a], f->at[b]),
			    is_below(f, a, b));
}

static void
a_chart_is_loaded_as_it_was(void **state)
{
	struct forest *f = *state;
	struct chart again = {NULL};

	grow_wild(f, NODES_MAX / 2);
	MUST(chart_load(&again, f->store, &e));
	assert_int_equal(again.space_count, f->chart.space_count);
	assert_int_equal(again.log_count, f->chart.log_count);
	assert_int_equal(again.branch_count, f->chart.branch_count);
	for (uint32_t i = 1; i < again.log_count; i++) {
		assert_int_equal(log_name_compare(&again.logs[i].name,
				     &f->chart.logs[i].name),
		    0);
		assert_int_equal(
		    again.logs[i].branch_count, f->chart.logs[i].branch_count);
	}
	for (uint32_t i = 1; i < again.branch_count; i++)
		assert_memory_equal(&again.branches[i], &f->chart.branches[i],
		    sizeof(again.branches[i]));
	chart_free(&again);
}

static void
spaces_and_logs_are_found_by_name_and_made_once(void **state)
{
	struct forest *f = *state;
	struct log_name name = f->chart.logs[f->logs[1]].name;
	uint32_t log;

	assert_int_equal(chart_log(&f->chart, &name), f->logs[1]);
	MUST(chart_ensure_log(&f->chart, f->store, &name, &log, &e));
	assert_int_equal(log, f->logs[1]);
	name.life.tag++;
	assert_int_equal(chart_log(&f->chart, &name), 0);
	name.space.kind = SPACE_GAZETTE;
	assert_int_equal(chart_space(&f->chart, &name.space), 0);
}

/* --- pasts --------------------------------------------------------------- */

static void
an_empty_past_contains_nothing(void **state)
{
	struct forest *f = *state;
	struct past p = PAST_INIT;

	(void)grow(f, f->logs[0], NONE);
	assert_false(has(f, &p, 0));
	assert_int_equal(past_reach(&p, &f->chart, f->at[0].branch), 0);
	past_free(&p);
}

static void
a_later_head_takes_the_place_of_an_earlier_one(void **state)
{
	struct forest *f = *state;
	struct past p = PAST_INIT;

	(void)grow_chain(f, f->logs[0], NONE, 4);
	add(f, &p, 1);
	add(f, &p, 3);
	add(f, &p, 2);
	add(f, &p, 3);
	assert_int_equal(p.count, 1);
	assert_int_equal(p.heads[0].seq, 4);
	past_free(&p);
}

static void
both_heads_of_a_fork_stay(void **state)
{
	struct forest *f = *state;
	size_t left = grow_chain(f, f->logs[0], NONE, 4);
	size_t right = grow_chain(f, f->logs[0], 1, 2);
	struct past p = PAST_INIT;

	add(f, &p, left);
	add(f, &p, right);
	add(f, &p, 1);
	assert_int_equal(p.count, 2);
	assert_int_equal(past_reach(&p, &f->chart, f->at[left].branch), 4);
	assert_int_equal(past_reach(&p, &f->chart, f->at[right].branch), 4);
	past_free(&p);
}

static void
expect_antichain(const struct forest *f, const struct past *p)
{
	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < p->count; k++)
			assert_int_equal(chart_is_on_chain(&f->chart,
					     p->heads[i], p->heads[k]),
			    i == k);
}

/* What is in a past is what lies below something that was put in. */
static void
a_past_contains_what_lies_below_what_was_added(void **state)
{
	struct forest *f = *state;
	size_t added[12];

	grow_wild(f, NODES_MAX / 2);
	for (int round = 0; round < 20; round++) {
		struct past p = PAST_INIT;

		for (size_t i = 0; i < COUNT_OF(added); i++) {
			added[i] = chance(f, (uint32_t)f->count);
			add(f, &p, added[i]);
		}
		expect_antichain(f, &p);
		for (size_t node = 0; node < f->count; node++) {
			int below = 0;

			for (size_t i = 0; i < COUNT_OF(added); i++)
				below |= is_below(f, node, added[i]);
			assert_int_equal(has(f, &p, node), below);
		}
		past_free(&p);
	}
}

static void
expect_same_bytes(const struct past *a, const struct past *b)
{
	struct buf left = BUF_INIT, right = BUF_INIT;

	MUST(past_write(a, &left, &e));
	MUST(past_write(b, &right, &e));
	assert_int_equal(left.len, right.len);
	if (left.len > 0)
		assert_memory_equal(left.bytes, right.bytes, left.len);
	buf_free(&left);
	buf_free(&right);
}

static void
join(struct forest *f, struct past *p, const struct past *other)
{
	MUST(past_join(p, &f->chart, other, &e));
}

static void
the_order_of_joining_does_not_matter(void **state)
{
	struct forest *f = *state;

	grow_wild(f, NODES_MAX / 2);
	for (int round = 0; round < 50; round++) {
		struct past parts[3] = {PAST_INIT, PAST_INIT, PAST_INIT};
		struct past there = PAST_INIT, back = PAST_INIT;

		for (size_t i = 0; i < 15; i++)
			add(f, &parts[i % 3], chance(f, (uint32_t)f->count));
		for (size_t i = 0; i < 3; i++) {
			join(f, &there, &parts[i]);
			join(f, &back, &parts[2 - i]);
			join(f, &back, &back);
		}
		expect_antichain(f, &there);
		expect_same_bytes(&there, &back);
		past_free(&there);
		past_free(&back);
		for (size_t i = 0; i < 3; i++)
			past_free(&parts[i]);
	}
}

static void
a_past_has_a_bounded_number_of_heads(void **state)
{
	struct chart_branch *branches =
	    calloc(PAST_HEADS_MAX + 2, sizeof(*branches));
	struct chart chart = {
	    .branches = branches, .branch_count = PAST_HEADS_MAX + 2};
	struct past p = PAST_INIT;
	struct err said = ERR_INIT;

	(void)state;
	for (uint32_t b = 1; b <= PAST_HEADS_MAX; b++)
		MUST(past_add(&p, &chart, (struct position){b, 1}, &e));
	assert_int_equal(past_add(&p, &chart,
			     (struct position){PAST_HEADS_MAX + 1, 1}, &said),
	    -1);
	assert_int_equal(said.code, ERR_LIMIT);
	past_free(&p);
	free(branches);
}

/* --- bytes --------------------------------------------------------------- */

/* Whose branches are as many as a number can name. */
static const struct chart widest = {.branch_count = UINT32_MAX};

static int
reads(const void *bytes, size_t len, size_t *count_out)
{
	struct past p = PAST_INIT;
	struct err e = ERR_INIT;
	uint8_t *exact = malloc(len + 1);
	int failed;

	assert_non_null(exact);
	memcpy(exact + 1, bytes, len); /* ends where the memory ends */
	failed = past_read(&p, &widest, exact + 1, len, &e);
	assert_int_equal(e.code, failed ? ERR_INTEGRITY : ERR_NONE);
	*count_out = p.count;
	past_free(&p);
	free(exact);
	return !failed;
}

static void
bytes_that_are_no_pairs_of_numbers_are_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} bad[] = {
	    {"\x01", 1},		     /* a branch without seq */
	    {"\x80", 1},		     /* a number without end */
	    {"\x01\x80", 2},		     /* likewise */
	    {"\x01\x01\x01", 3},	     /* half a pair after one */
	    {"\x80\x80\x80\x80\x10\x01", 6}, /* branch 2^32 */
	    {"\xff\xff\xff\xff\x0f\x01", 6}, /* one more than there are */
	    {"\x00\x01", 2},		     /* none */
	    {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x01", 11},
	    {"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01\x01", 12},
	    {"\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 12},
	};
	size_t count;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(reads(bad[i].bytes, bad[i].len, &count));
}

static void
a_past_cut_inside_a_pair_is_refused(void **state)
{
	struct forest *f = *state;
	struct buf bytes = BUF_INIT;
	struct past p = PAST_INIT;
	size_t whole = 0, count;

	for (size_t i = 0; i < 3; i++)
		add(f, &p, grow_chain(f, f->logs[i], NONE, 130));
	MUST(past_write(&p, &bytes, &e));
	assert_int_equal(bytes.len, 3 * (1 + 2));
	for (size_t len = 0; len <= bytes.len; len++) {
		assert_int_equal(reads(bytes.bytes, len, &count), len % 3 == 0);
		whole += len % 3 == 0 && count == len / 3;
	}
	assert_int_equal(whole, 4);
	buf_free(&bytes);
	past_free(&p);
}

static void
any_bytes_are_read_or_refused_without_harm(void **state)
{
	struct forest *f = *state;
	uint8_t bytes[64];
	size_t count;

	for (int round = 0; round < 2000; round++) {
		size_t len = chance(f, sizeof(bytes));

		for (size_t i = 0; i < len; i++)
			bytes[i] = (uint8_t)chance(f, 256);
		(void)reads(bytes, len, &count);
	}
}

static void
a_past_is_read_back_as_it_was_written(void **state)
{
	static const struct position heads[] = {{1, 1}, {2, 127}, {3, 128},
	    {127, 16383}, {128, 16384}, {16384, (uint64_t)1 << 31},
	    {UINT32_MAX - 1, INT64_MAX}};
	struct past p = {.count = 0}, again = PAST_INIT;
	struct buf bytes = BUF_INIT;

	(void)state;
	p.heads = malloc(sizeof(heads));
	assert_non_null(p.heads);
	memcpy(p.heads, heads, sizeof(heads));
	p.count = p.room = COUNT_OF(heads);
	MUST(past_write(&p, &bytes, &e));
	MUST(past_read(&again, &widest, bytes.bytes, bytes.len, &e));
	assert_int_equal(again.count, p.count);
	for (size_t i = 0; i < p.count; i++) {
		assert_int_equal(again.heads[i].branch, heads[i].branch);
		assert_int_equal(again.heads[i].seq, heads[i].seq);
	}
	buf_free(&bytes);
	past_free(&p);
	past_free(&again);
}

#define IN_A_FOREST(test) cmocka_unit_test_setup_teardown(test, plant, fell)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_A_FOREST(a_log_of_too_many_branches_takes_no_more),
	    IN_A_FOREST(a_chain_is_one_branch),
	    IN_A_FOREST(a_fork_shares_what_was_before_it_and_nothing_after),
	    IN_A_FOREST(two_first_change_sets_share_nothing),
	    IN_A_FOREST(what_falls_takes_what_is_built_on_it),
	    IN_A_FOREST(reach_and_chains_are_what_parents_say),
	    IN_A_FOREST(a_chart_is_loaded_as_it_was),
	    IN_A_FOREST(spaces_and_logs_are_found_by_name_and_made_once),
	    IN_A_FOREST(an_empty_past_contains_nothing),
	    IN_A_FOREST(a_later_head_takes_the_place_of_an_earlier_one),
	    IN_A_FOREST(both_heads_of_a_fork_stay),
	    IN_A_FOREST(a_past_contains_what_lies_below_what_was_added),
	    IN_A_FOREST(the_order_of_joining_does_not_matter),
	    IN_A_FOREST(a_past_has_a_bounded_number_of_heads),
	    IN_A_FOREST(bytes_that_are_no_pairs_of_numbers_are_refused),
	    IN_A_FOREST(a_past_cut_inside_a_pair_is_refused),
	    IN_A_FOREST(any_bytes_are_read_or_refused_without_harm),
	    IN_A_FOREST(a_past_is_read_back_as_it_was_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
