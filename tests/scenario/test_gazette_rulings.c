/*
 * What a town published when it did not know that its key had ended waits,
 * and the county rules on it in its own gazette (RULES A6): nobody else may
 * write into a gazette, and nothing may wait for ever.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "sync/engine/dump.h"
#include "tests/fixture/bundled.h"
#include "tests/fixture/must.h"
#include "tests/fixture/noun.h"

#define BEIHE_CODE "330421111205"

static char event[EVENT_ID_TEXT_MAX];

static void
carry(struct world *w, const char *from, const char *to)
{
	struct buf stick = BUF_INIT;

	bundled(world_engine(w, from), world_keys(w, from), world_code(to),
	    world_time(w, from).now_s, STICK_WITH_SCANS, &stick);
	(void)bundled_taken(world_engine(w, to), world_keys(w, to),
	    (struct span){stick.bytes, stick.len}, STICK_TAKE,
	    world_time(w, to).now_s);
	buf_free(&stick);
}

/* The event of the register that waits; "" if none does. */
static const char *
held_at(struct world *w, const char *hall)
{
	const json_t *rows;
	size_t i;
	json_t *row;

	MUST(engine_settle_all(world_engine(w, hall), &e));
	rows = world_act(w, hall, "conflicts list");
	event[0] = '\0';
	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "status"), "held") == 0)
			(void)snprintf(event, sizeof(event), "%s",
			    json_member_text(row, "event"));
	return event;
}

/* The town ends a village's keys when its own had ended. */
static int
a_revocation_waits(void **state)
{
	struct world *w = world_of_three(73);

	noun_heal(w, HEAL_FROM_BELOW);
	noun_cut(w);
	(void)noun_act(w, COUNTY, "members revoke 330421111000 reason=停用");
	(void)noun_act(w, TOWN, "members revoke 330421111205 reason=被盗");
	carry(w, TOWN, COUNTY);
	assert_true(held_at(w, COUNTY)[0] != '\0');
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static int
is_revoked(struct world *w, const char *hall, const char *code)
{
	return json_is_true(json_object_get(
	    noun_act(w, hall, "members show %s", code), "revoked"));
}

static void
resolve(struct world *w, const char *as)
{
	char id[EVENT_ID_TEXT_MAX];

	(void)snprintf(id, sizeof(id), "%s", event);
	(void)noun_act(
	    w, COUNTY, "conflicts resolve %s as=%s reason=情况属实", id, as);
}

static void
rebuilt_is_the_same(struct world *w, const char *hall)
{
	struct buf before = BUF_INIT, after = BUF_INIT;

	MUST(engine_settle_all(world_engine(w, hall), &e));
	MUST(engine_dump(world_engine(w, hall), &before, &e));
	MUST(engine_rebuild(world_engine(w, hall), &e));
	MUST(engine_dump(world_engine(w, hall), &after, &e));
	assert_string_equal(buf_text(&before), buf_text(&after));
	buf_free(&before);
	buf_free(&after);
}

static void
what_waits_in_a_gazette_ends_no_key(void **state)
{
	assert_false(is_revoked(*state, COUNTY, BEIHE_CODE));
}

static void
the_county_ratifies_it_and_it_counts_everywhere(void **state)
{
	struct world *w = *state;

	resolve(w, "stands");
	assert_true(is_revoked(w, COUNTY, BEIHE_CODE));
	assert_string_equal(held_at(w, COUNTY), "");
	rebuilt_is_the_same(w, COUNTY);
	/* The other village gets both gazettes, in whatever order. */
	carry(w, COUNTY, DINGZHA);
	assert_true(is_revoked(w, DINGZHA, BEIHE_CODE));
	world_same(w, "gazette/330421111000", COUNTY, DINGZHA);
}

static void
what_the_county_annuls_never_counts(void **state)
{
	struct world *w = *state;

	resolve(w, "falls");
	assert_false(is_revoked(w, COUNTY, BEIHE_CODE));
	assert_string_equal(held_at(w, COUNTY), "");
	rebuilt_is_the_same(w, COUNTY);
	carry(w, COUNTY, DINGZHA);
	assert_false(is_revoked(w, DINGZHA, BEIHE_CODE));
	world_same(w, "gazette/330421111000", COUNTY, DINGZHA);
}

static void
a_later_ruling_undoes_an_earlier_one(void **state)
{
	struct world *w = *state;
	char id[EVENT_ID_TEXT_MAX];

	(void)snprintf(id, sizeof(id), "%s", event);
	resolve(w, "falls");
	(void)noun_act(
	    w, COUNTY, "conflicts resolve %s as=stands reason=复核", id);
	assert_true(is_revoked(w, COUNTY, BEIHE_CODE));
}

static void
only_what_waits_can_be_ruled_on_and_only_by_the_county(void **state)
{
	struct world *w = *state;
	char id[EVENT_ID_TEXT_MAX];

	(void)snprintf(id, sizeof(id), "%s", event);
	carry(w, TOWN, DINGZHA);
	(void)noun_refused(
	    w, DINGZHA, "conflicts resolve %s as=stands reason=x", id);
	(void)noun_refused(
	    w, COUNTY, "conflicts resolve %s as=is reason=x", id);
	(void)noun_refused(
	    w, TOWN, "conflicts resolve %s as=stands reason=x", id);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, a_revocation_waits, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(what_waits_in_a_gazette_ends_no_key),
	    STORY(the_county_ratifies_it_and_it_counts_everywhere),
	    STORY(what_the_county_annuls_never_counts),
	    STORY(a_later_ruling_undoes_an_earlier_one),
	    STORY(only_what_waits_can_be_ruled_on_and_only_by_the_county),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
