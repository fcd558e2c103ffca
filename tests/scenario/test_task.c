/*
 * What waits for an approver: the first due first, under which power each
 * would be decided, and which colleague has it in hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "node/actions/access.h"
#include "node/actions/action.h"
#include "schema/base/json.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define COUNTY "嘉善县"
#define TOWN "姚庄镇"
#define WANG "name=王秀英 id_number=11010519491231002X"

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

static void
receive(struct world *w, const char *item, char out[64])
{
	char words[256];

	(void)snprintf(
	    words, sizeof(words), "case receive item=%s " WANG, item);
	(void)snprintf(out, 64, "%s",
	    json_member_text(world_act(w, TOWN, words), "number"));
}

static const json_t *
task(struct world *w, size_t place)
{
	return json_array_get(world_act(w, TOWN, "task list"), place);
}

/* What a colleague at the town's console is answered: a new object or NULL. */
static json_t *
colleague(struct world *w, const char *name, const char *verb,
    const char *number, struct err *e)
{
	struct actor_user user = {1, name, "", ROLE(ROLE_APPROVAL)};
	struct actor a = {world_engine(w, TOWN), 1, &user, NULL};
	json_t *request =
	    json_pack("{s:s+,s:s}", "do", "task.", verb, "case", number);
	json_t *out = NULL;

	if (action_perform(&a, request, &out, e) != 0)
		out = NULL;
	json_decref(request);
	return out;
}

static void
the_first_due_comes_first(void **state)
{
	struct world *w = *state;
	char first[64], second[64];

	receive(w, "330421-YB-001", first);
	world_wait(w, 5 * 86400);
	receive(w, "330421-YB-001", second);
	assert_string_equal(json_member_text(task(w, 0), "number"), first);
	assert_string_equal(json_member_text(task(w, 1), "number"), second);
	assert_non_null(json_object_get(
	    json_object_get(task(w, 0), "deadline"), "overdue"));
	assert_null(task(w, 2));
}

static void
a_task_names_its_power_or_why_there_is_none(void **state)
{
	struct world *w = *state;
	char number[64], words[64];
	const json_t *under;

	world_join(w, TOWN, COUNTY);
	receive(w, "330421-YB-001", number);
	assert_non_null(strstr(
	    json_member_text(task(w, 0), "refused"), "the county grants one"));
	(void)snprintf(words, sizeof(words), "power suspend %s reason=x",
	    json_member_text(
		world_act(w, COUNTY,
		    "power grant grantee=330421111000 items=330421-YB-001 "
		    "mode=entrusted department=医疗保障局 "
		    "basis=善政发〔2026〕1号"),
		"power"));
	world_settle(w);
	under = json_object_get(task(w, 0), "under");
	assert_string_equal(json_member_text(under, "name"), "医疗保障局");
	assert_string_equal(json_member_text(under, "mode"), "entrusted");
	(void)world_act(w, COUNTY, words);
	world_settle(w);
	assert_non_null(
	    strstr(json_member_text(task(w, 0), "refused"), "is suspended"));
}

static void
what_one_has_in_hand_another_gives_back_first(void **state)
{
	struct world *w = *state;
	struct err e = ERR_INIT;
	char number[64];

	receive(w, "330421-YB-001", number);
	json_decref(colleague(w, "zhang", "claim", number, &e));
	assert_int_equal(e.code, ERR_NONE);
	assert_null(colleague(w, "liu", "claim", number, &e));
	assert_non_null(strstr(e.text, "zhang has taken"));
	assert_int_equal(
	    json_array_size(world_act(w, TOWN, "task list whose=free")), 0);
	e = (struct err)ERR_INIT;
	json_decref(colleague(w, "liu", "release", number, &e));
	json_decref(colleague(w, "liu", "claim", number, &e));
	assert_int_equal(e.code, ERR_NONE);
	assert_string_equal(
	    json_member_text(json_object_get(task(w, 0), "claim"), "who"),
	    "liu");
}

static void
what_does_not_wait_is_not_taken_into_hand(void **state)
{
	struct world *w = *state;
	struct err e = ERR_INIT;
	char number[64], words[128];

	receive(w, "330421-YB-001", number);
	(void)snprintf(words, sizeof(words), "case withdraw %s", number);
	(void)world_act(w, TOWN, words);
	assert_null(task(w, 0));
	assert_null(colleague(w, "zhang", "claim", number, &e));
	assert_int_equal(e.code, ERR_REFUSED);
	(void)world_refused(w, TOWN, "task list whose=others");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		the_first_due_comes_first, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		a_task_names_its_power_or_why_there_is_none, three_halls, end),
	    cmocka_unit_test_setup_teardown(
		what_one_has_in_hand_another_gives_back_first, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		what_does_not_wait_is_not_taken_into_hand, three_halls, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
