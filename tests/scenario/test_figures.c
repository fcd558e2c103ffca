/*
 * Figures and what is behind them: whoever opens a figure finds exactly as
 * many rows as it says, and how much of the county it is of.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/figure.h"
#include "tests/fixture/noun.h"

#define DAY_S INT64_C(86400)

static int
three_halls(void **state)
{
	struct world *w = world_of_three(68);

	noun_heal(w, HEAL_FROM_BELOW);
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
receive(struct world *w, const char *hall, char number[64])
{
	static unsigned people;

	noun_keep(noun_act(w, hall,
		      "case receive item=330421-YB-001 name=王秀英 "
		      "document=passport document_number=F%08u",
		      people++),
	    "number", number);
}

/* A day of every kind: decided by a power, withdrawn, moved, rated twice,
 * and a village that is called something else in between. */
static void
work(struct world *w)
{
	char one[64], two[64], three[64];

	(void)noun_act(w, COUNTY,
	    "power grant grantee=330421111000 items=330421-YB-001 "
	    "mode=entrusted basis=善政发〔2026〕1号");
	receive(w, BEIHE, one);
	receive(w, BEIHE, two);
	receive(w, DINGZHA, three);
	world_settle(w);
	(void)noun_act(w, TOWN, "case decide %s outcome=approved", one);
	(void)noun_act(w, BEIHE, "case withdraw %s", two);
	(void)noun_act(
	    w, TOWN, "handover case %s to=北鹤村 reason=迁居", three);
	world_settle(w);
	(void)noun_act(w, BEIHE, "case finish %s", one);
	(void)noun_act(w, BEIHE, "rate give %s level=1 channel=tablet", one);
	(void)noun_act(
	    w, COUNTY, "hall rename 北鹤村 name=北鹤社区 since=2025-12-01");
	world_wait(w, 8 * DAY_S);
	receive(w, BEIHE, two);
	(void)noun_act(w, BEIHE, "rate give %s level=4 channel=phone", one);
	world_settle(w);
}

/* Each figure of a row of figures is a list as long. */
static void
check_behind(struct world *w, const char *hall, const json_t *row)
{
	for (size_t i = 0; figure_words[i] != NULL; i++) {
		const char *code = json_member_text(row, "hall");
		json_int_t from = json_member_integer(row, "from_time", 0);
		json_int_t to = json_member_integer(row, "to_time", INT64_MAX);
		const json_t *rows = noun_act(w, hall,
		    "figures rows %s%s%s from_time=%lld to_time=%lld",
		    figure_words[i],
		    code == NULL ? "" : " hall=", code == NULL ? "" : code,
		    (long long)from, (long long)to);

		assert_int_equal(json_array_size(rows),
		    json_member_integer(row, figure_words[i], -1));
	}
}

static void
a_figure_opens_into_exactly_as_many_rows(void **state)
{
	struct world *w = *state;
	json_t *figures, *row;
	size_t i;

	work(w);
	figures = json_deep_copy(noun_act(w, COUNTY, "figures show"));
	assert_int_equal(json_member_integer(
			     json_object_get(figures, "total"), "received", 0),
	    4);
	json_array_foreach (json_object_get(figures, "halls"), i, row)
		check_behind(w, COUNTY, row);
	check_behind(w, COUNTY, json_object_get(figures, "total"));
	json_decref(figures);
}

static void
the_months_add_up_to_the_whole(void **state)
{
	struct world *w = *state;
	json_int_t received = 0, ratings = 0;
	json_t *months, *row;
	size_t i;

	work(w);
	months = json_deep_copy(noun_act(w, COUNTY, "figures months"));
	json_array_foreach (json_object_get(months, "rows"), i, row) {
		received += json_member_integer(row, "received", 0);
		ratings += json_member_integer(row, "ratings", 0);
		assert_int_equal(json_array_size(noun_act(w, COUNTY,
				     "figures rows received month=%s",
				     json_member_text(row, "month"))),
		    json_member_integer(row, "received", -1));
	}
	assert_int_equal(i, 2);
	assert_int_equal(received, 4);
	assert_int_equal(ratings, 2);
	json_decref(months);
	(void)noun_refused(w, COUNTY, "figures rows received month=2025-13");
	(void)noun_refused(w, COUNTY, "figures rows eaten");
}

static void
ratings_and_powers_open_into_as_many_rows_too(void **state)
{
	struct world *w = *state;
	char power[64];
	const json_t *first;

	work(w);
	first = json_array_get(
	    json_object_get(noun_act(w, COUNTY, "figures powers"), "rows"), 0);
	assert_int_equal(json_member_integer(first, "decided", 0), 1);
	assert_int_equal(json_member_integer(first, "approved", 0), 1);
	noun_keep(first, "power", power);
	assert_int_equal(json_array_size(noun_act(w, COUNTY,
			     "figures rows decided power=%s", power)),
	    1);
	assert_int_equal(
	    json_array_size(noun_act(w, COUNTY, "figures ratings level=4")), 1);
	assert_int_equal(
	    json_array_size(noun_act(w, COUNTY, "figures ratings")), 2);
}

static void
a_case_decided_before_it_was_received_is_behind_its_month_too(void **state)
{
	struct world *w = *state;
	char number[64];
	json_t *months, *row;
	size_t i;

	(void)noun_act(w, COUNTY,
	    "power grant grantee=330421111000 items=330421-YB-001 "
	    "mode=entrusted basis=善政发〔2026〕1号");
	world_skew(w, BEIHE, 45 * DAY_S);
	receive(w, BEIHE, number);
	world_settle(w);
	(void)noun_act(w, TOWN, "case decide %s outcome=approved", number);
	world_settle(w);
	months = json_deep_copy(noun_act(w, COUNTY, "figures months"));
	assert_int_equal(json_array_size(json_object_get(months, "rows")), 2);
	json_array_foreach (json_object_get(months, "rows"), i, row) {
		const char *month = json_member_text(row, "month");

		assert_int_equal(json_array_size(noun_act(w, COUNTY,
				     "figures rows received month=%s", month)),
		    json_member_integer(row, "received", -1));
		assert_int_equal(json_array_size(noun_act(w, COUNTY,
				     "figures rows decided month=%s", month)),
		    json_member_integer(row, "decided", -1));
	}
	json_decref(months);
}

static json_int_t
complete(struct world *w, const char *hall, const char *what)
{
	return json_member_integer(
	    json_object_get(
		noun_act(w, hall, "figures months"), "completeness"),
	    what, -1);
}

static void
a_figure_says_how_many_halls_it_is_of(void **state)
{
	struct world *w = *state;
	char number[64];
	json_int_t before = complete(w, COUNTY, "heard");

	noun_cut(w);
	receive(w, DINGZHA, number);
	assert_int_equal(complete(w, COUNTY, "heard"), before);
	noun_heal(w, HEAL_FROM_BELOW);
	assert_int_equal(complete(w, COUNTY, "heard"), before + 1);
	assert_int_equal(complete(w, COUNTY, "members"), 4);
	assert_int_equal(complete(w, TOWN, "members"), 3);
}

/* {early, on_time, overdue} of all months, part by part. */
static void
add_up_timing(struct world *w, const char *hall, json_int_t sums[3])
{
	static const char *const words[] = {"early", "on_time", "overdue"};
	json_int_t after = 0;
	const json_t *said;
	size_t i;
	json_t *row;

	memset(sums, 0, 3 * sizeof(*sums));
	do {
		said = noun_act(w, COUNTY,
		    "figures timing hall=%s most=1 after=%lld", hall,
		    (long long)after);
		json_array_foreach (json_object_get(said, "rows"), i, row)
			for (size_t k = 0; k < COUNT_OF(words); k++)
				sums[k] +=
				    json_member_integer(row, words[k], 0);
		after = json_member_integer(said, "after", 0);
	} while (after != 0);
}

static void
every_finished_case_was_early_on_time_or_late(void **state)
{
	struct world *w = *state;
	char soon[64], late[64], open[64];
	json_int_t sums[3];

	(void)noun_act(w, COUNTY,
	    "power grant grantee=330421111000 items=330421-YB-001 "
	    "mode=entrusted basis=善政发〔2026〕1号");
	receive(w, BEIHE, soon);
	receive(w, BEIHE, late);
	receive(w, DINGZHA, open);
	world_settle(w);
	(void)noun_act(w, TOWN, "case decide %s outcome=approved", soon);
	world_settle(w);
	(void)noun_act(w, BEIHE, "case finish %s", soon);
	world_wait(w, 60 * DAY_S);
	(void)noun_act(w, TOWN, "case decide %s outcome=approved", late);
	world_settle(w);
	(void)noun_act(w, BEIHE, "case finish %s", late);
	world_settle(w);
	add_up_timing(w, "330421111205", sums);
	assert_int_equal(sums[0] + sums[1], 1);
	assert_int_equal(sums[2], 1);
	add_up_timing(w, "330421111217", sums);
	assert_int_equal(sums[0] + sums[1] + sums[2], 0);
	assert_non_null(strstr(
	    world_refused(w, COUNTY, "figures timing most=0"), "from 1 to"));
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_figure_opens_into_exactly_as_many_rows),
	    STORY(the_months_add_up_to_the_whole),
	    STORY(ratings_and_powers_open_into_as_many_rows_too),
	    STORY(
		a_case_decided_before_it_was_received_is_behind_its_month_too),
	    STORY(a_figure_says_how_many_halls_it_is_of),
	    STORY(every_finished_case_was_early_on_time_or_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
