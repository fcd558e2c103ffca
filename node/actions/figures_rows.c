/*
 * The rows behind a figure: exactly as many as it counts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/figures.h"
#include "schema/base/json.h"
#include "schema/records/day.h"
#include "schema/store/figure.h"

#define ROWS_USUAL 50
#define LEVEL_MAX 5

static const char *
text_or_empty(const json_t *request, const char *name)
{
	const char *text = request_text(request, name);

	return text == NULL ? "" : text;
}

static int
check_figure(const char *word, struct err *e)
{
	for (size_t i = 0; figure_words[i] != NULL; i++)
		if (strcmp(figure_words[i], word) == 0)
			return 0;
	(void)err_set(e, ERR_FORMAT, "there is no figure \"%s\"", word);
	return err_in_field(e, "figure");
}

/* From its first second to its last; as it is, if none is given. */
static int
read_month(const json_t *request, struct figure_rows *q, struct err *e)
{
	const char *month = request_text(request, "month");
	char day[DAY_TEXT_MAX];
	int number;

	if (month == NULL)
		return 0;
	(void)snprintf(day, sizeof(day), "%.7s-01", month);
	if (strlen(month) != strlen("2026-11") || !day_is_valid(day)) {
		(void)err_set(e, ERR_FORMAT,
		    "\"%s\" is no month; write it as 2026-11", month);
		return err_in_field(e, "month");
	}
	q->from = day_begins(day_number(day));
	/* Its last day is the one whose next is a first again. */
	number = day_number(day) + 28;
	do
		day_number_text(number++, day);
	while (strncmp(day, month, strlen(month)) == 0);
	q->to = day_begins(number - 1) - 1;
	return 0;
}

static int
begin_after(const struct actor *a, const json_t *request, struct figure_rows *q,
    struct err *e)
{
	const char *after = request_text(request, "after");
	json_t *rows, *row;

	if (after == NULL)
		return 0;
	row = only_row(a, REPORT_CASE_FIND, after, &rows, e);
	if (row == NULL)
		return err_in_field(e, "after");
	q->time = json_member_integer(row, "received_time", 0);
	q->record = json_member_integer(row, "record", 0);
	json_decref(rows);
	return 0;
}

static int64_t
number_or(const json_t *request, const char *name, int64_t otherwise)
{
	const char *text = request_text(request, name);

	return text == NULL ? otherwise : strtoll(text, NULL, 10);
}

static int
name_states(json_t *rows, struct err *e)
{
	const struct record_type *t = record_type_named("case");
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (json_put_take(row, "state",
			json_string(record_state_word(
			    t, json_member_integer(row, "state", 0))),
			e) != 0)
			return -1;
	return 0;
}

int
figures_rows(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct figure_rows q = {
	    .figure = request_text(request, "figure"),
	    .hall = text_or_empty(request, "hall"),
	    .power = text_or_empty(request, "power"),
	    .from = number_or(request, "from_time", 0),
	    .to = number_or(request, "to_time", INT64_MAX),
	    .time = INT64_MAX,
	    .record = INT64_MAX,
	    .most = number_or(request, "most", ROWS_USUAL),
	};
	json_t *rows;

	(void)self;
	if (check_figure(q.figure, e) != 0 || read_month(request, &q, e) != 0 ||
	    begin_after(a, request, &q, e) != 0)
		return -1;
	rows = store_figure_rows(engine_store(a->engine), &q, e);
	if (rows != NULL && name_states(rows, e) != 0) {
		json_decref(rows);
		rows = NULL;
	}
	*out = rows;
	return rows == NULL ? -1 : 0;
}

int
figures_ratings(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct report_parameter p[] = {
	    {":hall", text_or_empty(request, "hall"), 0},
	    {":level", NULL, number_or(request, "level", 0)},
	    {":most", NULL, number_or(request, "most", ROWS_USUAL)},
	};

	(void)self;
	if (p[1].number < 0 || p[1].number > LEVEL_MAX) {
		(void)err_set(
		    e, ERR_FORMAT, "level is a whole number from 1 to 5");
		return err_in_field(e, "level");
	}
	*out = store_figures(engine_store(a->engine),
	    p[0].text[0] != '\0' ? FIGURE_RATINGS_OF_HALL : FIGURE_RATINGS, p,
	    COUNT_OF(p), e);
	return *out == NULL ? -1 : 0;
}
