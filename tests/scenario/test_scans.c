/*
 * Scans of materials at the hall that adds them: sealed, read again, taken
 * back, closed with the file, erased with the person.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/scan.h"
#include "schema/store/piece.h"
#include "sync/engine/scans.h"
#include "tests/fixture/attempt.h"
#include "tests/fixture/must.h"
#include "tests/fixture/scanned.h"
#include "tests/fixture/world.h"

#define COUNTY "嘉善县"
#define TOWN "姚庄镇"
#define VILLAGE "北鹤村"

static const struct scanned three_pieces = {2 * SCAN_PIECE_LEN + 1, 1};

static char number[64];

/* A case at the village. */
static int
begin(void **state)
{
	struct world *w = world_of_three(1);

	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(world_act(w, VILLAGE,
				 "case receive item=330421-YB-001 name=王秀英 "
				 "id_number=11010519491231002X"),
		"number"));
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static const json_t *
act(struct world *w, const char *hall, const char *verb, const char *more)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case %s %s %s", verb, number, more);
	return world_act(w, hall, words);
}

static const char *
refused(struct world *w, const char *hall, const char *verb, const char *more)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case %s %s %s", verb, number, more);
	return world_refused(w, hall, words);
}

/* --- adding and reading --------------------------------------------------- */

static void
a_scan_is_read_again_as_it_was_added(void **state)
{
	static const struct scanned scans[] = {{1, 1}, {SCAN_PIECE_LEN, 2},
	    {SCAN_PIECE_LEN + 1, 3}, {SCAN_LEN_MAX, 4}};
	struct world *w = *state;
	char n[8];

	for (size_t i = 0; i < COUNT_OF(scans); i++) {
		scanned_add(w, VILLAGE, number, "户口簿", scans[i]);
		(void)snprintf(n, sizeof(n), "%zu", i + 1);
		scanned_expect(w, VILLAGE, number, n, scans[i]);
	}
	assert_string_equal(scanned_at(w, VILLAGE, number),
	    "户口簿 1/1, 户口簿 1/1, 户口簿 2/2, 户口簿 80/80");
}

static void
neither_the_log_nor_a_dump_says_what_is_in_a_scan_or_its_name(void **state)
{
	struct world *w = *state;
	struct buf dump;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	dump = attempt_dump(w, VILLAGE);
	assert_non_null(strstr(buf_text(&dump), "case.attached"));
	assert_null(strstr(buf_text(&dump), "scan.pdf"));
	buf_free(&dump);
}

static void
what_is_no_scan_is_refused_with_the_reason(void **state)
{
	struct world *w = *state;

	assert_non_null(strstr(scanned_refused(w, VILLAGE, number,
				   (struct scanned){0, 0}, SCANNED_WHOLE),
	    "is empty"));
	assert_non_null(
	    strstr(scanned_refused(w, VILLAGE, number,
		       (struct scanned){SCAN_LEN_MAX + 1, 0}, SCANNED_WHOLE),
		"at most 20971520"));
	assert_non_null(strstr(scanned_refused(w, VILLAGE, "330421-NO",
				   (struct scanned){1, 0}, SCANNED_WHOLE),
	    "is not known here"));
}

static void
a_file_that_breaks_off_leaves_nothing_behind(void **state)
{
	static const size_t breaks[] = {0, 1, 79, 80, 81, 159};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(breaks); i++) {
		assert_string_equal(
		    scanned_refused(w, VILLAGE, number,
			(struct scanned){SCAN_LEN_MAX, 0}, breaks[i]),
		    "the file breaks off");
		assert_int_equal(scanned_count(w, VILLAGE, "pieces"), 0);
	}
	assert_string_equal(scanned_at(w, VILLAGE, number), "");
}

static void
a_case_has_so_many_scans_and_no_more(void **state)
{
	struct world *w = *state;

	for (unsigned i = 0; i < SCANS_OF_CASE_MAX; i++)
		scanned_add(
		    w, VILLAGE, number, "户口簿", (struct scanned){1, i});
	assert_non_null(strstr(scanned_refused(w, VILLAGE, number,
				   (struct scanned){1, 99}, SCANNED_WHOLE),
	    "as many scans as a case may have"));
	(void)act(w, VILLAGE, "detach", "attachment=1 reason=重复");
	scanned_add(w, VILLAGE, number, "户口簿", (struct scanned){1, 99});
}

/* --- taking back ---------------------------------------------------------- */

static void
a_scan_taken_back_is_still_shown_and_says_why(void **state)
{
	struct world *w = *state;
	const json_t *one;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	(void)act(w, VILLAGE, "detach", "reason=属于另一人");
	one = json_array_get(
	    json_object_get(act(w, VILLAGE, "show", ""), "attachments"), 0);
	assert_string_equal(json_member_text(one, "taken_back"), "属于另一人");
	assert_int_equal(json_member_integer(one, "held", 0), 3);
	assert_non_null(strstr(
	    refused(w, VILLAGE, "detach", "reason=再次"), "taken back before"));
	assert_non_null(
	    strstr(refused(w, VILLAGE, "detach", "attachment=2 reason=无"),
		"has no scan 2"));
}

static void
a_scan_taken_back_at_two_halls_is_taken_back_once(void **state)
{
	struct world *w = *state;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	world_sync(w, VILLAGE, TOWN);
	(void)act(w, VILLAGE, "detach", "reason=错件");
	(void)act(w, TOWN, "detach", "reason=错件");
	world_sync(w, VILLAGE, TOWN);
	for (int i = 0; i < 2; i++)
		assert_string_equal(
		    json_member_text(
			json_array_get(
			    json_object_get(
				act(w, i == 0 ? VILLAGE : TOWN, "show", ""),
				"attachments"),
			    0),
			"taken_back"),
		    "错件");
}

/* --- the file of the case ------------------------------------------------- */

static void
a_file_is_not_closed_while_a_scan_has_not_arrived(void **state)
{
	struct world *w = *state;
	const json_t *missing;

	/* Its change set comes by a line that is cut before the pieces. */
	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	(void)act(w, VILLAGE, "withdraw", "");
	world_trickle(w, VILLAGE, TOWN, 16384);
	assert_string_equal(scanned_at(w, TOWN, number), "户口簿 0/3");
	assert_non_null(
	    strstr(refused(w, TOWN, "archive", ""), "has not arrived"));
	assert_non_null(
	    strstr(refused(w, TOWN, "archive", "without_scans=1"), "one of"));
	missing = json_object_get(
	    act(w, TOWN, "archive", "without_scans=yes"), "missing");
	assert_int_equal(json_array_size(missing), 1);
	assert_string_equal(
	    json_string_value(json_array_get(missing, 0)), "户口簿（扫描件）");
}

static void
a_scan_that_was_taken_back_keeps_no_file_open(void **state)
{
	struct world *w = *state;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	(void)act(w, VILLAGE, "detach", "reason=错件");
	(void)act(w, VILLAGE, "withdraw", "");
	world_trickle(w, VILLAGE, TOWN, 16384);
	assert_string_equal(scanned_at(w, TOWN, number), "户口簿 0/3");
	assert_int_equal(json_array_size(json_object_get(
			     act(w, TOWN, "archive", ""), "missing")),
	    0);
}

static void
a_scan_added_to_a_closed_file_is_in_a_further_volume(void **state)
{
	struct world *w = *state;
	const json_t *events, *last;

	(void)act(w, VILLAGE, "withdraw", "");
	(void)act(w, VILLAGE, "archive", "");
	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	events = json_object_get(act(w, VILLAGE, "show", ""), "events");
	last = json_array_get(events, json_array_size(events) - 1);
	assert_string_equal(json_member_text(last, "kind"), "case.attached");
	assert_int_equal(json_member_integer(last, "volume", 1), 2);
}

/* --- erasing, rebuilding -------------------------------------------------- */

static void
erasing_a_person_deletes_the_scans_and_asks_for_none_again(void **state)
{
	struct world *w = *state;
	char words[256];

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	(void)act(w, VILLAGE, "withdraw", "");
	world_trickle(w, VILLAGE, TOWN, 16384);
	(void)snprintf(words, sizeof(words),
	    "erase case %s ground=consent_withdrawn approved_by=张主任 --yes",
	    number);
	(void)world_act(w, TOWN, words);
	world_sync(w, VILLAGE, TOWN);
	assert_int_equal(scanned_count(w, VILLAGE, "pieces"), 0);
	assert_int_equal(scanned_count(w, TOWN, "missing_pieces"), 0);
	MUST(engine_rebuild(world_engine(w, VILLAGE), &e));
	assert_int_equal(scanned_count(w, VILLAGE, "missing_pieces"), 0);
	assert_non_null(
	    strstr(scanned_unread(w, VILLAGE, number, "1"), "was erased"));
}

static void
a_rebuild_leaves_pieces_alone_and_finds_what_is_missing(void **state)
{
	struct world *w = *state;

	scanned_add(w, VILLAGE, number, "户口簿", three_pieces);
	world_trickle(w, VILLAGE, TOWN, 16384);
	for (int i = 0; i < 2; i++)
		MUST(engine_rebuild(
		    world_engine(w, i == 0 ? VILLAGE : TOWN), &e));
	scanned_expect(w, VILLAGE, number, "1", three_pieces);
	assert_int_equal(scanned_count(w, VILLAGE, "missing_pieces"), 0);
	assert_int_equal(scanned_count(w, TOWN, "missing_pieces"), 3);
	assert_int_equal(scanned_count(w, TOWN, "missing_scans"), 1);
	assert_non_null(strstr(scanned_unread(w, TOWN, number, "1"),
	    "only 0 of 3 pieces of the scan of 户口簿 have arrived here; "
	    "北鹤村"));
}

/* --- a damaged disk ------------------------------------------------------- */

static void
a_piece_that_is_not_what_it_was_is_found_and_not_handed_out(void **state)
{
	static const char other[] =
	    "something else, as long as the shortest piece may be";
	struct world *w = *state;
	struct engine *town = world_engine(w, TOWN);
	struct store_missing_piece p;
	struct scan_check got;

	scanned_add(w, VILLAGE, number, "户口簿", (struct scanned){1, 1});
	MUST(scans_check(world_engine(w, VILLAGE), NULL, &got, &e));
	assert_int_equal(got.checked, 1);
	assert_int_equal(got.bad, 0);
	world_sync(w, VILLAGE, TOWN);
	MUST(scans_check(town, NULL, &got, &e));
	assert_int_equal(got.bad, 0);
	scanned_add(w, VILLAGE, number, "照片", three_pieces);
	world_trickle(w, VILLAGE, TOWN, 16384);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(
		    store_missing_piece_next(engine_store(town), 0, &p, NULL),
		    1);
		MUST(store_piece_hold(engine_store(town), p.hash,
		    (struct span){other, sizeof(other)}, &e));
	}
	MUST(scans_check(town, NULL, &got, &e));
	assert_int_equal(got.checked, 4);
	assert_int_equal(got.bad, 3);
	assert_non_null(
	    strstr(scanned_unread(w, TOWN, number, "2"), "is damaged"));
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_scan_is_read_again_as_it_was_added),
	    STORY(
		neither_the_log_nor_a_dump_says_what_is_in_a_scan_or_its_name),
	    STORY(what_is_no_scan_is_refused_with_the_reason),
	    STORY(a_file_that_breaks_off_leaves_nothing_behind),
	    STORY(a_case_has_so_many_scans_and_no_more),
	    STORY(a_scan_taken_back_is_still_shown_and_says_why),
	    STORY(a_scan_taken_back_at_two_halls_is_taken_back_once),
	    STORY(a_file_is_not_closed_while_a_scan_has_not_arrived),
	    STORY(a_scan_that_was_taken_back_keeps_no_file_open),
	    STORY(a_scan_added_to_a_closed_file_is_in_a_further_volume),
	    STORY(erasing_a_person_deletes_the_scans_and_asks_for_none_again),
	    STORY(a_piece_that_is_not_what_it_was_is_found_and_not_handed_out),
	    STORY(a_rebuild_leaves_pieces_alone_and_finds_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
