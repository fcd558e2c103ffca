/*
 * What the county had receipted before its disk was lost is not left hanging
 * by what it revokes afterwards (RULES A7).
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

static char power[64], number[64];

static void
meet(struct world *w)
{
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	world_same(w, "ledger/330421111000", "姚庄镇", "嘉善县");
	world_cut(w, "姚庄镇", "嘉善县");
}

static void
decide(struct world *w)
{
	char words[128];

	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(world_act(w, "姚庄镇",
				 "case receive item=330421-YB-001 name=王秀英 "
				 "id_number=11010519491231002X"),
		"number"));
	(void)snprintf(
	    words, sizeof(words), "case decide %s outcome=approved", number);
	(void)world_act(w, "姚庄镇", words);
}

static void
revoke(struct world *w, const char *rest)
{
	char words[192];

	(void)snprintf(
	    words, sizeof(words), "power revoke power=%s %s", power, rest);
	(void)world_act(w, "嘉善县", words);
}

static int
a_county_with_a_photograph(void **state)
{
	struct world *w = world_of_three(64);

	(void)snprintf(power, sizeof(power), "%s",
	    json_member_text(
		world_act(w, "嘉善县",
		    "power grant grantee=330421111000 items=330421-YB-001 "
		    "mode=entrusted basis=善政发〔2026〕1号"),
		"power"));
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	(void)world_act(w, "姚庄镇",
	    "case receive item=330421-YB-001 name=李国强 "
	    "id_number=11010519491231002X");
	world_settle(w);
	world_cut(w, "姚庄镇", "嘉善县");
	world_photograph(w, "嘉善县");
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static void
expect(struct world *w, const char *shown)
{
	assert_string_equal(world_case(w, "姚庄镇", number), shown);
	assert_string_equal(world_case(w, "嘉善县", number), shown);
}

static void
what_was_stamped_before_the_disk_was_lost_is_covered(void **state)
{
	struct world *w = *state;

	decide(w);
	meet(w);
	expect(w, "approved decided [嘉善县]");
	world_put_back(w, "嘉善县");
	revoke(w, "");
	meet(w);
	expect(w, "approved decided [嘉善县]");
}

static void
what_was_not_stamped_waits_to_be_ratified(void **state)
{
	struct world *w = *state;

	decide(w);
	world_put_back(w, "嘉善县");
	revoke(w, "");
	meet(w);
	expect(w, "accepted [嘉善县]");
}

static void
what_was_left_out_on_purpose_is_not_covered(void **state)
{
	struct world *w = *state;
	char rest[96];

	decide(w);
	meet(w);
	(void)snprintf(rest, sizeof(rest), "case=%s", number);
	revoke(w, rest);
	/* The disk is lost; the revocation is left with the village, the
	 * receipt of before it with the town. */
	world_sync(w, "北鹤村", "嘉善县");
	world_put_back(w, "嘉善县");
	world_sync(w, "北鹤村", "嘉善县");
	meet(w);
	meet(w);
	expect(w, "accepted [嘉善县]");
}

#define STORY(f) \
	cmocka_unit_test_setup_teardown(f, a_county_with_a_photograph, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(what_was_stamped_before_the_disk_was_lost_is_covered),
	    STORY(what_was_not_stamped_waits_to_be_ratified),
	    STORY(what_was_left_out_on_purpose_is_not_covered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
