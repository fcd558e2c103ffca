/*
 * Keys of cases: they reach every hall that holds the ledger, by line and by
 * stick; without them nothing personal is read, and nothing is receipted
 * that lacks one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/case_key.h"
#include "schema/store/projection.h"
#include "schema/store/report.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/inside.h"
#include "sync/engine/personal.h"
#include "sync/engine/stick.h"
#include "tests/fixture/attempt.h"
#include "tests/fixture/bundled.h"
#include "tests/fixture/erased.h"
#include "tests/fixture/keyless.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define COUNTY "嘉善县"
#define TOWN "姚庄镇"
#define VILLAGE "北鹤村"
#define OTHER "丁栅村"
#define NOW_S 1764000000

#define RECEIVE                                           \
	"case receive item=330421-YB-001 name=王秀英 " \
	"id_number=11010519491231002X phone=13857300001"

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

/* A case received at a hall: its number. */
static const char *
received(struct world *w, const char *hall, char out[64])
{
	(void)snprintf(out, 64, "%s",
	    json_member_text(world_act(w, hall, RECEIVE), "number"));
	return out;
}

static const json_t *
shown(struct world *w, const char *hall, const char *number)
{
	char words[128];

	(void)snprintf(words, sizeof(words), "case show %s", number);
	return world_act(w, hall, words);
}

/* "clear 王秀英", "sealed" …: how the applicant's name stands at a hall. */
static const char *
name_at(struct world *w, const char *hall, const char *number)
{
	static char text[128];
	const json_t *row = shown(w, hall, number);
	const char *name =
	    json_member_text(json_object_get(row, "personal"), "name");

	(void)snprintf(text, sizeof(text), "%s%s%s",
	    json_member_text(row, "personal_state"), name == NULL ? "" : " ",
	    name == NULL ? "" : name);
	return text;
}

/* A stick between two halls that arrives at once. */
static struct stick_result
stick(struct world *w, const char *from, const char *to)
{
	struct engine *f = world_engine(w, from), *t = world_engine(w, to);
	struct buf bytes = BUF_INIT;
	struct stick_result got;

	(void)bundled(
	    f, f->keys, world_code(to), NOW_S, STICK_WITH_SCANS, &bytes);
	got = bundled_taken(t, t->keys, (struct span){bytes.bytes, bytes.len},
	    STICK_TAKE, NOW_S);
	assert_true(got.is_whole);
	buf_free(&bytes);
	return got;
}

static int64_t
record_of(struct world *w, const char *hall, const char *number)
{
	return json_member_integer(shown(w, hall, number), "record", 0);
}

/* What the last exchange of a hall moved, in bytes both ways. */
static json_int_t
bytes_of_last_sync(struct world *w, const char *hall)
{
	struct report_parameter most = {":most", NULL, 1};
	json_t *rows = store_report(
	    engine_store(world_engine(w, hall)), REPORT_SYNC, &most, 1, NULL);
	const json_t *row = json_array_get(rows, 0);
	json_int_t bytes = json_member_integer(row, "bytes_in", 0) +
			   json_member_integer(row, "bytes_out", 0);

	json_decref(rows);
	return bytes;
}

static json_int_t
count_at(struct world *w, const char *hall, const char *what)
{
	json_t *rows = store_report(
	    engine_store(world_engine(w, hall)), REPORT_COUNTS, NULL, 0, NULL);
	json_int_t count =
	    json_member_integer(json_array_get(rows, 0), what, -1);

	json_decref(rows);
	return count;
}

/* --- the way of a key ---------------------------------------------------- */

static void
what_is_said_of_a_person_is_read_by_the_halls_above_and_stands_in_no_log(
    void **state)
{
	struct world *w = *state;
	char number[64];
	struct buf dump;

	(void)received(w, VILLAGE, number);
	world_sync(w, VILLAGE, TOWN);
	world_sync(w, TOWN, COUNTY);
	assert_string_equal(name_at(w, VILLAGE, number), "clear 王秀英");
	assert_string_equal(name_at(w, TOWN, number), "clear 王秀英");
	assert_string_equal(name_at(w, COUNTY, number), "clear 王秀英");
	dump = attempt_dump(w, COUNTY);
	assert_non_null(strstr(buf_text(&dump), number));
	assert_null(strstr(buf_text(&dump), "王秀英"));
	assert_null(strstr(buf_text(&dump), "13857300001"));
	buf_free(&dump);
}

static void
what_goes_over_a_line_says_nothing_of_a_person(void **state)
{
	static const char *const said[] = {"王秀英", "11010519491231002X",
	    "13857300001",
	    /* the same in base64 */
	    "546L56eA6Iux", "MTEwMTA1MTk0OTEyMzEwMDJY", "MTM4NTczMDAwMD"};
	struct world *w = *state;
	struct buf wire = BUF_INIT;
	char number[64];

	world_tap(w, &wire);
	(void)received(w, VILLAGE, number);
	world_sync(w, VILLAGE, TOWN);
	assert_string_equal(name_at(w, TOWN, number), "clear 王秀英");
	assert_true(wire.len > 1000);
	for (size_t i = 0; i < COUNT_OF(said); i++)
		assert_null(
		    memmem(wire.bytes, wire.len, said[i], strlen(said[i])));
	world_tap(w, NULL);
	buf_free(&wire);
}

static void
what_a_hall_above_says_is_read_below(void **state)
{
	struct world *w = *state;
	char number[64], words[128];

	(void)received(w, VILLAGE, number);
	world_join(w, VILLAGE, TOWN);
	world_settle(w);
	(void)snprintf(
	    words, sizeof(words), "case amend %s address=人民大道1号", number);
	(void)world_act(w, TOWN, words);
	world_settle(w);
	assert_string_equal(
	    json_member_text(
		json_object_get(shown(w, VILLAGE, number), "personal"),
		"address"),
	    "人民大道1号");
}

static void
without_its_key_a_case_is_sealed_and_not_receipted(void **state)
{
	struct world *w = *state;
	char early[64], late[64], words[128];

	(void)received(w, VILLAGE, early);
	(void)stick(w, VILLAGE, TOWN);
	(void)received(w, VILLAGE, late);
	keyless_send(w, VILLAGE, TOWN);
	assert_string_equal(name_at(w, TOWN, early), "clear 王秀英");
	assert_string_equal(name_at(w, TOWN, late), "sealed");
	(void)snprintf(
	    words, sizeof(words), "case amend %s phone=13857300002", late);
	assert_non_null(
	    strstr(world_refused(w, TOWN, words), "has not arrived here"));
	(void)stick(w, TOWN, VILLAGE);
	assert_string_equal(world_case(w, VILLAGE, early), "accepted [姚庄镇]");
	assert_string_equal(world_case(w, VILLAGE, late), "accepted []");
	/* What is not receipted is brought again, and its key with it. */
	assert_int_equal(stick(w, VILLAGE, TOWN).keys, 1);
	assert_string_equal(name_at(w, TOWN, late), "clear 王秀英");
	(void)stick(w, TOWN, VILLAGE);
	assert_string_equal(world_case(w, VILLAGE, late), "accepted [姚庄镇]");
}

static void
a_case_without_its_key_keeps_no_other_hall_s_from_being_receipted(void **state)
{
	struct world *w = *state;
	char lacking[64], whole[64];

	(void)received(w, VILLAGE, lacking);
	keyless_send(w, VILLAGE, TOWN);
	(void)received(w, OTHER, whole);
	world_sync(w, OTHER, TOWN);
	assert_string_equal(world_case(w, OTHER, whole), "accepted [姚庄镇]");
	world_sync(w, TOWN, COUNTY);
	world_sync(w, OTHER, COUNTY);
	assert_string_equal(
	    world_case(w, OTHER, whole), "accepted [姚庄镇 嘉善县]");
	assert_string_equal(name_at(w, COUNTY, lacking), "sealed");
}

static void
a_key_lost_on_the_way_is_asked_for_at_the_next_contact(void **state)
{
	struct world *w = *state;
	char number[64];

	(void)received(w, VILLAGE, number);
	keyless_send(w, VILLAGE, TOWN);
	world_sync(w, VILLAGE, TOWN);
	assert_string_equal(name_at(w, TOWN, number), "clear 王秀英");
	assert_string_equal(
	    world_case(w, VILLAGE, number), "accepted [姚庄镇]");
}

static void
a_key_that_comes_late_is_passed_on_at_once(void **state)
{
	struct world *w = *state;
	char number[64];

	(void)received(w, VILLAGE, number);
	keyless_send(w, VILLAGE, TOWN);
	world_join(w, TOWN, COUNTY);
	world_settle(w);
	assert_string_equal(name_at(w, COUNTY, number), "sealed");
	world_join(w, VILLAGE, TOWN);
	world_settle(w);
	assert_string_equal(name_at(w, COUNTY, number), "clear 王秀英");
	assert_string_equal(
	    world_case(w, VILLAGE, number), "accepted [姚庄镇 嘉善县]");
}

/* Wherever a line breaks, the next one goes on. */
static void
a_line_that_breaks_anywhere_loses_no_key(void **state)
{
	struct world *w = *state;
	char number[64];

	for (size_t bytes = 200; bytes < 4000; bytes += 190) {
		(void)received(w, VILLAGE, number);
		world_trickle(w, VILLAGE, TOWN, bytes);
	}
	world_sync(w, VILLAGE, TOWN);
	assert_string_equal(
	    world_case(w, VILLAGE, number), "accepted [姚庄镇]");
	assert_int_equal(
	    store_any_missing_key(engine_store(world_engine(w, TOWN)), NULL),
	    0);
}

static void
halls_in_step_say_little_even_if_both_lack_a_key(void **state)
{
	struct world *w = *state;
	char number[64];

	(void)received(w, VILLAGE, number);
	world_sync(w, VILLAGE, TOWN);
	world_sync(w, VILLAGE, TOWN);
	assert_true(bytes_of_last_sync(w, VILLAGE) < 1024);
	(void)received(w, VILLAGE, number);
	keyless_send(w, VILLAGE, TOWN);
	world_sync(w, TOWN, COUNTY);
	world_sync(w, TOWN, COUNTY);
	assert_string_equal(name_at(w, COUNTY, number), "sealed");
	assert_true(bytes_of_last_sync(w, TOWN) < 1024);
}

static void
a_rebuild_keeps_keys_and_knows_which_are_lacking(void **state)
{
	struct world *w = *state;
	char held[64], lacking[64];

	(void)received(w, VILLAGE, held);
	world_sync(w, VILLAGE, TOWN);
	(void)received(w, VILLAGE, lacking);
	keyless_send(w, VILLAGE, TOWN);
	MUST(engine_rebuild(world_engine(w, TOWN), &e));
	assert_string_equal(name_at(w, TOWN, held), "clear 王秀英");
	assert_string_equal(name_at(w, TOWN, lacking), "sealed");
	world_sync(w, VILLAGE, TOWN);
	assert_string_equal(name_at(w, TOWN, lacking), "clear 王秀英");
}

/* --- keys that do not fit ------------------------------------------------ */

/* The hash of the only key a hall lacks. */
static int
note_lacking(void *context, const struct store_key *k, struct err *e)
{
	(void)e;
	*(struct store_key *)context = *k;
	return 0;
}

/* The town holds another key under the hash of the one it lacks. */
static void
lie_about_a_key(struct engine *g, struct case_key *lie)
{
	struct store_key k = {.state = STORE_KEY_UNKNOWN};
	struct wrapped_key wrapped;
	struct case_key_hash hash;

	MUST(store_each_missing_key(engine_store(g), note_lacking, &k, &e));
	memcpy(hash.bytes, k.hash, sizeof(hash.bytes));
	case_key_new(lie);
	case_key_wrap(lie, &hash, &g->wrap_key, &wrapped);
	memcpy(k.wrapped, wrapped.bytes, sizeof(k.wrapped));
	MUST(store_key_put(engine_store(g), &k, &e));
}

static void
a_key_that_is_not_the_one_committed_to_is_refused_and_listed(void **state)
{
	struct world *w = *state;
	struct case_key lie;
	char number[64];

	(void)received(w, VILLAGE, number);
	keyless_send(w, VILLAGE, TOWN);
	keyless_send(w, TOWN, COUNTY);
	lie_about_a_key(world_engine(w, TOWN), &lie);
	world_sync(w, TOWN, COUNTY);
	assert_int_equal(count_at(w, COUNTY, "quarantined"), 1);
	assert_string_equal(name_at(w, COUNTY, number), "sealed");
	/* Who knows the key brings it all the same. */
	world_sync(w, VILLAGE, COUNTY);
	assert_string_equal(name_at(w, COUNTY, number), "clear 王秀英");
	/* At the town itself nothing opens with it. */
	assert_string_equal(name_at(w, TOWN, number), "damaged");
}

static void
a_key_of_a_case_not_held_is_refused_or_passed_over(void **state)
{
	struct world *w = *state;
	struct engine *g = world_engine(w, TOWN);
	struct space_name ledger = {SPACE_LEDGER, {"330421111205"}};
	struct carried_keys keys = {NULL, 0, 0};
	struct case_key key;
	struct key_result got;

	case_key_new(&key);
	MUST(carried_keys_add(&keys, &ledger, &key, &e));
	MUST(engine_begin(g, &e));
	MUST(case_keys_take(g, &keys, KEYS_EARLY, 0, NOW_S, &got, &e));
	assert_int_equal(got.unfit, 1);
	assert_int_equal(count_at(w, TOWN, "quarantined"), 0);
	MUST(case_keys_take(g, &keys, KEYS_FIT, 0, NOW_S, &got, &e));
	assert_int_equal(got.unfit, 1);
	assert_int_equal(got.stored, 0);
	assert_int_equal(count_at(w, TOWN, "quarantined"), 1);
	MUST(engine_commit(g, &e));
	carried_keys_free(&keys);
}

/* --- two openings of one record ------------------------------------------ */

static json_t *
rating_at(struct world *w, const char *hall, const char *name)
{
	struct engine *g = world_engine(w, hall);
	const struct record_type *t = record_type_named("rating");
	struct space_name ledger = {SPACE_LEDGER, {"330421111205"}};
	struct store_record record;
	enum personal_state how;
	json_t *row, *sealed, *personal;

	assert_int_equal(store_record_find(engine_store(g),
			     chart_space(engine_chart(g), &ledger), "rating",
			     name, &record, NULL),
	    1);
	row = store_projected(engine_store(g), t, record.id, NULL);
	sealed = json_loads(json_member_text(row, "personal"), 0, NULL);
	MUST(personal_open_shown(g, record.id, sealed, &personal, &how, &e));
	assert_int_equal(how, PERSONAL_CLEAR);
	json_decref(row);
	json_decref(sealed);
	return personal;
}

static void
two_ratings_of_one_channel_each_have_their_key(void **state)
{
	struct world *w = *state;
	char number[64], name[64], words[160];
	json_t *here, *there;

	(void)received(w, VILLAGE, number);
	world_sync(w, VILLAGE, TOWN);
	(void)snprintf(words, sizeof(words),
	    "rate give %s level=1 channel=tablet text=很快", number);
	(void)snprintf(name, sizeof(name), "%s",
	    json_member_text(world_act(w, VILLAGE, words), "rating"));
	(void)snprintf(words, sizeof(words),
	    "rate give %s level=5 channel=tablet text=太慢", number);
	(void)world_act(w, TOWN, words);
	world_sync(w, VILLAGE, TOWN);
	here = rating_at(w, VILLAGE, name);
	there = rating_at(w, TOWN, name);
	assert_non_null(json_member_text(here, "text"));
	assert_true(json_equal(here, there));
	json_decref(here);
	json_decref(there);
}

/* --- erasing ------------------------------------------------------------- */

static void
what_is_erased_stays_erased_and_is_receipted_all_the_same(void **state)
{
	struct world *w = *state;
	char number[64], words[128];

	(void)received(w, VILLAGE, number);
	keyless_send(w, VILLAGE, TOWN);
	erased_here(world_engine(w, TOWN), record_of(w, TOWN, number));
	assert_string_equal(name_at(w, TOWN, number), "erased");
	assert_int_equal(stick(w, VILLAGE, TOWN).keys, 0);
	world_sync(w, VILLAGE, TOWN);
	assert_string_equal(name_at(w, TOWN, number), "erased");
	assert_string_equal(name_at(w, VILLAGE, number), "clear 王秀英");
	assert_string_equal(
	    world_case(w, VILLAGE, number), "accepted [姚庄镇]");
	(void)snprintf(
	    words, sizeof(words), "case amend %s phone=13857300002", number);
	assert_non_null(strstr(world_refused(w, TOWN, words), "erased"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		what_is_said_of_a_person_is_read_by_the_halls_above_and_stands_in_no_log,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_goes_over_a_line_says_nothing_of_a_person, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		what_a_hall_above_says_is_read_below, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		without_its_key_a_case_is_sealed_and_not_receipted, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		a_case_without_its_key_keeps_no_other_hall_s_from_being_receipted,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_key_lost_on_the_way_is_asked_for_at_the_next_contact,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_key_that_comes_late_is_passed_on_at_once, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_line_that_breaks_anywhere_loses_no_key, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		halls_in_step_say_little_even_if_both_lack_a_key, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		a_rebuild_keeps_keys_and_knows_which_are_lacking, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		a_key_that_is_not_the_one_committed_to_is_refused_and_listed,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_key_of_a_case_not_held_is_refused_or_passed_over, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		two_ratings_of_one_channel_each_have_their_key, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		what_is_erased_stays_erased_and_is_receipted_all_the_same,
		three_halls, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
