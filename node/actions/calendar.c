/*
 * calendar: the working days of each year.
 */
#include "node/actions/calendar.h"

#include <stdio.h>
#include <string.h>

#include "node/actions/csv.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/day.h"

#define PUBLISHED "calendar.published"

/* --- reading ------------------------------------------------------------- */

/* The years published, or the one asked for; days as in the store. */
static json_t *
rows_of(const struct actor *a, const char *year, struct err *e)
{
	struct report_parameter p = {":text", year, 0};

	return store_report(
	    engine_store(a->engine), REPORT_CALENDARS, &p, 1, e);
}

struct calendar *
calendar_read(const struct actor *a, struct err *e)
{
	json_t *rows = rows_of(a, "", e);
	struct calendar *c =
	    rows == NULL ? NULL : workday_calendar_read(rows, e);

	json_decref(rows);
	return c;
}

static json_int_t
count_kind(const json_t *days, const char *kind)
{
	json_int_t count = 0;
	size_t i;
	json_t *day;

	json_array_foreach (days, i, day) {
		const char *says = json_member_text(day, "kind");

		count += says != NULL && strcmp(says, kind) == 0;
	}
	return count;
}

/* The days become a list, and are counted. */
static int
unfold(json_t *row, struct err *e)
{
	const char *text = json_member_text(row, "days");
	json_t *days =
	    text == NULL ? json_array() : json_read(text, strlen(text), e);

	if (days == NULL ||
	    json_put_take(row, "holidays",
		json_integer(count_kind(days, "holiday")), e) != 0 ||
	    json_put_take(row, "workdays",
		json_integer(count_kind(days, "workday")), e) != 0) {
		json_decref(days);
		return -1;
	}
	return json_put_take(row, "days", days, e);
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = rows_of(a, "", e), *row;
	size_t i;

	(void)self, (void)request;
	json_array_foreach (rows, i, row) {
		if (unfold(row, e) != 0) {
			json_decref(rows);
			return -1;
		}
		(void)json_object_del(row, "days");
	}
	*out = rows;
	return rows == NULL ? -1 : 0;
}

static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *year = request_text(request, "year");
	json_t *rows = rows_of(a, year == NULL ? "" : year, e);

	(void)self;
	if (rows == NULL)
		return -1;
	if (year == NULL || json_array_size(rows) != 1) {
		json_decref(rows);
		return err_set(e, ERR_NOT_FOUND,
		    "no calendar of %s has been published; its working days "
		    "go by weekends alone",
		    year == NULL ? "" : year);
	}
	*out = json_incref(json_array_get(rows, 0));
	json_decref(rows);
	return unfold(*out, e);
}

static int
day_asked(const json_t *request, const char *name, int32_t *out, struct err *e)
{
	const char *text = request_text(request, name);

	if (text == NULL || !day_is_valid(text))
		return err_set(e, ERR_FORMAT,
		    "%s \"%s\" is no day; write it as 2026-11-23", name,
		    text == NULL ? "" : text);
	*out = day_number(text);
	return 0;
}

static int
count_days(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	int32_t from, to;
	struct calendar *c;
	int count, assumed = 0;

	(void)self;
	if (day_asked(request, "from", &from, e) != 0 ||
	    day_asked(request, "to", &to, e) != 0)
		return -1;
	c = calendar_read(a, e);
	if (c == NULL)
		return -1;
	count = workday_count(c, from, to, &assumed);
	workday_calendar_free(c);
	*out =
	    json_pack("{s:i,s:b}", "working_days", count, "assumed", assumed);
	return *out == NULL ? err_nomem(e) : 0;
}

/* --- publishing ---------------------------------------------------------- */

/* What is published of a year: a new reference, an empty object if nothing. */
static json_t *
published(const struct actor *a, const char *year, struct err *e)
{
	json_t *rows = rows_of(a, year, e), *row;

	if (rows == NULL)
		return NULL;
	row = json_array_size(rows) == 0 ? json_object()
					 : json_incref(json_array_get(rows, 0));
	json_decref(rows);
	if (row == NULL)
		(void)err_nomem(e);
	else if (unfold(row, e) != 0) {
		json_decref(row);
		row = NULL;
	}
	return row;
}

static int
publish_version(const struct actor *a, const struct action *self,
    const json_t *request, json_int_t version, struct err *e)
{
	const char *year = request_text(request, "year");
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	json_t *event = request_event(self, year, request, e);

	if (event == NULL)
		return -1;
	if (workday_check(year, json_object_get(event, "days"), e) != 0 ||
	    json_put_take(event, "version", json_integer(version), e) != 0) {
		json_decref(event);
		return -1;
	}
	return write_event_take(a, &gazette, event, year, NULL, "calendar", e);
}

/* Looks and writes in one transaction: no version is given out twice. */
static int
publish(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *year = request_text(request, "year");
	json_int_t version = 1;
	json_t *before;
	int is_own, failed;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	before = published(a, year, e);
	version += json_member_integer(before, "version", 0);
	failed = before == NULL ||
		 publish_version(a, self, request, version, e) != 0;
	json_decref(before);
	if (action_end(a, is_own, failed, e) != 0)
		return -1;
	*out = json_pack("{s:s,s:I}", "year", year, "version", version);
	return *out == NULL ? err_nomem(e) : 0;
}

/* --- importing ----------------------------------------------------------- */

static const char *const cell_names[] = {"date", "kind", "name"};

/* A day of the declared form from the cells 2026-02-14, workday, 春节. */
static json_t *
day_of_row(const json_t *row, struct err *e)
{
	const struct event_type *et =
	    event_type_of_kind(record_type_named("calendar"), PUBLISHED);
	json_t *day = json_object(), *days = json_pack("[O]", day);
	int failed = days == NULL ? err_nomem(e) : 0;
	size_t i;
	json_t *cell;

	json_array_foreach (row, i, cell) {
		if (failed || json_string_length(cell) == 0)
			continue;
		if (i >= COUNT_OF(cell_names))
			failed = err_set(e, ERR_FORMAT,
			    "more than three columns; a line reads "
			    "date,kind,name");
		else
			failed = json_put_take(
			    day, cell_names[i], json_incref(cell), e);
	}
	if (!failed)
		failed = field_check(field_type_named(et, "days"), days, e);
	json_decref(days);
	if (failed) {
		json_decref(day);
		return NULL;
	}
	return day;
}

/* Put a day under its year: {"2026": [day, …], …}. */
static int
add_day(json_t *years, const json_t *day, struct err *e)
{
	const char *date = json_member_text(day, "date");
	json_t *days;
	char year[5];

	(void)snprintf(year, sizeof(year), "%.4s", date);
	days = json_object_get(years, year);
	if (days == NULL) {
		days = json_array();
		if (json_put_take(years, year, days, e) != 0)
			return -1;
	}
	if (json_array_append(days, (json_t *)(uintptr_t)day) != 0)
		return err_nomem(e);
	return workday_check(year, days, e);
}

/* The first line may name the columns. */
static int
is_head(const struct csv *csv, const json_t *row)
{
	return csv->rows == 1 &&
	       strcmp(json_string_value(json_array_get(row, 0)),
		   cell_names[0]) == 0;
}

static int
add_row_take(json_t *years, const struct csv *csv, json_t *row, struct err *e)
{
	json_t *day = NULL;
	int failed = 0;

	if (!is_head(csv, row)) {
		day = day_of_row(row, e);
		failed = day == NULL ? -1 : add_day(years, day, e);
	}
	json_decref(day);
	json_decref(row);
	return failed ? err_wrap(e, "line %ld", csv->row_line) : 0;
}

/* A new reference to {"2026": [day, …], …}; refuses what it cannot read. */
static json_t *
years_of(const char *text, struct err *e)
{
	json_t *years = json_object(), *row = NULL;
	struct csv csv;
	int got = 1, failed = years == NULL ? err_nomem(e) : 0;

	csv_open(&csv, text);
	while (!failed && (got = csv_next(&csv, &row, e)) == 1)
		failed = add_row_take(years, &csv, row, e);
	if (!failed && got == 0 && json_object_size(years) == 0)
		failed = err_set(e, ERR_FORMAT,
		    "the calendar is empty; it reads date,kind,name, a line "
		    "each");
	if (failed || got < 0) {
		json_decref(years);
		return NULL;
	}
	return years;
}

/* An event if the year is not published like that already; else nothing. */
static int
add_if_changed(const struct actor *a, json_t *events, const char *year,
    json_t *days, const char *basis, struct err *e)
{
	json_t *before = published(a, year, e), *event;
	const char *said = json_member_text(before, "basis");
	json_int_t version = json_member_integer(before, "version", 0) + 1;
	int same =
	    json_equal(json_object_get(before, "days"), days) &&
	    (basis == NULL || (said != NULL && strcmp(said, basis) == 0));

	if (before == NULL)
		return -1;
	if (same && version > 1) {
		json_decref(before);
		return 0;
	}
	/* What the years stood on so far stays unless another is given. */
	event = json_pack("{s:s,s:s,s:O,s:I,s:s*}", EVENT_DO, PUBLISHED,
	    EVENT_ON, year, "days", days, "version", version, "basis",
	    basis != NULL ? basis : said);
	json_decref(before);
	return json_append_take(events, event, e);
}

static int
write_years(const struct actor *a, const json_t *events, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	char summary[64];

	if (json_array_size(events) == 0)
		return 0;
	(void)snprintf(summary, sizeof(summary), PUBLISHED ", %zu years",
	    json_array_size(events));
	return engine_write(
	    a->engine, &gazette, events, summary, a->now_s, NULL, NULL, e);
}

/* {"published": ["2026", …], "unchanged": 22} */
static json_t *
told(const json_t *events, size_t years)
{
	json_t *names = json_array(), *event;
	size_t i;

	json_array_foreach (events, i, event)
		(void)json_array_append(
		    names, json_object_get(event, EVENT_ON));
	return json_pack("{s:o,s:I}", "published", names, "unchanged",
	    (json_int_t)(years - i));
}

static int
write_changed(const struct actor *a, json_t *years, const char *basis,
    json_t *events, struct err *e)
{
	const char *year;
	json_t *days;
	int failed = 0;

	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach (years, year, days)
		if (!failed)
			failed =
			    add_if_changed(a, events, year, days, basis, e);
	return failed ? -1 : write_years(a, events, e);
}

/* Every year of a CSV file that is not published like that, at once. */
static int
import(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *csv = request_text(request, "csv");
	json_t *years = years_of(csv == NULL ? "" : csv, e);
	json_t *events = json_array();
	int is_own, failed = years == NULL ? -1 : 0;

	(void)self;
	if (events == NULL)
		failed = err_nomem(e);
	if (!failed && (failed = action_begin(a, &is_own, e)) == 0) {
		failed = write_changed(
		    a, years, request_text(request, "basis"), events, e);
		failed = action_end(a, is_own, failed, e);
	}
	if (!failed)
		*out = told(events, json_object_size(years));
	json_decref(years);
	json_decref(events);
	return failed;
}

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter year_parameters[] = {
    {"year", "year of the calendar", 1}, {NULL, NULL, 0}};

static const struct action_parameter days_parameters[] = {
    {"from", "day after which to count", 1},
    {"to", "day up to which to count, itself included", 1}, {NULL, NULL, 0}};

static const struct action_parameter import_parameters[] = {
    {"csv", "lines of date,kind,name", 1},
    {"basis", "legal basis (document number)", 0}, {NULL, NULL, 0}};

const struct action calendar_actions[] = {
    {"calendar", "list", "the years published", NULL, none, NULL,
	"sanji calendar list", list},
    {"calendar", "show", "one year's holidays and worked weekends", NULL,
	year_parameters, "year", "sanji calendar show 2026", show},
    {"calendar", "days", "count working days", NULL, days_parameters, NULL,
	"sanji calendar days from=2026-09-30 to=2026-10-12", count_days},
    {"calendar", "publish", "publish a year, or its next version", PUBLISHED,
	year_parameters, "year",
	"sanji calendar publish 2026 basis=国办发明电〔2025〕7号 "
	"days='[{\"date\":\"2026-01-01\",\"kind\":\"holiday\"}]'",
	publish},
    {"calendar", "import", "publish what is new in a calendar of many years",
	NULL, import_parameters, "csv", "sanji calendar import calendar.csv",
	import},
    {.noun = NULL},
};
