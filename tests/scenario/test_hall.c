/*
 * Halls that change: renamed, under another town, merged into another.  What
 * was done before stays with the hall as it was then (K30).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/report.h"
#include "tests/fixture/noun.h"

#define DAY_S INT64_C(86400)

/* The world begins on 2025-11-25. */
static int
three_halls(void **state)
{
	struct world *w = world_of_three(67);

	noun_heal(w, HEAL_FROM_BELOW);
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
receive(struct world *w, const char *hall, char number[64])
{
	static unsigned people;

	noun_keep(noun_act(w, hall,
		      "case receive item=330421-YB-001 name=王秀英 "
		      "document=passport document_number=H%08u",
		      people++),
	    "number", number);
}

/* A row of the figures at the county, by the hall's code and name. */
static const json_t *
figures(struct world *w, const char *code, const char *name)
{
	static json_t *rows;
	size_t i;
	json_t *row;

	json_decref(rows);
	rows = store_report(engine_store(world_engine(w, COUNTY)),
	    REPORT_FIGURES, NULL, 0, NULL);
	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "hall"), code) == 0 &&
		    strncmp(
			json_member_text(row, "name"), name, strlen(name)) == 0)
			return row;
	fail_msg("no figures of %s", name);
	return NULL;
}

static json_int_t
count_of(struct world *w, const char *code, const char *name, const char *what)
{
	return json_member_integer(figures(w, code, name), what, -1);
}

static const char *
name_on(struct world *w, const char *hall, const char *day)
{
	return json_member_text(
	    json_array_get(
		noun_act(w, hall, "hall list 330421111205 at=%s", day), 0),
	    "name");
}

#define BEIHE_CODE "330421111205"

/* --- names ------------------------------------------------------------------
 */

static void
a_hall_has_its_new_name_from_the_day_on_and_is_found_by_the_old(void **state)
{
	struct world *w = *state;

	(void)noun_act(
	    w, COUNTY, "hall rename 北鹤村 name=北鹤社区 since=2025-12-01");
	world_settle(w);
	assert_non_null(strstr(name_on(w, BEIHE, "2025-11-30"), "北鹤村"));
	assert_string_equal(name_on(w, BEIHE, "2025-12-01"), "北鹤社区");
	world_wait(w, 8 * DAY_S);
	assert_string_equal(
	    json_member_text(noun_act(w, TOWN, "hall show 北鹤村"), "name"),
	    "北鹤社区");
	assert_int_equal(
	    json_array_size(json_object_get(
		noun_act(w, TOWN, "hall show 北鹤社区"), "history")),
	    2);
	(void)noun_refused(w, TOWN, "hall rename 北鹤村 name=北鹤");
	(void)noun_refused(w, COUNTY, "hall rename 330421999999 name=无此村");
}

/* The village hears of its new name after it worked under it. */
static void
renamed_meanwhile(struct world *w, enum heal order)
{
	char number[64];

	noun_cut(w);
	receive(w, BEIHE, number);
	(void)noun_act(
	    w, COUNTY, "hall rename 北鹤村 name=北鹤社区 since=2025-12-01");
	world_wait(w, 8 * DAY_S);
	receive(w, BEIHE, number);
	receive(w, BEIHE, number);
	(void)noun_act(w, BEIHE, "case withdraw %s", number);
	noun_other_business(w, TOWN);
	noun_heal(w, order);
	assert_int_equal(count_of(w, BEIHE_CODE, "北鹤村", "received"), 1);
	assert_int_equal(count_of(w, BEIHE_CODE, "北鹤村", "withdrawn"), 0);
	assert_int_equal(count_of(w, BEIHE_CODE, "北鹤社区", "received"), 2);
	assert_int_equal(count_of(w, BEIHE_CODE, "北鹤社区", "withdrawn"), 1);
	/* A number given before still leads to its case. */
	(void)noun_act(w, COUNTY, "case show %s", number);
}

static void
a_case_is_counted_under_the_name_its_hall_had_then(void **state)
{
	(void)state;
	noun_tell(three_halls, renamed_meanwhile);
}

static void
moved_meanwhile(struct world *w, enum heal order)
{
	char number[64];

	receive(w, BEIHE, number);
	world_settle(w);
	noun_cut(w);
	world_wait(w, 8 * DAY_S);
	(void)noun_act(
	    w, COUNTY, "hall move 北鹤村 to=330421103000 since=2025-12-01");
	receive(w, BEIHE, number);
	noun_other_business(w, TOWN);
	/* The town that was left carries for the village it held. */
	if (order == HEAL_FROM_BELOW) {
		world_sync(w, BEIHE, TOWN);
		world_sync(w, TOWN, COUNTY);
	} else {
		world_sync(w, TOWN, COUNTY);
		world_sync(w, BEIHE, COUNTY);
	}
	assert_string_equal(
	    json_member_text(figures(w, BEIHE_CODE, "北鹤村"), "parent"),
	    "330421111000");
	assert_int_equal(count_of(w, BEIHE_CODE, "北鹤村", "received"), 1);
	assert_string_equal(
	    json_member_text(
		json_array_get(
		    noun_act(w, COUNTY, "hall list 330421111205"), 0),
		"parent"),
	    "330421103000");
	assert_int_equal(json_array_size(noun_act(w, COUNTY,
			     "figures rows received hall=330421111205")),
	    2);
}

static void
a_village_under_another_town_is_counted_with_each_for_its_time(void **state)
{
	(void)state;
	noun_tell(three_halls, moved_meanwhile);
}

/* --- merged -----------------------------------------------------------------
 */

static void
merged(struct world *w, enum heal order)
{
	char number[64];

	receive(w, BEIHE, number);
	noun_heal(w, HEAL_FROM_BELOW);
	noun_cut(w);
	(void)noun_act(
	    w, COUNTY, "hall merge 北鹤村 into=丁栅村 since=2025-12-01");
	world_wait(w, 8 * DAY_S);
	/* Who could not know goes on working, and what it does counts. */
	receive(w, BEIHE, number);
	noun_other_business(w, DINGZHA);
	noun_heal(w, order);
	(void)noun_refused(w, BEIHE,
	    "case receive item=330421-YB-001 name=王秀英 document=passport "
	    "document_number=H1");
	(void)noun_act(
	    w, TOWN, "handover hall 330421111205 to=丁栅村 reason=村庄合并");
	world_settle(w);
	(void)noun_refused(w, BEIHE, "case step %s step=审核", number);
	(void)noun_refused(w, TOWN, "handover case %s to=北鹤村", number);
	(void)noun_act(w, DINGZHA, "case step %s step=审核", number);
	world_settle(w);
	assert_string_equal(
	    json_member_text(noun_act(w, DINGZHA, "hall show 北鹤村"), "state"),
	    "merged");
	assert_int_equal(count_of(w, BEIHE_CODE, "北鹤村", "received"), 1);
	(void)noun_act(w, DINGZHA, "case show %s", number);
}

static void
a_village_that_was_merged_takes_in_nothing_and_its_numbers_stay(void **state)
{
	(void)state;
	noun_tell(three_halls, merged);
}

static void
a_hall_that_is_gone_is_not_renamed_and_may_be_listed_again(void **state)
{
	struct world *w = *state;

	(void)noun_refused(w, COUNTY, "hall merge 北鹤村 into=北鹤村");
	(void)noun_act(w, COUNTY, "hall close 北鹤村 since=2025-11-25");
	(void)noun_refused(w, COUNTY, "hall rename 北鹤村 name=北鹤社区");
	(void)noun_act(w, COUNTY,
	    "hall add 330421111205 name=北鹤村 tier=village "
	    "parent=330421111000");
	world_settle(w);
	assert_string_equal(
	    json_member_text(noun_act(w, BEIHE, "hall show 北鹤村"), "state"),
	    "listed");
}

/* --- paper ------------------------------------------------------------------
 */

static const char *
hall_on_paper(struct world *w, const char *notice)
{
	return json_member_text(
	    noun_act(w, BEIHE, "notice show %s", notice), "hall");
}

static void
a_notice_bears_the_name_of_its_day(void **state)
{
	struct world *w = *state;
	char number[64], before[64], after[64];

	receive(w, BEIHE, number);
	noun_keep(noun_act(w, BEIHE, "notice issue %s kind=receipt", number),
	    "notice", before);
	(void)noun_act(
	    w, COUNTY, "hall rename 北鹤村 name=北鹤社区 since=2025-12-01");
	world_settle(w);
	world_wait(w, 8 * DAY_S);
	receive(w, BEIHE, number);
	noun_keep(noun_act(w, BEIHE, "notice issue %s kind=receipt", number),
	    "notice", after);
	assert_non_null(strstr(hall_on_paper(w, before), "北鹤村"));
	assert_string_equal(hall_on_paper(w, after), "北鹤社区");
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(
		a_hall_has_its_new_name_from_the_day_on_and_is_found_by_the_old),
	    cmocka_unit_test(
		a_case_is_counted_under_the_name_its_hall_had_then),
	    cmocka_unit_test(
		a_village_under_another_town_is_counted_with_each_for_its_time),
	    cmocka_unit_test(
		a_village_that_was_merged_takes_in_nothing_and_its_numbers_stay),
	    STORY(a_hall_that_is_gone_is_not_renamed_and_may_be_listed_again),
	    STORY(a_notice_bears_the_name_of_its_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
