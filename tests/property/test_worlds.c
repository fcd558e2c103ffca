/*
 * Every history of a small world, as deep as it is asked for: what is in
 * force is what RULES A says of it (P3: nothing without authority; P4: what
 * had it does not fall), the same whatever the order (P1) and at every hall
 * (P2), and nothing is lost (P5).
 *
 *	test_worlds [DEPTH [power|restore|closing]]
 *
 * Once with all that can happen to a power, once with a county that is put
 * back to an earlier day and does again what it had forgotten, once with a
 * power that is handed back by agreement.
 *
 * A world is a process: each action is done in a child of it, so that going
 * back costs nothing.  A world that was reached before is not gone through
 * again, unless there are more steps left than last time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crypto/hash.h"
#include "sync/engine/dump.h"
#include "tests/fixture/must.h"
#include "tests/fixture/small_world.h"

/* What is gone through in every run of the tests: half a minute. */
#ifdef __SANITIZE_ADDRESS__
#define POWER_DEPTH 2
#define RESTORE_DEPTH 2
#define CLOSING_DEPTH 2
#else
#define POWER_DEPTH 4
#define RESTORE_DEPTH 4
#define CLOSING_DEPTH 4
#endif
#define DEPTH_MAX 20

#define TABLE_SIZE ((size_t)1 << 21)

/* Shared by all processes; only one of them runs at a time. */
struct shared {
	struct slot {
		uint64_t key; /* 0: free */
		uint64_t value;
	} slots[TABLE_SIZE];
	size_t used;
	size_t worlds;
	size_t histories;
};

static struct shared *shared;
static int depth_given; /* 0: none */
static int depth_wanted;
static unsigned theme;
static const char *path[DEPTH_MAX];
static int path_len;

/* The value kept under a key, 0 if it is new. */
static uint64_t *
find(uint64_t key)
{
	size_t i = key % TABLE_SIZE;

	if (key == 0)
		key = 1;
	while (shared->slots[i].key != 0 && shared->slots[i].key != key)
		i = (i + 1) % TABLE_SIZE;
	if (shared->slots[i].key == 0) {
		shared->slots[i].key = key;
		if (++shared->used > TABLE_SIZE * 3 / 4)
			fail_msg("more worlds than there is room for");
	}
	return &shared->slots[i].value;
}

static void
tell(struct buf *told)
{
	(void)fprintf(stderr, "after");
	for (int i = 0; i < path_len; i++)
		(void)fprintf(stderr, "%s %s", i == 0 ? "" : ",", path[i]);
	(void)fprintf(stderr, ":\n%s\n", buf_text(told));
}

/* The same change sets have the same state at any hall, on any way (P1). */
static void
compare_with_others(const struct small_world *s, size_t hall, struct buf *told)
{
	struct space_name ledger = model_space(SPACE_LEDGER, SMALL_VILLAGE);
	struct buf dump = BUF_INIT;
	uint8_t digest[HASH_ID_LEN];
	uint64_t value, *kept;

	MUST(engine_dump_space(
	    model_world_engine(s->play.world, hall), &ledger, &dump, &e));
	hash_id(dump.bytes, dump.len, digest);
	buf_free(&dump);
	memcpy(&value, digest, sizeof(value));
	kept = find(small_hall_key(s, hall));
	if (*kept != 0 && *kept != value)
		model_tell(told,
		    "%s has another state than a hall with the "
		    "same change sets had before",
		    model_halls[hall].letter);
	*kept = value;
}

/* What is in a new world: 0, or 1 if something is wrong. */
static int
check(struct small_world *s)
{
	struct buf told = BUF_INIT;
	int is_wrong;

	for (size_t hall = 0; hall < SMALL_HALLS; hall++)
		compare_with_others(s, hall, &told);
	small_world_check(s, &told);
	for (size_t hall = 0; hall < SMALL_HALLS; hall++)
		compare_with_others(s, hall, &told);
	is_wrong = told.len > 0;
	if (is_wrong)
		tell(&told);
	buf_free(&told);
	return is_wrong;
}

/* Where a process is. */
struct walk {
	int left; /* steps */
	int is_new;
	int is_child;
};

/* The next world; 0 if there is none, or nothing new in it. */
static int
enter(struct small_world *s, const struct small_action *a, struct walk *w)
{
	uint64_t *seen;

	path[path_len++] = a->name;
	if (!a->perform(s))
		return 0;
	shared->histories++;
	seen = find(small_world_key(s));
	w->is_new = *seen == 0;
	if (*seen >= (uint64_t)w->left)
		return 0;
	*seen = (uint64_t)w->left--;
	w->is_child = 1;
	return 1;
}

/* All is gone through from here; a child ends with what it found. */
static int
leave(struct small_world *s, const struct walk *w, int is_wrong)
{
	if (!w->is_child)
		return is_wrong;
	if (w->is_new && !is_wrong) {
		shared->worlds++;
		is_wrong = check(s);
	}
	_exit(is_wrong);
}

static int
wait_for(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	return status != 0;
}

/* Each action is done in a child, which goes on from the first again. */
static int
explore(struct small_world *s)
{
	struct walk w = {.left = depth_wanted};
	const struct small_action *a = small_actions;
	int is_wrong = 0;

	while (a->name != NULL && w.left > 0 && !is_wrong) {
		pid_t child;

		if (!(a->themes & theme) || (a->may != NULL && !a->may(s))) {
			a++;
			continue;
		}
		child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			if (!enter(s, a, &w))
				_exit(0);
			a = small_actions;
			continue;
		}
		is_wrong = wait_for(child);
		a++;
	}
	return leave(s, &w, is_wrong);
}

static void
every_history(unsigned of, int depth)
{
	struct small_world *s = small_world_new(of);
	int is_wrong;

	depth_wanted = depth_given > 0 ? depth_given : depth;
	theme = of;
	memset(shared, 0, sizeof(*shared));
	is_wrong = explore(s);
	print_message("%zu worlds, %zu steps, %d deep\n", shared->worlds,
	    shared->histories, depth_wanted);
	small_world_free(s);
	assert_false(is_wrong);
}

static void
every_history_of_a_power_comes_to_what_the_rules_say(void **state)
{
	(void)state;
	every_history(SMALL_POWER, POWER_DEPTH);
}

static void
every_history_of_a_restore_comes_to_what_the_rules_say(void **state)
{
	(void)state;
	every_history(SMALL_RESTORE, RESTORE_DEPTH);
}

static void
every_history_of_a_closing_comes_to_what_the_rules_say(void **state)
{
	(void)state;
	every_history(SMALL_CLOSING, CLOSING_DEPTH);
}

static const char *
filter_for(const char *word)
{
	static char filter[64];

	(void)snprintf(
	    filter, sizeof(filter), "every_history_of_a_%.20s*", word);
	return filter;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		every_history_of_a_power_comes_to_what_the_rules_say),
	    cmocka_unit_test(
		every_history_of_a_restore_comes_to_what_the_rules_say),
	    cmocka_unit_test(
		every_history_of_a_closing_comes_to_what_the_rules_say),
	};

	if (argc > 1)
		depth_given = (int)strtol(argv[1], NULL, 10);
	if (argc > 2)
		cmocka_set_test_filter(filter_for(argv[2]));
	if (argc > 1 && (depth_given < 1 || depth_given > DEPTH_MAX)) {
		(void)fprintf(stderr,
		    "usage: test_worlds [DEPTH [power|restore|closing]]\n");
		return 2;
	}
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED) {
		perror("mmap");
		return 1;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
