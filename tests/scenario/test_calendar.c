/*
 * The county publishes the working days of a year, and every hall counts
 * with them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/world.h"

#define DAY(date, kind) "{\"date\":\"" date "\",\"kind\":\"" kind "\"}"
#define NATIONAL_DAY "calendar days from=2026-09-30 to=2026-10-12"

static int
three_halls(void **state)
{
	*state = world_of_three(1);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static json_int_t
counted(struct world *w, const char *hall, const char *words)
{
	return json_member_integer(
	    world_act(w, hall, words), "working_days", 0);
}

static int
is_assumed(struct world *w, const char *hall, const char *words)
{
	return json_is_true(
	    json_object_get(world_act(w, hall, words), "assumed"));
}

static void
a_year_the_county_publishes_counts_at_every_hall(void **state)
{
	struct world *w = *state;
	const json_t *shown;

	/* Thu 1, 2, 5 to 9, Mon 12: by weekends alone. */
	assert_int_equal(counted(w, "北鹤村", NATIONAL_DAY), 8);
	assert_true(is_assumed(w, "北鹤村", NATIONAL_DAY));
	(void)world_act(w, "嘉善县",
	    "calendar publish 2026 basis=国办发明电〔2025〕7号 days=[" DAY(
		"2026-10-01", "holiday") "," DAY("2026-10-02",
		"holiday") "," DAY("2026-10-05",
		"holiday") "," DAY("2026-10-06",
		"holiday") "," DAY("2026-10-07",
		"holiday") "," DAY("2026-10-10", "workday") "]");
	world_sync(w, "姚庄镇", "嘉善县");
	world_sync(w, "北鹤村", "姚庄镇");
	/* Thu 8, Fri 9, Sat 10 worked, Mon 12. */
	assert_int_equal(counted(w, "北鹤村", NATIONAL_DAY), 4);
	assert_false(is_assumed(w, "北鹤村", NATIONAL_DAY));
	shown = world_act(w, "北鹤村", "calendar show 2026");
	assert_int_equal(json_array_size(json_object_get(shown, "days")), 6);
	assert_int_equal(json_member_integer(shown, "holidays", 0), 5);
	assert_int_equal(json_member_integer(shown, "version", 0), 1);
	assert_string_equal(
	    json_member_text(shown, "basis"), "国办发明电〔2025〕7号");
	world_same(w, "gazette/330421000000", "北鹤村", "嘉善县");
}

static void
a_year_published_again_is_its_next_version(void **state)
{
	struct world *w = *state;
	const json_t *listed;

	(void)world_act(w, "嘉善县",
	    "calendar publish 2026 days=[" DAY("2026-10-01", "holiday") "]");
	(void)world_act(w, "嘉善县",
	    "calendar publish 2026 days=[" DAY("2026-10-08", "holiday") "]");
	listed = world_act(w, "嘉善县", "calendar list");
	assert_int_equal(json_array_size(listed), 1);
	assert_int_equal(
	    json_member_integer(json_array_get(listed, 0), "version", 0), 2);
	/* Thu 1, 2, 5, 6, 7, 9, 12: the 8th is free, the 1st no more. */
	assert_int_equal(counted(w, "嘉善县", NATIONAL_DAY), 7);
}

static void
only_the_county_says_when_people_work(void **state)
{
	struct world *w = *state;

	assert_non_null(strstr(world_refused(w, "姚庄镇",
				   "calendar publish 2026 days=[" DAY(
				       "2026-10-01", "holiday") "]"),
	    "may not"));
	assert_int_equal(counted(w, "姚庄镇", NATIONAL_DAY), 8);
}

static void
a_year_that_makes_no_sense_is_refused(void **state)
{
	static const char *const words[][2] = {
	    {"calendar publish 26 days=[" DAY("2026-10-01", "holiday") "]",
		"is no year"},
	    {"calendar publish 2026 days=[" DAY("2027-10-01", "holiday") "]",
		"is no day of 2026"},
	    {"calendar publish 2026 days=[" DAY(
		 "2026-10-02", "holiday") "," DAY("2026-10-01", "holiday") "]",
		"out of order"},
	    {"calendar publish 2026 days=[" DAY("2026-10-01", "feast") "]",
		"must be one of"},
	    {"calendar publish 2026 days=[]", "1 to 1024"},
	    {"calendar publish 2026 days={}", "1 to 1024"},
	    {"calendar publish 2026", "needs days"},
	    {"calendar show 2027", "no calendar of 2027"},
	    {"calendar days from=2026-10-01 to=2026-02-30", "is no day"},
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		const char *said = world_refused(w, "嘉善县", words[i][0]);

		if (strstr(said, words[i][1]) == NULL)
			fail_msg("%s: %s", words[i][0], said);
	}
	assert_int_equal(
	    json_array_size(world_act(w, "嘉善县", "calendar list")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_year_the_county_publishes_counts_at_every_hall, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		a_year_published_again_is_its_next_version, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		only_the_county_says_when_people_work, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_year_that_makes_no_sense_is_refused, three_halls, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
