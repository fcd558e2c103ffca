/*
 * Two halls act on one case without knowing of each other: decisions,
 * withdrawals, returns (situations K2, K3, K4, K6, K7).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/quarrel.h"

#define RECEIVED "item=330421-YB-001 accept=no"

static int
begin(void **state)
{
	*state = quarrel_world(41);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static void
k2_the_same_decision_twice_counts_once_and_somebody_looks(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.apart = {"姚庄镇 case decide # outcome=approved",
		    "嘉善县 case decide # outcome=approved"},
		.shown = "approved decided",
		.entries = "flag K2 duplicate case.decided 姚庄镇\n"
			   "  equal decisions count once; different ones wait "
			   "for a ruling\n"
			   "  结果相同的决定只算一次；结果不同的等待裁定\n",
	    });
}

/* The county takes the town's powers back. */
static void
revoke_powers(struct world *w)
{
	json_t *powers = json_deep_copy(world_act(w, "嘉善县", "power list"));
	char words[128];
	json_t *power;
	size_t i;

	json_array_foreach (powers, i, power) {
		if (json_is_integer(json_object_get(power, "revoked_time")))
			continue;
		(void)snprintf(words, sizeof(words),
		    "power revoke %s reason=调整",
		    json_member_text(power, "id"));
		(void)world_act(w, "嘉善县", words);
	}
	json_decref(powers);
}

#define GRANT                                                        \
	"嘉善县 power grant grantee=330421111000 mode=entrusted " \
	"items=330421-YB-001,330421-SX-001,330421-LH-001 "           \
	"basis=善政发〔2026〕1号"

static void
k3_a_decision_under_a_power_that_ended_waits_to_be_ratified(void **state)
{
	struct world *w = *state;

	quarrel_play(
	    w, &(struct quarrel){
		   .known = {GRANT},
		   .cut_off = revoke_powers,
		   .apart = {"姚庄镇 case decide # outcome=approved"},
		   .shown = "accepted",
		   .entries = "hold K3 held case.decided 姚庄镇\n"
			      "  its author's authority had ended or did not "
			      "reach so far, which the author could not know; "
			      "it waits to be ratified\n"
			      "  "
			      "作出时权限已经终止或者不及于此，而办理人无从知道"
			      "；待追认\n",
	       });
	(void)quarrel_act(w, GRANT);
	world_settle(w);
}

static void
k4_different_decisions_wait_for_a_ruling(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.apart = {"姚庄镇 case decide # outcome=approved",
		    "嘉善县 case decide # outcome=denied reason=不符"},
		.shown = "disputed",
		.entries = "hold K4 conflict case.decided 嘉善县\n"
			   "hold K4 conflict case.decided 姚庄镇\n"
			   "  equal decisions count once; different ones wait "
			   "for a ruling\n"
			   "  结果相同的决定只算一次；结果不同的等待裁定\n",
	    });
}

static void
k4_a_decision_and_a_return_wait_for_a_ruling(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.apart = {"姚庄镇 case decide # outcome=approved",
		    "嘉善县 case return # reason=踏勘不符"},
		.shown = "disputed",
		.entries =
		    "hold K4 conflict case.decided 姚庄镇\n"
		    "hold K4 conflict case.returned 嘉善县\n"
		    "  a case is decided or returned, and cannot be both\n"
		    "  同一办件不能既作出决定又退回\n",
	    });
}

static void
k4_accepted_here_and_declined_there_waits_for_a_ruling(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.received = RECEIVED,
		.apart = {"北鹤村 case accept #",
		    "姚庄镇 case decline # ground=unqualified reason=不符"},
		.shown = "disputed",
		.entries =
		    "hold K4 conflict case.accepted 北鹤村\n"
		    "hold K4 conflict case.declined 姚庄镇\n"
		    "  a case is accepted or declined, and cannot be both\n"
		    "  同一办件不能既受理又不予受理\n",
	    });
}

static void
k6_a_return_stands_and_papers_that_came_meanwhile_are_looked_at(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.received = RECEIVED,
		.known = {"北鹤村 case ask # pieces=户口簿"},
		.apart = {"北鹤村 case take # piece=户口簿",
		    "北鹤村 case complete #",
		    "嘉善县 case decline # ground=unqualified reason=缺件"},
		.shown = "declined",
		.entries =
		    "flag K6 ok case.declined 嘉善县\n"
		    "flag K6 ok case.material_received 北鹤村\n"
		    "flag K6 superseded case.supplement_completed 北鹤村\n"
		    "  the return stands; what came in meanwhile calls for a "
		    "review\n"
		    "  退回有效；其间补交的材料引起复核\n",
	    });
}

static void
k6_the_same_when_the_papers_were_asked_for_meanwhile(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.apart = {"北鹤村 case ask # pieces=户口簿",
		    "北鹤村 case take # piece=户口簿", "北鹤村 case complete #",
		    "北鹤村 case step # step=审核",
		    "嘉善县 case return # reason=踏勘不符"},
		.shown = "returned",
		.entries =
		    "flag K6 ok case.material_received 北鹤村\n"
		    "flag K6 ok case.returned 嘉善县\n"
		    "flag K6 superseded case.supplement_completed 北鹤村\n"
		    "flag K6 superseded case.supplement_requested 北鹤村\n"
		    "  the return stands; what came in meanwhile calls for a "
		    "review\n"
		    "  退回有效；其间补交的材料引起复核\n",
	    });
}

static void
k7_a_decision_stands_over_a_withdrawal(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.apart = {"北鹤村 case withdraw #",
		    "嘉善县 case decide # outcome=approved"},
		.shown = "approved decided",
		.entries = "flag K7 superseded case.pulled_back 北鹤村\n"
			   "  a decision stands over a withdrawal that did not "
			   "know of it\n"
			   "  撤回时不知道已有决定的，以决定为准\n",
	    });
}

static void
k7_a_withdrawal_stands_over_steps_that_did_not_know_of_it(void **state)
{
	quarrel_play(
	    *state, &(struct quarrel){
			.apart = {"北鹤村 case withdraw #",
			    "嘉善县 case step # step=审核"},
			.shown = "pulled_back",
			.entries = "flag K7 ok case.pulled_back 北鹤村\n"
				   "flag K7 ok case.step 嘉善县\n"
				   "  who handled it did not know that the "
				   "citizen took it back, which holds\n"
				   "  办理人不知道申请人已经撤回；以撤回为准\n",
		    });
}

static void
k7_withdrawn_before_acceptance_stays_withdrawn(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.received = RECEIVED,
		.apart = {"北鹤村 case withdraw #", "姚庄镇 case accept #"},
		.shown = "withdrawn",
		.entries = "flag K7 ok case.accepted 姚庄镇\n"
			   "flag K7 ok case.withdrawn 北鹤村\n"
			   "  who handled it did not know that the citizen "
			   "took it back, which holds\n"
			   "  办理人不知道申请人已经撤回；以撤回为准\n",
	    });
}

/* Halls compare all they hold, again and again: the less, the faster. */
#define IN_A_NEW_WORLD(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_A_NEW_WORLD(
		k2_the_same_decision_twice_counts_once_and_somebody_looks),
	    IN_A_NEW_WORLD(
		k3_a_decision_under_a_power_that_ended_waits_to_be_ratified),
	    IN_A_NEW_WORLD(k4_different_decisions_wait_for_a_ruling),
	    IN_A_NEW_WORLD(k4_a_decision_and_a_return_wait_for_a_ruling),
	    IN_A_NEW_WORLD(
		k4_accepted_here_and_declined_there_waits_for_a_ruling),
	    IN_A_NEW_WORLD(
		k6_a_return_stands_and_papers_that_came_meanwhile_are_looked_at),
	    IN_A_NEW_WORLD(
		k6_the_same_when_the_papers_were_asked_for_meanwhile),
	    IN_A_NEW_WORLD(k7_a_decision_stands_over_a_withdrawal),
	    IN_A_NEW_WORLD(
		k7_a_withdrawal_stands_over_steps_that_did_not_know_of_it),
	    IN_A_NEW_WORLD(k7_withdrawn_before_acceptance_stays_withdrawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
