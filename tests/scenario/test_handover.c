/*
 * A case goes on in another hall (移交; RULES C and H): it is in one hall
 * afterwards, with all its acts, whatever was done meanwhile and in whatever
 * order it arrives.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/disclosed.h"
#include "tests/fixture/world.h"

#define COUNTY "嘉善县"
#define TOWN "姚庄镇"
#define BEIHE "北鹤村"
#define DINGZHA "丁栅村"

#define WANG "name=王秀英 id_number=11010519491231002X"

/* The case each story is about. */
static char number[64];

static void
join_all(struct world *w)
{
	world_join(w, BEIHE, TOWN);
	world_join(w, DINGZHA, TOWN);
	world_join(w, TOWN, COUNTY);
	world_settle(w);
}

static void
cut_all(struct world *w)
{
	world_cut(w, BEIHE, TOWN);
	world_cut(w, DINGZHA, TOWN);
	world_cut(w, TOWN, COUNTY);
}

/* All halls in step, a case at 北鹤村, a power at the town; then no lines. */
static int
a_case_at_beihe(void **state)
{
	struct world *w = world_of_three(11);
	const json_t *got;

	join_all(w);
	got = world_act(w, BEIHE,
	    "case receive item=330421-YB-001 " WANG " phone=13857300001");
	(void)snprintf(
	    number, sizeof(number), "%s", json_member_text(got, "number"));
	(void)world_act(w, COUNTY,
	    "power grant grantee=330421111000 items=330421-YB-001 "
	    "mode=entrusted basis=善政发〔2026〕1号");
	world_settle(w);
	cut_all(w);
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
act(struct world *w, const char *hall, const char *verb, const char *rest)
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case %s %s %s", verb, number, rest);
	(void)world_act(w, hall, words);
}

static void
hand_over(struct world *w, const char *hall, const char *to)
{
	char words[256];

	(void)snprintf(words, sizeof(words),
	    "handover case %s to=%s reason=迁居", number, to);
	(void)world_act(w, hall, words);
}

static const json_t *
look(struct world *w, const char *hall)
{
	char words[256];

	(void)snprintf(words, sizeof(words), "case show %s", number);
	return world_act(w, hall, words);
}

/* State, and whose ledger it is shown in, as a hall sees the case. */
static void
expect(struct world *w, const char *hall, const char *ledger, const char *state)
{
	const json_t *row = look(w, hall);

	if (strcmp(json_member_text(row, "state"), state) != 0 ||
	    strcmp(json_member_text(row, "hall"), world_code(ledger)) != 0)
		fail_msg("%s: expected %s at %s, got %s at %s", hall, state,
		    ledger, json_member_text(row, "state"),
		    json_member_text(row, "hall"));
}

static void
expect_phone(struct world *w, const char *hall, const char *phone)
{
	const json_t *personal = json_object_get(look(w, hall), "personal");

	assert_non_null(personal);
	assert_string_equal(json_member_text(personal, "phone"), phone);
}

static void
the_case_goes_on_at_the_new_hall(void **state)
{
	struct world *w = *state;

	hand_over(w, TOWN, DINGZHA);
	join_all(w);
	expect(w, BEIHE, BEIHE, "moved");
	expect(w, DINGZHA, DINGZHA, "accepted");
	expect(w, TOWN, DINGZHA, "accepted");
	expect(w, COUNTY, DINGZHA, "accepted");
	expect_phone(w, DINGZHA, "13857300001");
	act(w, DINGZHA, "amend", "phone=13857300002");
	act(w, TOWN, "decide", "outcome=approved");
	world_settle(w);
	act(w, DINGZHA, "finish", "");
	world_settle(w);
	expect(w, COUNTY, DINGZHA, "finished");
	expect_phone(w, COUNTY, "13857300002");
}

static void
an_edit_that_did_not_know_of_the_move_goes_along(void **state)
{
	struct world *w = *state;

	act(w, BEIHE, "amend", "phone=13857300009");
	hand_over(w, TOWN, DINGZHA);
	join_all(w);
	expect(w, DINGZHA, DINGZHA, "accepted");
	expect_phone(w, DINGZHA, "13857300009");
	expect_phone(w, COUNTY, "13857300009");
}

/* --- several departments ---------------------------------------------------
 */

/* A joint case at 北鹤村, of an item with more words; the lines are cut. */
static void
receive_joint(struct world *w, const char *more)
{
	char words[1024];

	(void)snprintf(words, sizeof(words),
	    "item publish 330421-LH-001 name=涉河建设方案审批 "
	    "department=水利局 statutory_days=20 promise_days=10 flags=joint "
	    "joint_departments=水利局,住建局 %s " DISCLOSED_WORD,
	    more);
	(void)world_act(w, COUNTY, words);
	(void)world_act(w, COUNTY,
	    "power grant grantee=330421111000 items=330421-LH-001 "
	    "mode=entrusted basis=善政发〔2026〕2号");
	join_all(w);
	(void)snprintf(number, sizeof(number), "%s",
	    json_member_text(
		world_act(w, BEIHE, "case receive item=330421-LH-001 " WANG),
		"number"));
	world_settle(w);
	cut_all(w);
}

static void
departments_finish_their_parts_of_a_case_that_moved(void **state)
{
	struct world *w = *state;

	receive_joint(w, "joint_halls=330421111000,330421000000");
	/* The county's department does not know of the move. */
	act(w, COUNTY, "decide_part", "department=住建局 outcome=agreed");
	hand_over(w, TOWN, DINGZHA);
	join_all(w);
	act(w, TOWN, "decide_part", "department=水利局 outcome=agreed");
	act(w, TOWN, "decide", "outcome=approved");
	world_settle(w);
	expect(w, DINGZHA, DINGZHA, "decided");
	expect(w, COUNTY, DINGZHA, "decided");
}

/* Where the item names no hall, whose case it is has the parts. */
static void
parts_that_no_hall_is_named_for_go_along(void **state)
{
	struct world *w = *state;
	char words[160];

	receive_joint(w, "");
	act(w, BEIHE, "decide_part", "department=住建局 outcome=agreed");
	hand_over(w, TOWN, DINGZHA);
	join_all(w);
	(void)snprintf(words, sizeof(words),
	    "case decide_part %s department=水利局 outcome=agreed", number);
	(void)world_refused(w, BEIHE, words);
	(void)world_act(w, DINGZHA, words);
	world_settle(w);
	act(w, TOWN, "decide", "outcome=approved");
	world_settle(w);
	expect(w, DINGZHA, DINGZHA, "decided");
	expect(w, COUNTY, DINGZHA, "decided");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		the_case_goes_on_at_the_new_hall, a_case_at_beihe, end),
	    cmocka_unit_test_setup_teardown(
		an_edit_that_did_not_know_of_the_move_goes_along,
		a_case_at_beihe, end),
	    cmocka_unit_test_setup_teardown(
		departments_finish_their_parts_of_a_case_that_moved,
		a_case_at_beihe, end),
	    cmocka_unit_test_setup_teardown(
		parts_that_no_hall_is_named_for_go_along, a_case_at_beihe, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
