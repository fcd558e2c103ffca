/*
 * Whatever may be done to a case, allowed or not, by halls that hear of each
 * other late, in pieces or by stick: nothing written is lost, and state,
 * statuses and register come out the same everywhere (RULES P1, P2, P5).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "sync/fold/status.h"
#include "tests/fixture/disclosed.h"
#include "tests/fixture/turmoil.h"

#define SEEDS 3
#define CHAPTERS 5
#define STEPS 100

#define COUNTY TURMOIL_COUNTY

static const char *const items[] = {
    "330421-YB-001", "330421-SX-001", "330421-LH-001"};

/* What a hall may try on a case, # being its number. */
static const char *const verbs[] = {
    "case accept #",
    "case accept # promise_days=3",
    "case decline # ground=unqualified reason=不符",
    "case ask # pieces=户口簿",
    "case ask # pieces=户口簿,照片",
    "case take # piece=户口簿",
    "case take # piece=照片 form=copy",
    "case complete #",
    "case step # step=审核",
    "case step # step=踏勘",
    "case pause # special=other",
    "case pause # special=extension",
    "case resume #",
    "case extend # days=10 approved_by=张主任 reason=复杂",
    "case convert # promise_days=5 reason=踏勘",
    "case decide # outcome=approved",
    "case decide # outcome=approved",
    "case decide # outcome=approved",
    "case decide # outcome=approved_short missing=照片",
    "case decide # outcome=denied reason=不符",
    "case return # reason=踏勘不符",
    "case finish #",
    "case deliver # method=direct",
    "case withdraw #",
    "case revoke # reason=核查不合格",
    "case review # reason=不服",
    "case uphold # reason=维持",
    "case overturn # reason=改判",
    "case take_part # department=水利局",
    "case decide_part # department=水利局 outcome=agreed",
    "case decide_part # department=住建局 outcome=agreed",
    "case decide_part # department=住建局 outcome=refused",
    "case assign_lead # department=水利局",
    "case urge # order=3号 promise_days=2",
    "case open_green # scope=leaders_order basis=3号",
    "case sign_green # window=综合 signer=李明",
    "case close_green # reason=不符",
    "case owe # debt=signature what=签字",
    "case owe # debt=material what=照片",
    "case settle # debt=material what=照片",
    "case archive # box=1",
    "case amend # phone=13857300002",
    "case amend # address=北鹤村2号",
    "rate give # level=1 channel=tablet",
    "rate give # level=5 channel=tablet",
};

/* Halls meet over these: received when all lines were up. */
static char known[2][64];

static const char *
some_number(struct turmoil *t, const char *hall)
{
	return turmoil_draw(t, 4) > 0
		   ? known[turmoil_draw(t, COUNT_OF(known))]
		   : turmoil_pick(t, hall, "case list most=4", "number");
}

static json_t *
receive(struct turmoil *t, const char *hall)
{
	char words[256];

	(void)snprintf(words, sizeof(words),
	    "case receive item=%s name=王秀英 document=passport "
	    "document_number=E%u%s",
	    turmoil_choose(t, items, COUNT_OF(items)), turmoil_draw(t, 40),
	    turmoil_draw(t, 2) == 0 ? " accept=no" : "");
	return turmoil_act(t, hall, words);
}

static void
receive_for_all(struct turmoil *t)
{
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		json_t *got = receive(t, turmoil_halls[2 + i]);

		assert_non_null(got);
		(void)snprintf(known[i], sizeof(known[i]), "%s",
		    json_member_text(got, "number"));
		json_decref(got);
	}
	turmoil_heal(t);
}

static void
touch_case(struct turmoil *t, const char *hall)
{
	const char *verb = turmoil_choose(t, verbs, COUNT_OF(verbs));
	const char *number = some_number(t, hall);
	const char *at = strchr(verb, '#');
	char words[256];

	if (number == NULL)
		return;
	(void)snprintf(words, sizeof(words), "%.*s%s%s", (int)(at - verb), verb,
	    number, at + 1);
	json_decref(turmoil_act(t, hall, words));
}

/* On whatever stands in the register, whether or not this hall may. */
static void
resolve(struct turmoil *t, const char *hall)
{
	static const char *const as[] = {"stands", "falls", "is"};
	const char *event =
	    turmoil_pick(t, hall, "conflicts list all=yes", "event");
	char words[256];

	if (event == NULL)
		return;
	(void)snprintf(words, sizeof(words),
	    "conflicts resolve %s as=%s reason=依据批复", event,
	    turmoil_choose(t, as, COUNT_OF(as)));
	json_decref(turmoil_act(t, hall, words));
}

static void
grant_or_revoke(struct turmoil *t)
{
	const char *power = turmoil_pick(t, COUNTY, "power list", "id");
	char words[256];

	if (power != NULL && turmoil_draw(t, 3) == 0)
		(void)snprintf(
		    words, sizeof(words), "power revoke %s reason=调整", power);
	else
		(void)snprintf(words, sizeof(words),
		    "power grant grantee=%s mode=entrusted basis=1号 "
		    "items=330421-YB-001,330421-SX-001,330421-LH-001",
		    world_code(turmoil_halls[1 + turmoil_draw(t, 3)]));
	json_decref(turmoil_act(t, COUNTY, words));
}

static void
hand_over(struct turmoil *t, const char *hall)
{
	const char *number = some_number(t, hall);
	char words[256];

	if (number == NULL)
		return;
	(void)snprintf(words, sizeof(words),
	    "handover case %s to=%s reason=迁居", number,
	    turmoil_halls[1 + turmoil_draw(t, 3)]);
	json_decref(turmoil_act(t, hall, words));
}

static void
step(struct turmoil *t, const char *hall)
{
	switch (turmoil_draw(t, 40)) {
	case 0:
		json_decref(receive(t, hall));
		break;
	case 1:
	case 2:
	case 3:
		grant_or_revoke(t);
		break;
	case 4:
	case 5:
		resolve(t, turmoil_draw(t, 3) == 0 ? hall : COUNTY);
		break;
	case 6:
		hand_over(t, hall);
		break;
	default:
		touch_case(t, hall);
	}
}

static void
publish(struct turmoil *t)
{
	(void)world_act(t->w, COUNTY,
	    "item publish 330421-SX-001 name=食品经营许可 "
	    "department=市场监督管理局 statutory_days=20 promise_days=10 "
	    "flags=tolerates_missing "
	    "materials=[{\"name\":\"照片\",\"weight\":\"secondary\"}]"
	    " " DISCLOSED_WORD);
	(void)world_act(t->w, COUNTY,
	    "item publish 330421-LH-001 name=涉河建设方案审批 "
	    "department=水利局 statutory_days=20 promise_days=10 flags=joint "
	    "joint_departments=水利局,住建局 "
	    "joint_halls=330421111000,330421000000 " DISCLOSED_WORD);
	turmoil_heal(t);
}

static void
whatever_happens_to_cases_nothing_is_lost_and_all_agree(void **state)
{
	static const enum event_status wanted[] = {EVENT_DUPLICATE,
	    EVENT_SUPERSEDED, EVENT_CONFLICT, EVENT_HELD, EVENT_BLOCKED};
	unsigned char met[32] = {0};

	(void)state;
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct turmoil t = turmoil_new(seed);

		publish(&t);
		for (int chapter = 1; chapter <= CHAPTERS; chapter++) {
			print_message(
			    "seed %d, chapter %d\n", (int)seed, chapter);
			receive_for_all(&t);
			turmoil_chapter(&t, STEPS, step);
		}
		print_message("%zu done, %zu refused\n", t.done, t.refused);
		/* Enough of both, or the words above are wrong. */
		assert_true(t.done > 50 && t.refused > 20);
		turmoil_expect(&t);
		turmoil_count_statuses(&t, met);
		turmoil_free(&t);
	}
	for (size_t i = 0; i < COUNT_OF(wanted); i++)
		if (!met[wanted[i]])
			fail_msg("nothing was ever %s",
			    event_status_word(wanted[i]));
}

/* Held open: libgit2 reads the system's certificates at every start. */
static int
start(void **state)
{
	(void)state;
	return git_libgit2_init() > 0 ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	(void)git_libgit2_shutdown();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		whatever_happens_to_cases_nothing_is_lost_and_all_agree),
	};

	return cmocka_run_group_tests(tests, start, end);
}
