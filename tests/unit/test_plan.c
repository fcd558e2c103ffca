/*
 * What a hall reads to send it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sync/engine/frontier.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define RECEIVE                                           \
	"case receive item=330421-YB-001 name=王秀英 " \
	"id_number=11010519491231002X"

static size_t
town(struct engine *g)
{
	struct hall_code code;

	assert_int_equal(hall_code_parse(world_code("姚庄镇"), &code), 0);
	return authority_hall(engine_authority(g), &code);
}

/* The last branch a hall opened: that of its ledger, once it wrote there. */
static uint32_t
newest_branch(struct engine *g)
{
	return engine_chart(g)->branch_count - 1;
}

static void
all_but_the_first_of_a_branch_name_what_was_read_before(void **state)
{
	struct world *w = world_of_three(1);
	struct engine *g = world_engine(w, "北鹤村");
	struct plan p = {.count = 0};
	struct changeset_id last = {.bytes = {0}};
	struct changeset c;
	int more = 1;

	(void)state;
	for (int i = 0; i < 3; i++)
		(void)world_act(w, "北鹤村", RECEIVE);
	MUST(plan_add_branch(g, &p, town(g), newest_branch(g), 0, &e));
	assert_int_equal(p.planned, 3);
	while (p.count > 0) {
		more = plan_next(g, &p, &c, NULL);
		assert_int_equal(more, 1);
		assert_true(changeset_id_is_same(&c.header.prev, &last));
		last = c.id;
		changeset_free(&c);
	}
	plan_free(&p);
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		all_but_the_first_of_a_branch_name_what_was_read_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
