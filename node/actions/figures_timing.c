/*
 * Finished cases by month: before their day, on it, or after
 * (提前、按时、超期).
 *
 * What is due follows from the events and the calendar and is stored nowhere,
 * so each case is looked at.  So many are looked at once that nobody else
 * waits; whoever asks goes on after the last of them and adds up.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/figures.h"
#include "schema/base/json.h"
#include "schema/store/figure.h"

/* Cases that are looked at unless it is said otherwise. */
#define ROWS_USUAL 200
#define ROWS_MAX 10000

static const char *const words[] = {"early", "on_time", "overdue", NULL};

/* Which of the words; NULL: no day was promised that could be missed. */
static const char *
word_of(const json_t *deadline)
{
	if (json_member_text(deadline, "supervised_due") == NULL)
		return NULL;
	if (json_is_true(json_object_get(deadline, "overdue")))
		return words[2];
	return json_member_integer(deadline, "left_days", 0) > 0 ? words[0]
								 : words[1];
}

/* The sums of a month, borrowed; the rows come in no order of months. */
static json_t *
month_of(json_t *months, const char *month)
{
	size_t i;
	json_t *sum;

	json_array_foreach (months, i, sum)
		if (strcmp(json_member_text(sum, "month"), month) == 0)
			return sum;
	sum = json_pack("{s:s,s:i,s:i,s:i}", "month", month, words[0], 0,
	    words[1], 0, words[2], 0);
	return json_array_append_new(months, sum) == 0 ? sum : NULL;
}

static int
count_one(const struct actor *a, const struct case_days *days, json_t *row,
    json_t *months, struct err *e)
{
	const char *word;
	json_t *sum;

	if (case_put_clock(a, row, e) != 0 ||
	    case_put_deadline_by(a, days, row, e) != 0)
		return -1;
	word = word_of(json_object_get(row, "deadline"));
	if (word == NULL)
		return 0;
	sum = month_of(months, json_member_text(row, "month"));
	if (sum == NULL)
		return err_nomem(e);
	return json_put_take(
	    sum, word, json_integer(json_member_integer(sum, word, 0) + 1), e);
}

static int
count(const struct actor *a, const json_t *rows, json_t *months, struct err *e)
{
	struct case_days days;
	int failed = case_days_read(a, &days, e);
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row)
		failed = failed || count_one(a, &days, row, months, e) != 0;
	case_days_free(&days);
	return failed ? -1 : 0;
}

static int64_t
number_or(const json_t *request, const char *name, int64_t otherwise)
{
	const char *text = request_text(request, name);

	return text == NULL ? otherwise : strtoll(text, NULL, 10);
}

static json_t *
find_finished(
    const struct actor *a, const json_t *request, int64_t most, struct err *e)
{
	const char *hall = request_text(request, "hall");
	struct report_parameter p[] = {{":hall", hall == NULL ? "" : hall, 0},
	    {":from", NULL, figures_year_ago(a->now_s)},
	    {":record", NULL, number_or(request, "after", 0)},
	    {":most", NULL, most}};

	if (most >= 1 && most <= ROWS_MAX)
		return store_figures(engine_store(a->engine), FIGURE_FINISHED,
		    p, COUNT_OF(p), e);
	(void)err_set(
	    e, ERR_USAGE, "most is a whole number from 1 to %d", ROWS_MAX);
	return NULL;
}

int
figures_timing(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	int64_t most = number_or(request, "most", ROWS_USUAL);
	json_t *rows = find_finished(a, request, most, e);
	json_t *months = json_array(), *last = NULL;
	size_t looked = json_array_size(rows);
	int failed =
	    rows == NULL || months == NULL || count(a, rows, months, e) != 0;

	(void)self;
	if ((int64_t)looked == most)
		last = json_array_get(rows, looked - 1);
	if (!failed) {
		*out = json_pack("{s:O,s:I,s:O*}", "rows", months, "looked_at",
		    (json_int_t)looked, "after",
		    json_object_get(last, "record"));
		failed = *out == NULL ? err_nomem(e) : 0;
	}
	json_decref(rows);
	json_decref(months);
	return failed ? -1 : 0;
}
