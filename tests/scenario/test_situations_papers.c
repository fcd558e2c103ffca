/*
 * Two halls write about one case without knowing of each other: persons,
 * materials, notices, orders, parts, versions of the catalogue and the
 * calendar (situations K5, K8 to K10, K12 to K14, K20, K21, K27).
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
#include "tests/fixture/quarrel.h"

static const char *const halls[] = {"北鹤村", "姚庄镇", "嘉善县"};

static int
begin(void **state)
{
	*state = quarrel_world(43);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

/* What a hall shows of the case; borrowed. */
static const json_t *
shown(struct world *w, const char *hall)
{
	char act[96];

	(void)snprintf(act, sizeof(act), "%s case show #", hall);
	return quarrel_act(w, act);
}

static const json_t *
due_of(struct world *w, const char *hall)
{
	return json_object_get(shown(w, hall), "deadline");
}

/* --- the person ------------------------------------------------------------
 */

static void
k5_of_two_telephone_numbers_one_is_shown_and_both_are_kept(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.apart = {"北鹤村 case amend # phone=13857300001",
		    "姚庄镇 case amend # phone=13857300002",
		    "北鹤村 case amend # address=北鹤村1号"},
		.shown = "accepted",
		.entries = "auto K5 superseded case.amended 北鹤村\n"
			   "  of several edits the higher tier's is shown, "
			   "then the later one; the others are kept\n"
			   "  "
			   "同时有几处修改的，显示上级大厅的，同级的显示较晚的"
			   "；其余保留备查\n",
	    });
	assert_string_equal(
	    json_member_text(
		json_object_get(shown(*state, "北鹤村"), "personal"), "phone"),
	    "13857300002");
}

static void
k27_a_clock_that_is_years_off_changes_nothing_of_that(void **state)
{
	struct world *w = *state;

	world_skew(w, "北鹤村", 10LL * 366 * 86400);
	k5_of_two_telephone_numbers_one_is_shown_and_both_are_kept(state);
	world_skew(w, "北鹤村", 0);
}

/* --- materials -------------------------------------------------------------
 */

static void
k8_a_material_handed_in_at_two_halls_is_there(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.received = "item=330421-SX-001 not_brought=户口簿 accept=no",
		.known = {"北鹤村 case ask # pieces=户口簿"},
		.apart = {"北鹤村 case take # piece=户口簿",
		    "姚庄镇 case take # piece=户口簿"},
		.shown = "supplementing",
		.entries = "",
	    });
	assert_string_equal(
	    json_member_text(shown(*state, "嘉善县"), "materials"), "complete");
}

static void
started_on_the_day_the_village_had_all(struct world *w)
{
	char first[32];

	(void)snprintf(first, sizeof(first), "%s",
	    json_member_text(due_of(w, "北鹤村"), "started"));
	/* The town's clock, a week ahead, took the same step. */
	assert_string_equal(first, "2025-11-25");
}

static void
k8_the_earliest_completion_starts_the_clock(void **state)
{
	struct world *w = *state;

	world_skew(w, "姚庄镇", 7LL * 86400);
	quarrel_play(w,
	    &(struct quarrel){
		.received = "item=330421-SX-001",
		.known = {"北鹤村 case ask # pieces=户口簿",
		    "北鹤村 case take # piece=户口簿"},
		.apart = {"北鹤村 case complete #", "姚庄镇 case complete #"},
		.shown = "supplemented",
		.entries = "auto - duplicate case.supplement_completed 北鹤村\n"
			   "  the same step taken twice counts once\n"
			   "  同一步骤办理两次，只算一次\n",
		.check = started_on_the_day_the_village_had_all,
	    });
	world_skew(w, "姚庄镇", 0);
}

static void
two_lists_of_missing_materials_are_flagged_not_blocked(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.received = "item=330421-SX-001 accept=no",
		.apart = {"北鹤村 case ask # pieces=户口簿",
		    "姚庄镇 case ask # pieces=照片"},
		.shown = "supplementing",
		.entries = "flag - ok case.supplement_requested 北鹤村\n"
			   "flag - ok case.supplement_requested 姚庄镇\n"
			   "  both lists stand, though a citizen is to be told "
			   "once (行政许可法 32)\n"
			   "  "
			   "两份补正清单都有效，但依法应当一次告知（行政许可法"
			   "第三十二条）\n",
	    });
	assert_true(json_is_true(
	    json_object_get(due_of(*state, "北鹤村"), "told_twice")));
}

static void
what_was_asked_for_at_one_hall_can_be_completed_after_another_went_on(
    void **state)
{
	struct world *w = *state;

	quarrel_play(w, &(struct quarrel){
			    .received = "item=330421-SX-001",
			    .apart = {"北鹤村 case ask # pieces=户口簿",
				"姚庄镇 case step # step=审核"},
			    .shown = "handling",
			    .entries = "",
			});
	assert_string_equal(
	    json_member_text(due_of(w, "北鹤村"), "state"), "paused");
	(void)quarrel_act(w, "北鹤村 case take # piece=户口簿");
	(void)quarrel_act(w, "北鹤村 case complete #");
	assert_string_equal(
	    json_member_text(due_of(w, "北鹤村"), "state"), "running");
}

/* Or the decision would fall with the extension it was made under. */
static void
what_was_built_on_one_of_two_extensions_stands(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.received = "item=330421-SX-001",
		.apart = {"嘉善县 case extend # days=10 approved_by=张主任 "
			  "reason=复杂",
		    "姚庄镇 case extend # days=5 approved_by=李镇长 "
		    "reason=复杂",
		    "姚庄镇 case pause # special=extension",
		    "姚庄镇 case resume #",
		    "姚庄镇 case decide # outcome=approved"},
		.shown = "approved decided",
		.entries = "flag - ok case.extended 嘉善县\n"
			   "flag - ok case.extended 姚庄镇\n"
			   "  both extensions are kept, and one alone moves "
			   "the limit\n"
			   "  两次延长都保留，只有一次变动法定时限\n",
	    });
}

/* --- paper -----------------------------------------------------------------
 */

#define NOTICE(n, day)                                             \
	"say {\"do\":\"case.notice_issued\",\"number\":\"" n "\"," \
	"\"kind\":\"promise\",\"due_date\":\"" day "\"}"

static void
the_earlier_paper_binds(struct world *w)
{
	assert_string_equal(
	    json_member_text(due_of(w, "嘉善县"), "printed_due"), "2025-12-02");
	assert_string_equal(
	    json_member_text(due_of(w, "嘉善县"), "supervised_due"),
	    "2025-12-02");
}

static void
k9_of_two_days_on_paper_the_earlier_is_supervised(void **state)
{
	quarrel_play(
	    *state, &(struct quarrel){
			.received = "item=330421-SX-001",
			.apart = {"北鹤村 " NOTICE("N-1", "2025-12-09"),
			    "姚庄镇 " NOTICE("N-2", "2025-12-02")},
			.shown = "accepted",
			.entries = "",
			.check = the_earlier_paper_binds,
		    });
}

static void
an_order_makes_nobody_late(struct world *w)
{
	for (size_t i = 0; i < COUNT_OF(halls); i++) {
		assert_string_equal(
		    json_member_text(shown(w, halls[i]), "priority"), "urgent");
		assert_false(json_is_true(
		    json_object_get(due_of(w, halls[i]), "overdue")));
	}
}

static void
k10_an_order_to_hurry_holds_from_when_it_is_known(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.received = "item=330421-SX-001",
		.apart = {"嘉善县 case urge # order=善审急3号 promise_days=2",
		    "北鹤村 case step # step=审核"},
		.shown = "handling",
		.entries = "",
		.check = an_order_makes_nobody_late,
	    });
}

/* --- versions --------------------------------------------------------------
 */

#define PUBLISH(days)                                                \
	"嘉善县 item publish 330421-YB-002 name=生育登记 "    \
	"department=卫生健康局 statutory_days=20 promise_days=" days \
	" " DISCLOSED_WORD

static void
promised_as_it_was_known(struct world *w)
{
	for (size_t i = 0; i < COUNT_OF(halls); i++)
		assert_int_equal(
		    json_member_integer(due_of(w, halls[i]), "promise_days", 0),
		    7);
}

static void
k12_a_case_stays_with_the_version_it_was_accepted_by(void **state)
{
	struct world *w = *state;

	(void)quarrel_act(w, PUBLISH("7"));
	world_join(w, "姚庄镇", "嘉善县");
	world_join(w, "北鹤村", "姚庄镇");
	world_settle(w);
	quarrel_play(w, &(struct quarrel){
			    .received = "item=330421-YB-002 accept=no",
			    .known = {PUBLISH("7")},
			    .apart = {PUBLISH("3"), "北鹤村 case accept #"},
			    .shown = "accepted",
			    .entries = "",
			    .check = promised_as_it_was_known,
			});
}

/* K12: 31 days after version 2 was published a hall still goes by version 1. */
static void
k12_a_case_by_a_version_replaced_long_before_is_listed(void **state)
{
	struct world *w = *state;

	(void)quarrel_act(w, PUBLISH("7"));
	quarrel_receive(w, "item=330421-YB-001");
	world_cut(w, "北鹤村", "姚庄镇");
	(void)quarrel_act(w, PUBLISH("3"));
	world_wait(w, 29LL * 86400);
	(void)quarrel_act(w, "北鹤村 case receive item=330421-YB-002 name=甲 "
			     "document=passport document_number=E1");
	world_wait(w, 2LL * 86400);
	(void)quarrel_act(w, "北鹤村 case receive item=330421-YB-002 name=乙 "
			     "document=passport document_number=E2");
	world_join(w, "北鹤村", "姚庄镇");
	world_settle(w);
	assert_int_equal(
	    json_array_size(quarrel_act(w, "嘉善县 case outdated")), 1);
	assert_int_equal(
	    json_array_size(quarrel_act(w, "北鹤村 case outdated days=20")), 2);
	(void)quarrel_refused(w, "嘉善县 case outdated days=0");
}

#define CALENDAR(days) "嘉善县 calendar publish 2025 days=[" days "]"
#define HOLIDAY(day) "{\"date\":\"" day "\",\"kind\":\"holiday\"}"

/* Ten days from Tuesday the 25th: 9 December; one holiday: the 10th. */
static void
due_by_the_new_calendar_and_the_old_paper(struct world *w)
{
	for (size_t i = 0; i < COUNT_OF(halls); i++) {
		const json_t *due = due_of(w, halls[i]);

		assert_string_equal(
		    json_member_text(due, "promise_due"), "2025-12-10");
		assert_string_equal(
		    json_member_text(due, "printed_due"), "2025-12-09");
		assert_string_equal(
		    json_member_text(due, "supervised_due"), "2025-12-09");
	}
}

static void
k13_another_calendar_moves_the_clock_and_not_the_paper(void **state)
{
	quarrel_play(
	    *state, &(struct quarrel){
			.received = "item=330421-SX-001",
			.known = {CALENDAR(HOLIDAY("2025-10-01"))},
			.apart = {CALENDAR(HOLIDAY("2025-12-01")),
			    "北鹤村 " NOTICE("N-3", "2025-12-09")},
			.shown = "accepted",
			.entries = "",
			.check = due_by_the_new_calendar_and_the_old_paper,
		    });
}

/* --- afterwards ------------------------------------------------------------
 */

static void
k14_of_two_ratings_on_one_channel_one_counts(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.known = {"嘉善县 case decide # outcome=approved"},
		.apart = {"北鹤村 rate give # level=1 channel=tablet",
		    "姚庄镇 rate give # level=4 channel=tablet"},
		.shown = "approved decided",
		.entries = "auto K14 duplicate rating.given 北鹤村\n"
			   "  one rating of a case and channel counts, the "
			   "others are kept\n"
			   "  同一办件同一渠道只计一条评价，其余的保留备查\n",
	    });
}

static json_int_t
volume_of(const json_t *row, const char *kind)
{
	json_t *event;
	size_t i;

	json_array_foreach (json_object_get(row, "events"), i, event)
		if (strcmp(json_member_text(event, "kind"), kind) == 0)
			return json_member_integer(event, "volume", 0);
	fail_msg("no %s", kind);
	return 0;
}

static void
the_late_material_is_in_a_further_volume(struct world *w)
{
	for (size_t i = 0; i < COUNT_OF(halls); i++) {
		const json_t *row = shown(w, halls[i]);

		assert_int_equal(volume_of(row, "case.decided"), 1);
		assert_int_equal(volume_of(row, "case.archived"), 1);
		assert_int_equal(volume_of(row, "case.material_received"), 2);
	}
}

static void
k20_what_the_archive_had_not_seen_goes_into_a_further_volume(void **state)
{
	quarrel_play(
	    *state, &(struct quarrel){
			.known = {"嘉善县 case decide # outcome=approved",
			    "嘉善县 case finish #"},
			.apart = {"嘉善县 case archive # box=1",
			    "北鹤村 case take # piece=照片"},
			.shown = "approved finished",
			.entries = "",
			.check = the_late_material_is_in_a_further_volume,
		    });
}

static void
k21_parts_are_kept_when_the_citizen_takes_the_case_back(void **state)
{
	quarrel_play(
	    *state, &(struct quarrel){
			.received = "item=330421-LH-001",
			.apart = {"北鹤村 case withdraw #",
			    "姚庄镇 case decide_part # department=水利局 "
			    "outcome=agreed"},
			.shown = "pulled_back",
			.entries = "flag K21 ok case.part_decided 姚庄镇\n"
				   "flag K21 ok case.pulled_back 北鹤村\n"
				   "  what departments found is kept, and the "
				   "case is taken back\n"
				   "  各部门的结论保留，办件撤回\n",
		    });
}

static void
the_county_s_lead_answers_for_it(struct world *w)
{
	assert_string_equal(
	    json_member_text(shown(w, "北鹤村"), "lead"), "住建局");
}

static void
k11_of_two_leads_the_higher_tier_s_stands(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.received = "item=330421-LH-001",
		.apart = {"嘉善县 case assign_lead # department=住建局",
		    "姚庄镇 case assign_lead # department=水利局"},
		.shown = "accepted",
		.entries = "flag K11 superseded case.lead_assigned 姚庄镇\n"
			   "  of several entries the higher tier's is shown, "
			   "the others kept\n"
			   "  几处登记不一时显示上级的，其余保留\n",
		.check = the_county_s_lead_answers_for_it,
	    });
	/* The window that took the case in names nobody. */
	(void)quarrel_refused(
	    *state, "北鹤村 case assign_lead # department=水利局");
}

static void
a_department_that_said_two_things_has_to_be_asked(void **state)
{
	quarrel_play(
	    *state, &(struct quarrel){
			.received = "item=330421-LH-001",
			.apart = {"嘉善县 case assign_lead # "
				  "department=水利局 hall=330421000000",
			    "嘉善县 case decide_part # department=水利局 "
			    "outcome=refused",
			    "姚庄镇 case decide_part # department=水利局 "
			    "outcome=agreed"},
			.shown = "disputed",
			.entries = "hold - conflict case.part_decided 嘉善县\n"
				   "hold - conflict case.part_decided 姚庄镇\n"
				   "  a department that said two different "
				   "things has to be asked\n"
				   "  同一部门说法不一，须向其核实\n",
		    });
}

static void
two_departments_finish_their_parts_beside_each_other(void **state)
{
	quarrel_play(
	    *state, &(struct quarrel){
			.received = "item=330421-LH-001",
			.apart = {"嘉善县 case decide_part # department=住建局 "
				  "outcome=agreed",
			    "姚庄镇 case decide_part # department=水利局 "
			    "outcome=agreed"},
			.shown = "accepted",
			.entries = "",
		    });
}

static void
rows_signed_before_the_channel_was_withdrawn_are_kept(void **state)
{
	quarrel_play(*state,
	    &(struct quarrel){
		.received = "item=330421-SX-001",
		.known = {"北鹤村 case open_green # scope=leaders_order "
			  "basis=3号"},
		.apart = {"嘉善县 case close_green # reason=不符",
		    "北鹤村 case sign_green # window=综合 signer=李明"},
		.shown = "accepted",
		.entries = "flag - ok case.green_closed 嘉善县\n"
			   "flag - ok case.green_signed 北鹤村\n"
			   "  windows that signed before they heard that the "
			   "channel was withdrawn keep their rows\n"
			   "  窗口在得知通道撤销前签署的各行保留\n",
	    });
	assert_string_equal(
	    json_member_text(shown(*state, "北鹤村"), "priority"), "normal");
}

/* Halls compare all they hold, again and again: the less, the faster. */
#define IN_A_NEW_WORLD(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_A_NEW_WORLD(
		k5_of_two_telephone_numbers_one_is_shown_and_both_are_kept),
	    IN_A_NEW_WORLD(
		k27_a_clock_that_is_years_off_changes_nothing_of_that),
	    IN_A_NEW_WORLD(k8_a_material_handed_in_at_two_halls_is_there),
	    IN_A_NEW_WORLD(k8_the_earliest_completion_starts_the_clock),
	    IN_A_NEW_WORLD(
		two_lists_of_missing_materials_are_flagged_not_blocked),
	    IN_A_NEW_WORLD(
		what_was_asked_for_at_one_hall_can_be_completed_after_another_went_on),
	    IN_A_NEW_WORLD(what_was_built_on_one_of_two_extensions_stands),
	    IN_A_NEW_WORLD(k9_of_two_days_on_paper_the_earlier_is_supervised),
	    IN_A_NEW_WORLD(k10_an_order_to_hurry_holds_from_when_it_is_known),
	    IN_A_NEW_WORLD(
		k12_a_case_stays_with_the_version_it_was_accepted_by),
	    IN_A_NEW_WORLD(
		k13_another_calendar_moves_the_clock_and_not_the_paper),
	    IN_A_NEW_WORLD(k14_of_two_ratings_on_one_channel_one_counts),
	    IN_A_NEW_WORLD(
		k20_what_the_archive_had_not_seen_goes_into_a_further_volume),
	    IN_A_NEW_WORLD(
		k21_parts_are_kept_when_the_citizen_takes_the_case_back),
	    IN_A_NEW_WORLD(k11_of_two_leads_the_higher_tier_s_stands),
	    IN_A_NEW_WORLD(a_department_that_said_two_things_has_to_be_asked),
	    IN_A_NEW_WORLD(
		two_departments_finish_their_parts_beside_each_other),
	    IN_A_NEW_WORLD(
		rows_signed_before_the_channel_was_withdrawn_are_kept),
	    /* A month later. */
	    IN_A_NEW_WORLD(
		k12_a_case_by_a_version_replaced_long_before_is_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
