/*
 * Who calls a hall may say what it likes: what it says is shown harmlessly,
 * remembered within bounds, and never taken for somebody else's word.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/carrier.h"
#include "schema/store/log.h"
#include "schema/store/report.h"
#include "sync/carry/pack.h"
#include "tests/fixture/caller.h"
#include "tests/fixture/must.h"

static int
three_halls(void **state)
{
	*state = world_of_three(7);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

/* The exchanges a hall has records of, newest first. */
static json_t *
records_at(struct world *w, const char *hall)
{
	struct report_parameter most = {":most", NULL, 20000};
	json_t *rows;

	rows = store_report(
	    engine_store(world_engine(w, hall)), REPORT_SYNC, &most, 1, NULL);
	assert_non_null(rows);
	return rows;
}

static size_t
record_count(struct world *w, const char *hall)
{
	json_t *rows = records_at(w, hall);
	size_t count = json_array_size(rows);

	json_decref(rows);
	return count;
}

#define RUDE "\x1b[2J\xff\xfe\n2026-11-23 line to 330421000000 is up"

static void
the_last_word_of_a_member_can_be_shown_whatever_it_is(void **state)
{
	struct caller c;
	json_t *rows;

	caller_call(&c, *state, "姚庄镇", "北鹤村");
	assert_int_equal(caller_greet(&c, "北鹤村"), 0);
	assert_int_equal(caller_say(&c, FRAME_BYE, RUDE, sizeof(RUDE) - 1), -1);
	assert_null(strpbrk(c.why.text, "\x1b\n\xff"));
	caller_hang_up(&c);
	rows = records_at(*state, "姚庄镇");
	assert_string_equal(
	    json_member_text(json_array_get(rows, 0), "outcome"),
	    " [2J?? 2026-11-23 line to 330421000000 is up");
	json_decref(rows);
}

static void
a_stranger_is_not_called_what_it_calls_itself(void **state)
{
	size_t before = record_count(*state, "姚庄镇");
	struct caller c;

	caller_call(&c, *state, "姚庄镇", NULL);
	assert_int_equal(caller_greet(&c, "嘉善县"), 0);
	assert_string_equal(exchange_peer(c.exchange), "");
	assert_int_equal(caller_say(&c, FRAME_DONE, "", 0), -1);
	assert_non_null(strstr(c.why.text, "is not admitted"));
	caller_hang_up(&c);
	assert_int_equal(record_count(*state, "姚庄镇"), before);
}

static void
exchange_at(struct world *w, int64_t time_s)
{
	struct store *s = engine_store(world_engine(w, "姚庄镇"));
	int64_t id = 0;

	MUST(store_begin(s, &e));
	MUST(store_sync_begin(s, "330421111205", "line", time_s, &id, &e));
	MUST(store_commit(s, &e));
}

static void
records_of_exchanges_are_kept_for_half_a_year_and_no_longer(void **state)
{
	int64_t now = world_time(*state, "姚庄镇").now_s;
	size_t before = record_count(*state, "姚庄镇");

	for (int i = 0; i < 20; i++)
		exchange_at(*state, now);
	exchange_at(*state, now + INT64_C(183) * 86400);
	assert_int_equal(record_count(*state, "姚庄镇"), before + 21);
	for (int i = 0; i < 10; i++)
		exchange_at(*state, now + SYNC_KEPT_S + 3600);
	assert_int_equal(record_count(*state, "姚庄镇"), 11);
}

static void
what_a_caller_lists_is_remembered_within_bounds(void **state)
{
	struct caller c;
	size_t lists = 0;

	caller_call(&c, *state, "姚庄镇", "北鹤村");
	assert_int_equal(caller_greet(&c, "北鹤村"), 0);
	assert_int_equal(caller_list(&c, 1, 1), 0);
	/* A NEED is under way; until its DONE what is listed is kept. */
	while (caller_list(&c, 2 + lists * 8192, 8192) == 0)
		assert_true(++lists <= 2);
	assert_int_equal(c.why.code, ERR_LIMIT);
	caller_hang_up(&c);
}

static void
a_list_that_is_not_sorted_is_refused(void **state)
{
	static const uint8_t twice[] = {0, 2, 1, 0, 0, 0, 0x4c, 0xee, 0xa1,
	    0xd7, 0x08, 0, 0, 0, 0x4c, 0xee, 0xa1, 0xd7, 0x08, 0, 0, 0, 1, 0, 0,
	    0, 0, 0, 0, 0, 9, 0, 1, 0, 0, 0, 0x4c, 0xee, 0xa1, 0xd7, 0x08, 0, 0,
	    0, 0x4c, 0xee, 0xa1, 0xd7, 0x08, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9,
	    0, 0, 0};
	struct caller c;

	caller_call(&c, *state, "姚庄镇", NULL);
	assert_int_equal(caller_greet(&c, "嘉善县"), 0);
	assert_int_equal(
	    caller_say(&c, FRAME_FRONTIER, twice, sizeof(twice)), -1);
	assert_int_equal(c.why.code, ERR_FORMAT);
	caller_hang_up(&c);
}

static void
who_asks_and_does_not_read_is_hung_up_on(void **state)
{
	struct caller c;
	size_t asked = 0;

	caller_call(&c, *state, "姚庄镇", NULL);
	assert_int_equal(caller_greet(&c, "嘉善县"), 0);
	while (caller_say(&c, FRAME_PING, "room", 4) == 0)
		assert_true(++asked < EXCHANGE_STRANGER_BACKLOG_MAX);
	assert_int_equal(c.why.code, ERR_LIMIT);
	assert_true(exchange_output(c.exchange)->len <
		    EXCHANGE_STRANGER_BACKLOG_MAX + 65536);
	caller_hang_up(&c);
}

/* --- a stolen key -------------------------------------------------------- */

#define FORKS 63

/* A change set of the thief's own log in the village's ledger. */
static void
forge(struct world *w, uint64_t seq, const struct changeset *prev,
    const char *name, struct changeset *out)
{
	struct store_position at;
	const struct chart *c = engine_chart(world_engine(w, "北鹤村"));
	struct header h = {.seq = seq,
	    .depth = seq,
	    .rules = 1,
	    .log.life = {1, 0x7417ef},
	    .author = "北鹤村委会"};
	struct buf event = BUF_INIT;
	uint32_t b = 1;

	memcpy(h.log.hall.digits, world_code("北鹤村"), HALL_CODE_LEN + 1);
	h.log.space = (struct space_name){SPACE_LEDGER, h.log.hall};
	/* What admitted the village: the town's gazette. */
	while (strcmp(c->logs[c->branches[b].log].name.hall.digits,
		   world_code("姚庄镇")) != 0)
		b++;
	assert_int_equal(
	    store_changeset_at(engine_store(world_engine(w, "北鹤村")), b,
		c->branches[b].head_seq, &at, NULL, NULL, NULL),
	    1);
	if (prev == NULL)
		h.gazettes = (struct changeset_heads){&at.id, 1};
	else
		h.prev = prev->id;
	MUST(buf_printf(&event, &e, "{\"do\":\"case.x\",\"on\":\"%s\"}", name));
	MUST(changeset_compose(&h, "stolen", &event, 1, out, &e));
	MUST(changeset_sign(out, &world_keys(w, "北鹤村")->sign,
	    prev == NULL ? NULL : &prev->oid, prev != NULL, &e));
	buf_free(&event);
}

/* Say so many that follow the same one, and the one, to a hall. */
static void
say_forks(struct world *w, const char *hall, const char *name)
{
	struct packer *p = packer_new(NULL);
	struct buf payload = BUF_INIT;
	struct changeset first, c;
	struct caller caller;

	forge(w, 1, NULL, "first", &first);
	MUST(packer_add(p, &first, &e));
	for (int i = 0; i < FORKS; i++) {
		char on[32];

		(void)snprintf(on, sizeof(on), "%s%d", name, i);
		forge(w, 2, &first, on, &c);
		MUST(packer_add(p, &c, &e));
		changeset_free(&c);
	}
	MUST(packer_flush(p, &payload, &e));
	caller_call(&caller, w, hall, "北鹤村");
	MUST(caller_greet(&caller, "北鹤村"));
	MUST(caller_say(&caller, FRAME_CHANGESETS, payload.bytes, payload.len));
	caller_hang_up(&caller);
	changeset_free(&first);
	packer_free(p);
	buf_free(&payload);
}

/* Neither hall takes the other's branches any more; the rest goes on. */
static void
a_log_in_other_hands_does_not_stop_the_line_for_others(void **state)
{
	struct world *w = *state;
	const json_t *got;
	char number[64];

	say_forks(w, "姚庄镇", "town");
	say_forks(w, "嘉善县", "county");
	got = world_act(w, "丁栅村",
	    "case receive item=330421-YB-001 name=王秀英 "
	    "id_number=11010519491231002X");
	(void)snprintf(
	    number, sizeof(number), "%s", json_member_text(got, "number"));
	world_join(w, "丁栅村", "姚庄镇");
	world_join(w, "姚庄镇", "嘉善县");
	world_settle(w);
	assert_string_equal(
	    world_case(w, "丁栅村", number), "accepted [姚庄镇 嘉善县]");
}

/* --- a hall's own log (RULES D1) ----------------------------------------- */

/* FRONTIER with a head of the hall's own gazette that it never wrote. */
static void
list_more_of_its_own_log(struct caller *c, struct world *w)
{
	static const struct receipt_marks none = {NULL, 0};
	const struct engine_identity *id =
	    engine_identity(world_engine(w, c->hall));
	struct log_name log = {.space = {SPACE_GAZETTE, id->hall},
	    .hall = id->hall,
	    .life = id->life};
	struct log_list logs = {NULL, 0};
	struct buf payload = BUF_INIT;
	struct log_heads *added = log_list_add(&logs, &log, 1, NULL);

	assert_non_null(added);
	added->ids[0].bytes[0] = 7;
	added->count = 1;
	MUST(log_list_write(&logs, &payload, &e));
	MUST(receipt_marks_write(&none, &payload, &e));
	MUST(caller_say(c, FRAME_FRONTIER, payload.bytes, payload.len));
	buf_free(&payload);
	log_list_free(&logs);
}

static uint32_t
life_after_a_claim(struct world *w, const char *hall, const char *by)
{
	struct caller c;

	caller_call(&c, w, hall, by);
	assert_int_equal(caller_greet(&c, by), 0);
	list_more_of_its_own_log(&c, w);
	caller_hang_up(&c);
	return engine_identity(world_engine(w, hall))->life.number;
}

/* Below, only signed change sets are believed; above, the word. */
static void
a_hall_below_cannot_make_one_above_it_begin_again(void **state)
{
	assert_int_equal(life_after_a_claim(*state, "姚庄镇", "北鹤村"), 1);
	assert_int_equal(life_after_a_claim(*state, "北鹤村", "姚庄镇"), 2);
}

static json_int_t
quarantined(struct world *w, const char *hall)
{
	json_t *rows = store_report(
	    engine_store(world_engine(w, hall)), REPORT_COUNTS, NULL, 0, NULL);
	json_int_t count =
	    json_member_integer(json_array_get(rows, 0), "quarantined", 0);

	json_decref(rows);
	return count;
}

static void
what_is_refused_again_and_again_is_kept_once(void **state)
{
	struct world *w = *state;
	json_int_t before;

	say_forks(w, "姚庄镇", "town");
	say_forks(w, "嘉善县", "county");
	world_sync(w, "姚庄镇", "嘉善县");
	before = quarantined(w, "姚庄镇");
	assert_true(before > 0);
	world_sync(w, "姚庄镇", "嘉善县");
	world_sync(w, "姚庄镇", "嘉善县");
	assert_int_equal(quarantined(w, "姚庄镇"), before);
}

/* --- a member that fills disks ------------------------------------------- */

#define DAY_S INT64_C(86400)

static uint64_t
held_of_village(struct world *w, const char *hall)
{
	const struct chart *c = engine_chart(world_engine(w, hall));
	uint64_t sum = 0;

	for (uint32_t b = 1; b < c->branch_count; b++)
		if (strcmp(c->logs[c->branches[b].log].name.hall.digits,
			world_code("北鹤村")) == 0)
			sum += c->branches[b].head_seq;
	return sum;
}

static void
write_much(struct world *w)
{
	char words[64];

	for (int i = 0; i < 60; i++) {
		(void)snprintf(
		    words, sizeof(words), "hall address 10.20.%d.7:7421", i);
		(void)world_act(w, "北鹤村", words);
	}
}

/* What is all in order fills a disk as well; without a limit it is taken. */
static void
what_a_member_writes_is_taken_in_whole_without_a_limit(void **state)
{
	struct world *w = *state;

	write_much(w);
	world_sync(w, "北鹤村", "姚庄镇");
	assert_int_equal(
	    held_of_village(w, "姚庄镇"), held_of_village(w, "北鹤村"));
}

static void
who_writes_too_much_in_a_day_waits_and_keeps_nobody_back(void **state)
{
	struct world *w = *state;
	uint64_t first;
	int days = 0;

	engine_set_log_room(world_engine(w, "姚庄镇"), 8192);
	write_much(w);
	world_sync(w, "北鹤村", "姚庄镇");
	first = held_of_village(w, "姚庄镇");
	assert_true(first < held_of_village(w, "北鹤村"));
	/* Nothing more today, of this hall; others are served as ever. */
	(void)world_act(w, "丁栅村", "hall address 10.21.1.7:7421");
	(void)world_act(w, "姚庄镇", "hall address 10.21.2.7:7421");
	world_sync(w, "北鹤村", "姚庄镇");
	world_sync(w, "丁栅村", "姚庄镇");
	assert_int_equal(held_of_village(w, "姚庄镇"), first);
	world_same(w, "gazette/330421111000", "姚庄镇", "北鹤村");
	world_same(w, "gazette/330421111217", "姚庄镇", "丁栅村");
	while (held_of_village(w, "姚庄镇") < held_of_village(w, "北鹤村")) {
		assert_true(++days < 30);
		world_wait(w, DAY_S);
		world_sync(w, "北鹤村", "姚庄镇");
	}
	assert_true(days > 1);
	world_same(w, "gazette/330421111205", "姚庄镇", "北鹤村");
}

/* Whoever claims to be somebody else takes up nobody's room. */
static void
what_is_forged_takes_up_no_room(void **state)
{
	struct world *w = *state;
	struct engine_batch_result got;
	struct engine_packet p;
	struct changeset c;

	forge(w, 1, NULL, "forged", &c);
	c.signature.bytes[7] ^= 1;
	p = (struct engine_packet){
	    c.message.bytes, c.message.len, 0, c.signature};
	engine_set_log_room(world_engine(w, "姚庄镇"), 1);
	MUST(engine_receive(world_engine(w, "姚庄镇"), &p, 1, NULL, 0,
	    world_time(w, "姚庄镇").now_s, &got, &e));
	assert_int_equal(got.refused, 1);
	assert_int_equal(got.beyond, 0);
	changeset_free(&c);
	engine_set_log_room(world_engine(w, "姚庄镇"), 4096);
	(void)world_act(w, "北鹤村", "hall address 10.20.1.7:7421");
	world_sync(w, "北鹤村", "姚庄镇");
	world_same(w, "gazette/330421111205", "姚庄镇", "北鹤村");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		the_last_word_of_a_member_can_be_shown_whatever_it_is,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_stranger_is_not_called_what_it_calls_itself, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		records_of_exchanges_are_kept_for_half_a_year_and_no_longer,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_a_caller_lists_is_remembered_within_bounds, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		a_list_that_is_not_sorted_is_refused, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		who_asks_and_does_not_read_is_hung_up_on, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_log_in_other_hands_does_not_stop_the_line_for_others,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_hall_below_cannot_make_one_above_it_begin_again, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		what_is_refused_again_and_again_is_kept_once, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_a_member_writes_is_taken_in_whole_without_a_limit,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		who_writes_too_much_in_a_day_waits_and_keeps_nobody_back,
		three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_is_forged_takes_up_no_room, three_halls, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
