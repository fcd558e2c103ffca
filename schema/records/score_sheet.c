#include "schema/records/score_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/day.h"

/* Later months that are looked at for one that is not published. */
#define PERIODS_MAX 1200

/* The most a window can come to, bonus and all, in tenths. */
#define TOTAL_MAX 1100

const char *const score_categories[] = {"discipline", "handling", "fees",
    "promises", "results", "files", "tidiness", "opinion", NULL};

#define CATEGORIES 8

/* What each begins with, in tenths; a category is never less than nothing. */
static const json_int_t bases[CATEGORIES] = {
    100, 150, 150, 150, 150, 100, 100, 100};

int
score_period_is_valid(const char *period)
{
	char day[DAY_TEXT_MAX];

	return strlen(period) == SCORE_PERIOD_MAX - 1 &&
	       snprintf(day, sizeof(day), "%s-01", period) > 0 &&
	       day_is_valid(day);
}

int
score_check_period(const json_t *event, struct err *e)
{
	const char *period = json_member_text(event, "period");

	return score_period_is_valid(period)
		   ? 0
		   : err_set(e, ERR_FORMAT,
			 "period \"%s\" is no month; write it as 2026-11",
			 period);
}

static void
next_period(const char *period, char out[SCORE_PERIOD_MAX])
{
	unsigned year = (unsigned)strtoul(period, NULL, 10);
	unsigned month = (unsigned)strtoul(period + 5, NULL, 10);

	(void)snprintf(out, SCORE_PERIOD_MAX, "%04u-%02u",
	    (year + month / 12) % 10000, month % 12 + 1);
}

/* --- months that are published ------------------------------------------- */

static const json_t *
find_period(const json_t *periods, const char *period)
{
	size_t i;
	json_t *one;

	json_array_foreach (periods, i, one)
		if (strcmp(json_member_text(one, "period"), period) == 0)
			return one;
	return NULL;
}

static int
lists(const json_t *published, const char *list, const char *id)
{
	size_t i;
	json_t *one;

	json_array_foreach (json_object_get(published, list), i, one)
		if (strcmp(json_string_value(one), id) == 0)
			return 1;
	return 0;
}

/*
 * From a month on, the first that counts the score in that list, or that is
 * not published.
 */
static void
find_month(const json_t *periods, const char *list, const char *id,
    char period[SCORE_PERIOD_MAX])
{
	char next[SCORE_PERIOD_MAX];

	for (int i = 0; i < PERIODS_MAX; i++) {
		const json_t *published = find_period(periods, period);

		if (published == NULL || lists(published, list, id))
			return;
		next_period(period, next);
		memcpy(period, next, SCORE_PERIOD_MAX);
	}
}

/* --- what a score counts for in a month ------------------------------------
 */

enum count { COUNT_NOT, COUNT_AS_IS, COUNT_BACK };

static enum count
count_in(const json_t *score, const json_t *periods, const char *period)
{
	const char *id = json_member_text(score, "id");
	int is_reversed =
	    strcmp(json_member_text(score, "state"), "reversed") == 0;
	char month[SCORE_PERIOD_MAX], later[SCORE_PERIOD_MAX];

	(void)snprintf(
	    month, sizeof(month), "%s", json_member_text(score, "period"));
	find_month(periods, "counted", id, month);
	/* Reversed before its month was published, it never counted. */
	if (is_reversed && find_period(periods, month) == NULL)
		return COUNT_NOT;
	if (strcmp(month, period) == 0)
		return COUNT_AS_IS;
	if (!is_reversed)
		return COUNT_NOT;
	next_period(month, later);
	find_month(periods, "reversed", id, later);
	return strcmp(later, period) == 0 ? COUNT_BACK : COUNT_NOT;
}

/* --- windows ---------------------------------------------------------------
 */

static size_t
category_of(const json_t *score)
{
	const char *word = json_member_text(score, "category");
	size_t i = 0;

	while (i < CATEGORIES - 1 && strcmp(score_categories[i], word) != 0)
		i++;
	return i;
}

/* The points of a window by category, made if it has none yet. */
static json_t *
points_of(json_t *windows, const char *window)
{
	json_t *points = json_object_get(windows, window);

	if (points != NULL)
		return points;
	points = json_array();
	for (size_t i = 0; points != NULL && i < CATEGORIES; i++)
		(void)json_array_append_new(points, json_integer(bases[i]));
	(void)json_object_set_new(windows, window, points);
	return json_object_get(windows, window);
}

static int
add_points(json_t *windows, const json_t *score, enum count count)
{
	json_int_t points = json_member_integer(score, "points", 0);
	json_t *all = points_of(windows, json_member_text(score, "window"));
	size_t i = category_of(score);
	json_t *sum = json_array_get(all, i);

	return sum == NULL ? -1
			   : json_integer_set(sum,
				 json_integer_value(sum) +
				     (count == COUNT_BACK ? -points : points));
}

static json_int_t
total_of(const json_t *points)
{
	json_int_t total = 0;
	size_t i;
	json_t *one;

	json_array_foreach (points, i, one) {
		json_int_t n = json_integer_value(one);

		total += n > 0 ? n : 0;
	}
	return total < TOTAL_MAX ? total : TOTAL_MAX;
}

static json_t *
sheet_of(json_t *windows, struct err *e)
{
	json_t *sheet = json_array(), *points;
	const char *window;
	int failed = sheet == NULL ? err_nomem(e) : 0;

	json_object_foreach (windows, window, points)
		if (!failed)
			failed = json_append_take(sheet,
			    json_pack("{s:s,s:I}", "window", window, "total",
				total_of(points)),
			    e);
	if (failed) {
		json_decref(sheet);
		return NULL;
	}
	return sheet;
}

static int
count_all(const json_t *scores, const json_t *periods, const char *period,
    json_t *out, json_t *windows, struct err *e)
{
	size_t i;
	json_t *score;

	json_array_foreach (scores, i, score) {
		enum count count = count_in(score, periods, period);
		json_t *list = json_object_get(
		    out, count == COUNT_BACK ? "reversed" : "counted");

		if (count == COUNT_NOT)
			continue;
		if (add_points(windows, score, count) != 0 ||
		    json_array_append(list, json_object_get(score, "id")) != 0)
			return err_nomem(e);
	}
	return 0;
}

json_t *
score_sheet(const json_t *scores, const json_t *periods, const char *period,
    struct err *e)
{
	json_t *windows = json_object();
	json_t *out = json_pack("{s:[],s:[]}", "counted", "reversed");
	int failed = windows == NULL || out == NULL ? err_nomem(e) : 0;

	if (!failed)
		failed = count_all(scores, periods, period, out, windows, e);
	if (!failed)
		failed = json_put_take(out, "sheet", sheet_of(windows, e), e);
	json_decref(windows);
	if (failed) {
		json_decref(out);
		return NULL;
	}
	return out;
}
