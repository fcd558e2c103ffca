/*
 * Disks written back and copied at random, among work and exchanges: in the
 * end all halls come to the same, and no number was given twice.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/world.h"

#define SEEDS 8
#define STEPS 40
#define NUMBERS_MAX STEPS
#define NUMBER_LEN 64
#define DAY_S ((int64_t)24 * 3600)

static const char *const halls[] = {"北鹤村", "丁栅村", "姚庄镇", "嘉善县"};
static const char *const lines[][2] = {{"北鹤村", "姚庄镇"},
    {"丁栅村", "姚庄镇"}, {"姚庄镇", "嘉善县"}, {"北鹤村", "嘉善县"}};

struct run {
	struct world *world;
	uint64_t state;
	int has_photograph[4];
	int has_clone;
	char numbers[NUMBERS_MAX][NUMBER_LEN];
	size_t count;
};

/* The same numbers for the same seed, whatever else draws. */
static size_t
draw(struct run *r, size_t below)
{
	r->state = r->state * 6364136223846793005U + 1442695040888963407U;
	return (size_t)(r->state >> 33) % below;
}

static void
note_number(struct run *r, const char *number)
{
	for (size_t i = 0; i < r->count; i++)
		assert_string_not_equal(r->numbers[i], number);
	(void)snprintf(r->numbers[r->count++], NUMBER_LEN, "%s", number);
}

static void
receive(struct run *r, const char *hall)
{
	note_number(r,
	    json_member_text(world_act(r->world, hall,
				 "case receive item=330421-YB-001 name=王秀英 "
				 "id_number=11010519491231002X"),
		"number"));
}

static void
grant(struct run *r)
{
	char words[160];

	(void)snprintf(words, sizeof(words),
	    "power grant grantee=%s items=330421-YB-001 mode=entrusted "
	    "basis=善政发〔2026〕1号",
	    world_code("姚庄镇"));
	(void)world_act(r->world, "嘉善县", words);
}

static void
disturb(struct run *r)
{
	size_t which = draw(r, 4);

	if (!r->has_photograph[which]) {
		world_photograph(r->world, halls[which]);
		r->has_photograph[which] = 1;
	} else if (which == 0 && !r->has_clone && draw(r, 2) == 0) {
		world_clone(r->world, halls[0], "副本");
		r->has_clone = 1;
	} else {
		world_write_back(r->world, halls[which]);
	}
}

static void
step(struct run *r)
{
	size_t line = draw(r, 4);

	/* Two numbers of one day may be one number (docs/RECOVERY.md). */
	world_wait(r->world, DAY_S);
	switch (draw(r, 8)) {
	case 0:
	case 1:
		receive(r, halls[draw(r, 3)]);
		break;
	case 2:
		if (r->has_clone)
			receive(r, "副本");
		break;
	case 3:
		grant(r);
		break;
	case 4:
		disturb(r);
		break;
	case 5:
		if (r->has_clone)
			world_sync(r->world, "副本", "姚庄镇");
		break;
	default:
		world_sync(r->world, lines[line][0], lines[line][1]);
	}
}

static void
heal(struct run *r)
{
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < 4; i++)
			world_sync(r->world, lines[i][0], lines[i][1]);
		if (r->has_clone)
			world_sync(r->world, "副本", "姚庄镇");
	}
}

static void
all_halls_come_to_the_same_after_restores_and_copies(void **state)
{
	char space[64];

	(void)state;
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct run r = {.world = world_of_three(seed), .state = seed};

		for (int i = 0; i < STEPS; i++)
			step(&r);
		heal(&r);
		(void)snprintf(
		    space, sizeof(space), "ledger/%s", world_code("北鹤村"));
		world_same(r.world, space, "北鹤村", "姚庄镇");
		world_same(r.world, space, "北鹤村", "嘉善县");
		world_same(r.world, "gazette/330421000000", "北鹤村", "嘉善县");
		world_same(r.world, "gazette/330421000000", "姚庄镇", "嘉善县");
		world_free(r.world);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		all_halls_come_to_the_same_after_restores_and_copies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
