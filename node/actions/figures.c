#include "node/actions/figures.h"

#include <stdio.h>
#include <string.h>

#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/day.h"
#include "schema/store/figure.h"

#define MONTHS_SHOWN 12
#define MONTH_LEN 7 /* YYYY-MM */

/* --- how complete they are --------------------------------------------------
 */

/* Listed anywhere below this hall. */
static int
is_below(const struct authority *all, size_t self, const struct listing *l)
{
	size_t parent = authority_hall(all, &l->parent);

	if (!l->in_force || l->is_old || self == HALL_UNKNOWN ||
	    parent == HALL_UNKNOWN)
		return self == 0 && l->in_force && !l->is_old;
	return parent == self || authority_is_above(all, self, parent);
}

/* The newest data held of a hall: seconds since 1970, or 0. */
static int64_t
held_to(const json_t *rows, const char *hall)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "hall"), hall) == 0)
			return json_member_integer(row, "to", 0);
	return 0;
}

struct counted {
	json_int_t listed, members, heard;
	const struct listing *oldest;
	int64_t oldest_to;
};

static void
count(const struct actor *a, const json_t *rows, struct counted *out)
{
	const struct authority *all = engine_authority(a->engine);
	size_t self = authority_hall(all, &engine_identity(a->engine)->hall);

	for (size_t i = 0; i < all->listing_count; i++) {
		const struct listing *l = &all->listings[i];
		size_t hall = authority_hall(all, &l->code);
		int64_t to = held_to(rows, l->code.digits);

		if (!is_below(all, self, l))
			continue;
		out->listed++;
		out->members += hall != HALL_UNKNOWN;
		out->heard += to != 0;
		if (to == 0 || (out->oldest != NULL && out->oldest_to <= to))
			continue;
		out->oldest = l;
		out->oldest_to = to;
	}
}

static json_t *
oldest_json(const struct actor *a, const struct counted *n)
{
	const struct authority *all = engine_authority(a->engine);
	size_t hall;

	if (n->oldest == NULL)
		return json_null();
	hall = authority_hall(all, &n->oldest->code);
	return json_pack("{s:s,s:s,s:I}", "hall", n->oldest->code.digits,
	    "name",
	    hall == HALL_UNKNOWN ? n->oldest->code.digits
				 : all->halls[hall].name,
	    "to", (json_int_t)n->oldest_to);
}

json_t *
figures_completeness(const struct actor *a, struct err *e)
{
	struct store *s = engine_store(a->engine);
	json_t *rows = store_figures(s, FIGURE_HELD_TO, NULL, 0, e);
	json_t *counts =
	    rows == NULL ? NULL : store_report(s, REPORT_COUNTS, NULL, 0, e);
	/* What is done here is held here. */
	struct counted n = {.listed = 1, .members = 1, .heard = 1};
	json_t *all = NULL;

	if (counts != NULL) {
		count(a, rows, &n);
		all = json_pack("{s:I,s:I,s:I,s:o,s:I,s:I}", "listed", n.listed,
		    "members", n.members, "heard", n.heard, "oldest",
		    oldest_json(a, &n), "conflicts",
		    json_member_integer(
			json_array_get(counts, 0), "conflicts", 0),
		    "now", (json_int_t)a->now_s);
		if (all == NULL)
			(void)err_nomem(e);
	}
	json_decref(rows);
	json_decref(counts);
	return all;
}

int
figures_answer_take(
    const struct actor *a, json_t *rows, json_t **out, struct err *e)
{
	json_t *whole = rows == NULL ? NULL : figures_completeness(a, e);

	if (whole == NULL) {
		json_decref(rows);
		return -1;
	}
	*out = json_pack("{s:o,s:o}", "rows", rows, "completeness", whole);
	return *out == NULL ? err_nomem(e) : 0;
}

/* --- all that was ever done -------------------------------------------------
 */

static void
add_to(json_t *total, const json_t *row)
{
	for (size_t k = 0; figure_words[k] != NULL; k++)
		(void)json_object_set_new(total, figure_words[k],
		    json_integer(
			json_member_integer(total, figure_words[k], 0) +
			json_member_integer(row, figure_words[k], 0)));
}

static json_t *
add_up(const json_t *rows)
{
	json_t *total = json_object(), *row;
	size_t i;

	json_array_foreach (rows, i, row)
		add_to(total, row);
	return total;
}

/*
 * The hall a row is added to: the one above it then, unless that is the
 * county, whose towns stand for themselves.
 */
static const char *
above_of(const struct actor *a, const json_t *row)
{
	const struct authority *all = engine_authority(a->engine);
	const char *parent = json_member_text(row, "parent");

	return parent == NULL || strcmp(parent, all->halls[0].code.digits) == 0
		   ? json_member_text(row, "hall")
		   : parent;
}

static json_t *
find_sum(json_t *sums, const char *hall)
{
	size_t i;
	json_t *sum;

	json_array_foreach (sums, i, sum)
		if (strcmp(json_member_text(sum, "hall"), hall) == 0)
			return sum;
	sum = json_pack("{s:s}", "hall", hall);
	(void)json_array_append_new(sums, sum);
	return sum;
}

/* A village that came under another town is counted with each for its time. */
static json_t *
add_up_above(const struct actor *a, const json_t *rows)
{
	json_t *sums = json_array(), *row;
	size_t i;

	json_array_foreach (rows, i, row)
		add_to(find_sum(sums, above_of(a, row)), row);
	return sums;
}

/*
 * Satisfied: levels 1 to 3 of 5 among all ratings (GB/T 39734); formula id
 * satisfaction_1.
 */
static void
add_satisfaction(json_t *total, const json_t *levels)
{
	json_int_t satisfied = 0, all = 0;
	size_t i;
	json_t *row;

	json_array_foreach (levels, i, row) {
		json_int_t n = json_member_integer(row, "count", 0);

		all += n;
		if (json_member_integer(row, "level", 9) <= 3)
			satisfied += n;
	}
	(void)json_object_set_new(total, "ratings", json_integer(all));
	(void)json_object_set_new(total, "satisfied", json_integer(satisfied));
}

/* The first row of a report, under that name. */
static int
put_first(const struct actor *a, enum report which, const char *member,
    json_t *to, const char *name, struct err *e)
{
	json_t *rows = store_report(engine_store(a->engine), which, NULL, 0, e);
	json_t *row = json_array_get(rows, 0);
	json_t *value = member == NULL ? row : json_object_get(row, member);
	int failed = rows == NULL || json_object_set(to, name, value) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

/* Cases that rest on times which contradict each other; ratings that wait to
 * be judged, or were judged not to be citizens'. */
static int
put_doubts(const struct actor *a, json_t *total, struct err *e)
{
	return put_first(a, REPORT_CASES_DOUBTFUL, "cases", total, "doubtful",
		   e) != 0 ||
		       put_first(a, REPORT_RATINGS_LEFT_OUT, NULL, total,
			   "ratings_left_out", e) != 0
		   ? -1
		   : 0;
}

static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct store *s = engine_store(a->engine);
	json_t *rows = store_report(s, REPORT_FIGURES, NULL, 0, e);
	json_t *levels =
	    rows == NULL ? NULL : store_report(s, REPORT_LEVELS, NULL, 0, e);
	json_t *whole = levels == NULL ? NULL : figures_completeness(a, e);
	json_t *total;

	(void)self, (void)request;
	if (whole != NULL) {
		total = add_up(rows);
		add_satisfaction(total, levels);
		*out = json_pack("{s:O,s:o,s:o,s:O,s:O}", "halls", rows,
		    "above", add_up_above(a, rows), "total", total, "levels",
		    levels, "completeness", whole);
		if (*out == NULL)
			(void)err_nomem(e);
		else if (put_doubts(a, total, e) != 0) {
			json_decref(*out);
			*out = NULL;
		}
	}
	json_decref(rows);
	json_decref(levels);
	json_decref(whole);
	return *out == NULL ? -1 : 0;
}

/* --- by month ---------------------------------------------------------------
 */

int64_t
figures_year_ago(int64_t now_s)
{
	char day[DAY_TEXT_MAX], first[32];
	int year, month;

	day_of(now_s, day);
	year = (day[0] - '0') * 1000 + (day[1] - '0') * 100 +
	       (day[2] - '0') * 10 + (day[3] - '0');
	month = (day[5] - '0') * 10 + (day[6] - '0');
	year -= month < MONTHS_SHOWN;
	month = month % MONTHS_SHOWN + 1;
	(void)snprintf(first, sizeof(first), "%04d-%02d-01", year, month);
	return day_begins(day_number(first));
}

static int
months(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *hall = request_text(request, "hall");
	struct report_parameter p[] = {{":hall", hall == NULL ? "" : hall, 0},
	    {":from", NULL, figures_year_ago(a->now_s)},
	    {":to", NULL, INT64_MAX}};

	(void)self;
	return figures_answer_take(a,
	    store_figures(
		engine_store(a->engine), FIGURE_MONTHS, p, COUNT_OF(p), e),
	    out, e);
}

/* --- satisfaction, and powers -----------------------------------------------
 */

static int
levels(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	(void)self, (void)request;
	return figures_answer_take(a,
	    store_figures(engine_store(a->engine), FIGURE_LEVELS, NULL, 0, e),
	    out, e);
}

static int
powers(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	(void)self, (void)request;
	return figures_answer_take(a,
	    store_figures(engine_store(a->engine), FIGURE_POWERS, NULL, 0, e),
	    out, e);
}

static const struct action_parameter nothing[] = {{NULL, NULL, 0}};

static const struct action_parameter which_hall[] = {
    {"hall", "region code of the hall", 0}, {NULL, NULL, 0}};

static const struct action_parameter timing_parameters[] = {
    {"hall", "region code of the hall", 0},
    {"after", "what the answer before said, to go on", 0},
    {"most", "how many cases are looked at (200)", 0}, {NULL, NULL, 0}};

static const struct action_parameter row_parameters[] = {
    {"figure",
	"received, accepted, decided, finished, withdrawn, disputed or rated",
	1},
    {"hall", "region code of the hall", 0},
    {"power", "id of the power it was decided by", 0},
    {"month", "one month, YYYY-MM", 0},
    {"from_time", "first second, as a figure says", 0},
    {"to_time", "last second, as a figure says", 0},
    {"after", "number of the case before the first one", 0},
    {"most", "how many at most (50)", 0}, {NULL, NULL, 0}};

static const struct action_parameter rating_parameters[] = {
    {"hall", "region code of the hall", 0},
    {"level", "1 (very satisfied) to 5", 0},
    {"most", "how many at most (50)", 0}, {NULL, NULL, 0}};

const struct action figures_actions[] = {
    {"figures", "show", "figures of this hall and those below it", NULL,
	nothing, NULL, "sanji figures show", show},
    {"figures", "months", "the same by month, of the last twelve", NULL,
	which_hall, "hall", "sanji figures months", months},
    {"figures", "timing",
	"finished cases by month: early, on time, overdue; a part at a time",
	NULL, timing_parameters, "hall", "sanji figures timing 330421111000",
	figures_timing},
    {"figures", "rows", "the cases a figure counts, newest first", NULL,
	row_parameters, "figure",
	"sanji figures rows decided month=2026-11 hall=330421111000",
	figures_rows},
    {"figures", "levels", "how satisfied citizens were, by hall", NULL, nothing,
	NULL, "sanji figures levels", levels},
    {"figures", "ratings", "the ratings a figure counts, newest first", NULL,
	rating_parameters, NULL, "sanji figures ratings level=5",
	figures_ratings},
    {"figures", "powers", "how often was decided by which power, and how", NULL,
	nothing, NULL, "sanji figures powers", powers},
    {.noun = NULL},
};
