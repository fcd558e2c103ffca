/*
 * Whatever halls do while they are cut off from each other, and in whatever
 * order and pieces it reaches the others: once everybody has everything,
 * everybody has the same (RULES P1, P2), and computing it again from the
 * logs changes nothing.
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
#include "schema/store/report.h"
#include "tests/fixture/turmoil.h"

/* Making a world takes longer than what happens in it: several chapters. */
#define SEEDS 4
#define CHAPTERS 10
#define STEPS 16

#define COUNTY TURMOIL_COUNTY

static void
receive(struct turmoil *t, const char *hall)
{
	char words[256];

	(void)snprintf(words, sizeof(words),
	    "case receive item=330421-YB-001 name=王秀英 "
	    "id_number=11010519491231002X phone=1385730%04u%s",
	    turmoil_draw(t, 10000),
	    turmoil_draw(t, 4) == 0 ? " accept=no" : "");
	json_decref(turmoil_act(t, hall, words));
}

/* A step on some case the hall knows, allowed or not. */
static void
touch_case(struct turmoil *t, const char *hall)
{
	static const char *const steps[] = {"case accept %s",
	    "case amend %s phone=1385730%04u", "case amend %s note=%04u",
	    "case amend %s source=mobile", "case withdraw %s",
	    "case withdraw %s reason=%04u", "case decide %s outcome=approved",
	    "case decide %s outcome=denied reason=不符",
	    "case decide %s outcome=approved",
	    "case decide %s outcome=denied reason=不符",
	    "case decide %s outcome=approved", "case finish %s",
	    "case deliver %s", "rate give %s level=1 channel=tablet",
	    "rate give %s level=5 channel=tablet text=%04u"};
	const char *number = turmoil_pick(t, hall,
	    turmoil_draw(t, 4) == 0 ? "case list"
				    : "case list state=accepted most=3",
	    "number");
	const char *step = steps[turmoil_draw(t, COUNT_OF(steps))];
	const char *rest = strstr(step, "%s") + 2;
	char words[256];

	if (number == NULL)
		return;
	(void)snprintf(words, sizeof(words), "%.*s%s", (int)(rest - step - 2),
	    step, number);
	(void)snprintf(words + strlen(words), sizeof(words) - strlen(words),
	    "%.*s", (int)strcspn(rest, "%"), rest);
	if (strchr(rest, '%') != NULL)
		(void)snprintf(words + strlen(words),
		    sizeof(words) - strlen(words), "%04u",
		    turmoil_draw(t, 10000));
	json_decref(turmoil_act(t, hall, words));
}

static void
grant_or_revoke(struct turmoil *t)
{
	const char *power = turmoil_pick(t, COUNTY, "power list", "id");
	char words[256];

	if (power != NULL && turmoil_draw(t, 2) == 0)
		(void)snprintf(words, sizeof(words), "power revoke %s", power);
	else
		(void)snprintf(words, sizeof(words),
		    "power grant grantee=%s items=330421-YB-001 "
		    "mode=entrusted basis=善政发〔2026〕1号",
		    world_code(turmoil_halls[1 + turmoil_draw(t, 3)]));
	json_decref(turmoil_act(t, COUNTY, words));
}

/* Rule on something that waits, as the county or too boldly as a town. */
static void
rule(struct turmoil *t, const char *hall)
{
	struct err e = ERR_INIT;
	json_t *rows = store_report(engine_store(world_engine(t->w, hall)),
	    REPORT_WAITING, NULL, 0, &e);
	json_t *row =
	    json_array_size(rows) == 0
		? NULL
		: json_array_get(
		      rows, turmoil_draw(t, (uint32_t)json_array_size(rows)));
	const char *number =
	    row == NULL ? NULL : json_member_text(row, "number");
	char words[256];

	assert_non_null(rows);
	if (number != NULL) {
		(void)snprintf(words, sizeof(words), "case %s %s event=%s/%d",
		    turmoil_draw(t, 2) == 0 ? "ratify" : "annul", number,
		    json_member_text(row, "change_set"),
		    (int)json_member_integer(row, "place", 0));
		json_decref(turmoil_act(t, hall, words));
	}
	json_decref(rows);
}

static void
step(struct turmoil *t, const char *hall)
{
	switch (turmoil_draw(t, 14)) {
	case 0:
	case 1:
		receive(t, hall);
		break;
	case 2:
		grant_or_revoke(t);
		break;
	case 3:
		rule(t, turmoil_draw(t, 3) == 0 ? hall : COUNTY);
		break;
	default:
		touch_case(t, hall);
	}
}

static void
halls_that_have_the_same_change_sets_have_the_same_state(void **state)
{
	unsigned char met[32] = {0};
	size_t kinds = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct turmoil t = turmoil_new(seed);

		for (int chapter = 1; chapter <= CHAPTERS; chapter++) {
			print_message(
			    "seed %d, chapter %d\n", (int)seed, chapter);
			turmoil_chapter(&t, STEPS, step);
		}
		turmoil_expect(&t);
		turmoil_count_statuses(&t, met);
		turmoil_free(&t);
	}
	/* There must have been quarrels. */
	for (size_t i = 0; i < COUNT_OF(met); i++)
		kinds += met[i];
	assert_true(kinds >= 4);
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
		halls_that_have_the_same_change_sets_have_the_same_state),
	};

	return cmocka_run_group_tests(tests, start, end);
}
