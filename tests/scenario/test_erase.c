/*
 * What a case says of a person is erased (个人信息保护法 47): at the word of a
 * hall above, everywhere, for good, and the log, the dump and the figures
 * stay what they were.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/report.h"
#include "sync/engine/check.h"
#include "sync/engine/stick.h"
#include "tests/fixture/bundled.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define COUNTY "嘉善县"
#define TOWN "姚庄镇"
#define BEIHE "北鹤村"
#define DINGZHA "丁栅村"
#define NOW_S 1764000000

#define WANG "name=王秀英 id_number=11010519491231002X"
#define HOW " ground=consent_withdrawn approved_by=张主任"

/* The case each story is about. */
static char number[64];

/* "verb NUMBER rest" */
static const char *
say(const char *verb, const char *rest)
{
	static char words[256];

	(void)snprintf(words, sizeof(words), "%s %s%s", verb, number, rest);
	return words;
}

static void
carry_all(struct world *w)
{
	world_sync(w, BEIHE, TOWN);
	world_sync(w, DINGZHA, TOWN);
	world_sync(w, TOWN, COUNTY);
	world_sync(w, BEIHE, TOWN);
	world_sync(w, DINGZHA, TOWN);
}

static void
receive(struct world *w)
{
	const json_t *got = world_act(w, BEIHE,
	    "case receive item=330421-YB-001 " WANG " phone=13857300001");

	(void)snprintf(
	    number, sizeof(number), "%s", json_member_text(got, "number"));
}

/* All halls hold a case that its citizen has taken back. */
static int
a_closed_case(void **state)
{
	struct world *w = world_of_three(31);

	receive(w);
	(void)world_act(w, BEIHE, say("case withdraw", ""));
	carry_all(w);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

/* "clear", "erased" …: how what is said of the citizen stands at a hall. */
static const char *
read_at(struct world *w, const char *hall)
{
	return json_member_text(
	    world_act(w, hall, say("case show", "")), "personal_state");
}

/* Halls that have destroyed, as a hall knows: "嘉善县 姚庄镇 ". */
static const char *
destroyed(struct world *w, const char *hall)
{
	static char names[256];
	const json_t *row = json_array_get(
	    json_object_get(
		world_act(w, hall, say("erase status", "")), "erased"),
	    0);
	size_t i, len = 0;
	json_t *one;

	names[0] = '\0';
	json_array_foreach (json_object_get(row, "halls"), i, one)
		if (json_is_true(json_object_get(one, "destroyed")))
			len +=
			    (size_t)snprintf(names + len, sizeof(names) - len,
				"%s ", json_member_text(one, "name"));
	return names;
}

static size_t
found(struct world *w, const char *hall)
{
	return json_array_size(
	    world_act(w, hall, "case list id_number=11010519491231002X"));
}

/* --- who may, and what first -----------------------------------------------
 */

static void
a_hall_asks_the_hall_above_and_cannot_erase_by_itself(void **state)
{
	struct world *w = *state;

	assert_non_null(
	    strstr(world_refused(w, BEIHE, say("erase case", HOW " --yes")),
		"may not"));
	assert_string_equal(read_at(w, BEIHE), "clear");
	(void)world_act(w, TOWN, say("erase case", HOW " --yes"));
	assert_string_equal(read_at(w, TOWN), "erased");
}

static void
what_a_hall_asks_for_waits_above_until_it_is_done(void **state)
{
	struct world *w = *state;
	const json_t *rows;

	(void)world_act(
	    w, BEIHE, say("erase ask", " ground=consent_withdrawn"));
	carry_all(w);
	rows = world_act(w, COUNTY, "erase requests");
	assert_int_equal(json_array_size(rows), 1);
	assert_string_equal(
	    json_member_text(json_array_get(rows, 0), "number"), number);
	assert_string_equal(read_at(w, COUNTY), "clear");
	(void)world_act(w, COUNTY, say("erase case", HOW " --yes"));
	carry_all(w);
	assert_int_equal(
	    json_array_size(world_act(w, BEIHE, "erase requests")), 0);
}

static void
nothing_is_erased_before_somebody_has_said_yes(void **state)
{
	struct world *w = *state;

	assert_non_null(
	    strstr(world_refused(w, COUNTY, say("erase case", HOW)), "--yes"));
	assert_string_equal(read_at(w, COUNTY), "clear");
	assert_non_null(strstr(
	    world_refused(w, COUNTY,
		say("erase case", " ground=wish approved_by=张主任 --yes")),
	    "ground"));
}

static void
a_case_that_is_open_is_not_erased(void **state)
{
	struct world *w = *state;

	receive(w);
	carry_all(w);
	assert_non_null(
	    strstr(world_refused(w, COUNTY, say("erase case", HOW " --yes")),
		"still open"));
	assert_string_equal(read_at(w, COUNTY), "clear");
}

/* --- everywhere, for good --------------------------------------------------
 */

static void
every_hall_destroys_and_the_receipts_say_so(void **state)
{
	struct world *w = *state;

	(void)world_act(w, COUNTY, say("erase case", HOW " --yes"));
	assert_string_equal(destroyed(w, COUNTY), COUNTY " ");
	world_sync(w, TOWN, COUNTY);
	assert_string_equal(read_at(w, TOWN), "erased");
	assert_string_equal(read_at(w, BEIHE), "clear");
	assert_string_equal(destroyed(w, COUNTY), TOWN " " COUNTY " ");
	carry_all(w);
	assert_string_equal(read_at(w, BEIHE), "erased");
	world_sync(w, TOWN, COUNTY);
	assert_string_equal(
	    destroyed(w, COUNTY), BEIHE "委会 " TOWN " " COUNTY " ");
}

/* What was counted, without how far the data goes. */
static json_t *
figures(struct world *w, const char *hall)
{
	json_t *rows = store_report(
	    engine_store(world_engine(w, hall)), REPORT_FIGURES, NULL, 0, NULL);
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row)
		(void)json_object_del(row, "data_to");
	return rows;
}

static void
figures_dump_and_signatures_stay_what_they_were(void **state)
{
	struct world *w = *state;
	json_t *before = figures(w, COUNTY), *after;
	struct engine_check_result got;

	(void)world_act(w, COUNTY, say("erase case", HOW " --yes"));
	carry_all(w);
	after = figures(w, COUNTY);
	assert_true(json_equal(before, after));
	world_same(w, "ledger/330421111205", COUNTY, BEIHE);
	MUST(engine_check(world_engine(w, BEIHE), 0, NULL, &got, &e));
	assert_int_equal(got.bad, 0);
	MUST(engine_rebuild(world_engine(w, BEIHE), &e));
	world_same(w, "ledger/330421111205", COUNTY, BEIHE);
	assert_string_equal(read_at(w, BEIHE), "erased");
	json_decref(before);
	json_decref(after);
}

/* A stick from one hall to another, to be opened later. */
static void
write_stick(struct world *w, const char *from, const char *to, struct buf *out)
{
	(void)bundled(world_engine(w, from), world_keys(w, from),
	    world_code(to), NOW_S, STICK_WITH_SCANS, out);
}

static void
a_stick_that_comes_late_brings_no_key_back(void **state)
{
	struct world *w = *state;
	struct buf late = BUF_INIT;
	struct stick_result got;

	receive(w);
	(void)world_act(w, BEIHE, say("case withdraw", ""));
	write_stick(w, BEIHE, TOWN, &late);
	carry_all(w);
	(void)world_act(w, COUNTY, say("erase case", HOW " --yes"));
	world_sync(w, TOWN, COUNTY);
	got = bundled_taken(world_engine(w, TOWN), world_keys(w, TOWN),
	    (struct span){late.bytes, late.len}, STICK_TAKE, NOW_S);
	assert_int_equal(got.keys, 0);
	assert_string_equal(read_at(w, TOWN), "erased");
	buf_free(&late);
}

static void
who_is_erased_is_found_by_nothing_and_nothing_is_added(void **state)
{
	struct world *w = *state;

	assert_int_equal(found(w, BEIHE), 1);
	(void)world_act(w, COUNTY, say("erase case", HOW " --yes"));
	carry_all(w);
	assert_int_equal(found(w, COUNTY), 0);
	assert_int_equal(found(w, BEIHE), 0);
	assert_non_null(strstr(
	    world_refused(w, BEIHE, say("case amend", " phone=13857300002")),
	    "erased"));
}

static void
all_cases_of_a_person_go_with_their_ratings_but_open_ones(void **state)
{
	struct world *w = *state;
	const json_t *got;

	(void)world_act(
	    w, BEIHE, say("rate give", " level=1 channel=tablet text=很快"));
	receive(w);
	carry_all(w);
	got = world_act(w, COUNTY,
	    "erase person id_number=11010519491231002X" HOW " --yes");
	assert_int_equal(json_array_size(json_object_get(got, "erased")), 2);
	assert_int_equal(json_array_size(json_object_get(got, "open")), 1);
	carry_all(w);
	assert_string_equal(read_at(w, BEIHE), "clear");
	assert_int_equal(found(w, BEIHE), 1);
}

/* --- cases that moved ------------------------------------------------------
 */

static void
what_moved_is_erased_where_it_was_as_well(void **state)
{
	struct world *w = *state;

	(void)world_act(w, TOWN, say("handover case", " to=" DINGZHA));
	carry_all(w);
	carry_all(w);
	(void)world_act(w, TOWN, say("erase case", HOW " --yes"));
	carry_all(w);
	world_sync(w, TOWN, COUNTY);
	assert_string_equal(read_at(w, DINGZHA), "erased");
	assert_string_equal(destroyed(w, COUNTY),
	    DINGZHA "委会 " TOWN " " COUNTY " " BEIHE "委会 ");
	assert_int_equal(found(w, TOWN), 0);
	assert_int_equal(found(w, COUNTY), 0);
	assert_int_equal(found(w, DINGZHA), 0);
}

static void
an_erasure_that_did_not_know_of_a_move_follows_it(void **state)
{
	struct world *w = *state;

	(void)world_act(w, TOWN, say("handover case", " to=" DINGZHA));
	(void)world_act(w, COUNTY, say("erase case", HOW " --yes"));
	for (int i = 0; i < 4; i++)
		carry_all(w);
	assert_string_equal(read_at(w, COUNTY), "erased");
	assert_string_equal(read_at(w, TOWN), "erased");
	assert_string_equal(read_at(w, DINGZHA), "erased");
	assert_int_equal(found(w, DINGZHA), 0);
}

int
main(void)
{
#define STORY(name) cmocka_unit_test_setup_teardown(name, a_closed_case, end)
	const struct CMUnitTest tests[] = {
	    STORY(a_hall_asks_the_hall_above_and_cannot_erase_by_itself),
	    STORY(what_a_hall_asks_for_waits_above_until_it_is_done),
	    STORY(nothing_is_erased_before_somebody_has_said_yes),
	    STORY(a_case_that_is_open_is_not_erased),
	    STORY(every_hall_destroys_and_the_receipts_say_so),
	    STORY(figures_dump_and_signatures_stay_what_they_were),
	    STORY(a_stick_that_comes_late_brings_no_key_back),
	    STORY(who_is_erased_is_found_by_nothing_and_nothing_is_added),
	    STORY(all_cases_of_a_person_go_with_their_ratings_but_open_ones),
	    STORY(what_moved_is_erased_where_it_was_as_well),
	    STORY(an_erasure_that_did_not_know_of_a_move_follows_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
