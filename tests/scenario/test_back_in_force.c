/*
 * Events that lose force and get it back, and revocations that come in the
 * middle of a batch, leave every replica with the same bytes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "schema/base/json.h"
#include "schema/store/report.h"
#include "tests/fixture/disclosed.h"
#include "tests/fixture/world.h"

#define RECEIVE                                           \
	"case receive item=330421-YB-001 name=王秀英 " \
	"id_number=11010519491231002X"
#define GRANT                                                   \
	"power grant grantee=330421111000 items=330421-YB-001 " \
	"mode=entrusted basis=善政发〔2026〕1号"

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
act_on(struct world *w, const char *hall, const char *verb, const char *what,
    const char *more)
{
	char words[256];

	(void)snprintf(words, sizeof(words), "%s %s %s", verb, what, more);
	(void)world_act(w, hall, words);
}

/* A case of the village, decided by the town after its power ended. */
static void
decide_too_late(struct world *w, char number[64], char power[64])
{
	(void)snprintf(power, 64, "%s",
	    json_member_text(world_act(w, "嘉善县", GRANT), "power"));
	(void)snprintf(number, 64, "%s",
	    json_member_text(world_act(w, "北鹤村", RECEIVE), "number"));
	world_sync(w, "姚庄镇", "嘉善县");
	world_sync(w, "北鹤村", "姚庄镇");
	act_on(w, "嘉善县", "power revoke", power, "");
	act_on(w, "姚庄镇", "case decide", number, "outcome=approved");
}

static void
a_revocation_that_comes_with_other_news_is_applied(void **state)
{
	struct world *w = *state;
	char number[64], power[64];

	decide_too_late(w, number, power);
	(void)world_act(w, "嘉善县",
	    "item publish 330421-YB-002 name=另一事项 department=医疗保障局 "
	    "statutory_days=20 promise_days=1 " DISCLOSED_WORD);
	world_sync(w, "姚庄镇", "嘉善县");
	world_same(w, "ledger/330421111205", "嘉善县", "姚庄镇");
}

static void
ratify_what_waits(struct world *w, const char *number)
{
	json_t *rows = store_report(engine_store(world_engine(w, "嘉善县")),
	    REPORT_WAITING, NULL, 0, NULL);
	json_t *row = json_array_get(rows, 0);
	char words[256];

	assert_int_equal(json_array_size(rows), 1);
	(void)snprintf(words, sizeof(words), "case ratify %s event=%s/%d",
	    number, json_member_text(row, "change_set"),
	    (int)json_member_integer(row, "place", 0));
	(void)world_act(w, "嘉善县", words);
	json_decref(rows);
}

static void
who_never_saw_a_decision_held_has_the_same_dump(void **state)
{
	struct world *w = *state;
	char number[64], power[64];

	decide_too_late(w, number, power);
	world_sync(w, "姚庄镇", "嘉善县");
	ratify_what_waits(w, number);
	world_sync(w, "姚庄镇", "嘉善县");
	world_sync(w, "北鹤村", "姚庄镇");
	world_same(w, "ledger/330421111205", "嘉善县", "姚庄镇");
	world_same(w, "ledger/330421111205", "嘉善县", "北鹤村");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_revocation_that_comes_with_other_news_is_applied, three_halls,
		end),
	    cmocka_unit_test_setup_teardown(
		who_never_saw_a_decision_held_has_the_same_dump, three_halls,
		end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
