#include "schema/records/workday.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/day.h"

#define DAYS_IN_YEAR_MAX 366
#define YEARS (CALENDAR_YEAR_MAX - CALENDAR_YEAR_MIN + 1)

enum exception {
	EXCEPTION_NONE, /* the weekday decides */
	EXCEPTION_HOLIDAY,
	EXCEPTION_WORKDAY,
};

struct calendar_year {
	int version;
	uint8_t exceptions[DAYS_IN_YEAR_MAX]; /* by place in the year */
};

struct calendar {
	struct calendar_year *years[YEARS]; /* NULL: not published */
};

struct calendar *
workday_calendar_new(void)
{
	return calloc(1, sizeof(struct calendar));
}

void
workday_calendar_free(struct calendar *c)
{
	for (size_t i = 0; c != NULL && i < YEARS; i++)
		free(c->years[i]);
	free(c);
}

static int
year_is_in_range(int year)
{
	return year >= CALENDAR_YEAR_MIN && year <= CALENDAR_YEAR_MAX;
}

/* What was published of a year, or NULL. */
static const struct calendar_year *
known_year(const struct calendar *c, int year)
{
	return year_is_in_range(year) ? c->years[year - CALENDAR_YEAR_MIN]
				      : NULL;
}

/* Where in the year the day of this entry is, or -1. */
static int
place_of(const json_t *entry, int year)
{
	const char *date = json_member_text(entry, "date");
	int place;

	if (date == NULL || !day_is_valid(date) ||
	    day_year(day_number(date), &place) != year)
		return -1;
	return place;
}

static enum exception
exception_of(const json_t *entry)
{
	const char *kind = json_member_text(entry, "kind");

	if (kind != NULL && strcmp(kind, "holiday") == 0)
		return EXCEPTION_HOLIDAY;
	if (kind != NULL && strcmp(kind, "workday") == 0)
		return EXCEPTION_WORKDAY;
	return EXCEPTION_NONE;
}

int
workday_calendar_add(struct calendar *c, int year, int version,
    const json_t *days, struct err *e)
{
	struct calendar_year *y;
	size_t i;
	json_t *entry;

	if (!year_is_in_range(year))
		return err_set(e, ERR_LIMIT,
		    "a calendar is for a year from %d to %d", CALENDAR_YEAR_MIN,
		    CALENDAR_YEAR_MAX);
	y = calloc(1, sizeof(*y));
	if (y == NULL)
		return err_nomem(e);
	y->version = version;
	json_array_foreach (days, i, entry) {
		int place = place_of(entry, year);

		if (place >= 0)
			y->exceptions[place] = (uint8_t)exception_of(entry);
	}
	free(c->years[year - CALENDAR_YEAR_MIN]);
	c->years[year - CALENDAR_YEAR_MIN] = y;
	return 0;
}

/* A year as people write it, or -1. */
static int
year_of(const char *text)
{
	if (text == NULL || strlen(text) != 4 ||
	    strspn(text, "0123456789") != 4)
		return -1;
	return (int)strtol(text, NULL, 10);
}

static int
add_row(struct calendar *c, const json_t *row, struct err *e)
{
	const json_t *given = json_object_get(row, "days");
	const char *text = json_string_value(given);
	json_t *days = text != NULL ? json_read(text, strlen(text), e)
				    : json_incref((json_t *)(uintptr_t)given);
	int failed;

	if (days == NULL)
		return text != NULL ? -1
				    : err_set(e, ERR_FORMAT,
					  "a published calendar has no days");
	failed = workday_calendar_add(c, year_of(json_member_text(row, "year")),
	    (int)json_member_integer(row, "version", 0), days, e);
	json_decref(days);
	return failed;
}

struct calendar *
workday_calendar_read(const json_t *rows, struct err *e)
{
	struct calendar *c = workday_calendar_new();
	size_t i;
	json_t *row;

	if (c == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	json_array_foreach (rows, i, row)
		if (add_row(c, row, e) != 0) {
			workday_calendar_free(c);
			return NULL;
		}
	return c;
}

int
workday_version(const struct calendar *c, int year)
{
	const struct calendar_year *y = known_year(c, year);

	return y == NULL ? 0 : y->version;
}

/* A day worked in exchange (调休) is one of a weekend: else it is mistyped. */
static int
is_worked_anyway(const json_t *entry)
{
	const char *kind = json_member_text(entry, "kind");
	int weekday = day_weekday(day_number(json_member_text(entry, "date")));

	return kind != NULL && strcmp(kind, "workday") == 0 && weekday != 0 &&
	       weekday != 6;
}

int
workday_check(const char *year, const json_t *days, struct err *e)
{
	int number = year_of(year);
	int before = -1;
	size_t i;
	json_t *entry;

	if (!year_is_in_range(number))
		return err_set(e, ERR_FORMAT,
		    "\"%s\" is no year; write one from %d to %d",
		    year == NULL ? "" : year, CALENDAR_YEAR_MIN,
		    CALENDAR_YEAR_MAX);
	json_array_foreach (days, i, entry) {
		const char *date = json_member_text(entry, "date");
		int place = place_of(entry, number);

		if (place < 0)
			return err_set(e, ERR_FORMAT,
			    "\"%s\" is no day of %d; publish each year with "
			    "its own days",
			    date == NULL ? "" : date, number);
		if (place <= before)
			return err_set(e, ERR_FORMAT,
			    "%s stands twice or out of order; write each day "
			    "once, the earliest first",
			    date);
		if (is_worked_anyway(entry))
			return err_set(e, ERR_FORMAT,
			    "%s is no Saturday or Sunday and is worked anyway; "
			    "look at the date in the State Council's notice",
			    date);
		before = place;
	}
	return 0;
}

/* --- counting ------------------------------------------------------------ */

int
workday_is(const struct calendar *c, int32_t day, int *assumed)
{
	int place, year = day_year(day, &place);
	const struct calendar_year *y = known_year(c, year);
	int weekday = day_weekday(day);

	if (y != NULL && y->exceptions[place] != EXCEPTION_NONE)
		return y->exceptions[place] == EXCEPTION_WORKDAY;
	if (y == NULL && assumed != NULL)
		*assumed = 1;
	return weekday != 0 && weekday != 6;
}

int32_t
workday_add(const struct calendar *c, int32_t day, int n, int *assumed)
{
	if (n > WORKDAYS_MAX)
		n = WORKDAYS_MAX;
	while (n <= 0 && !workday_is(c, day, assumed))
		day++;
	while (n > 0)
		n -= workday_is(c, ++day, assumed);
	return day;
}

/* Mondays to Fridays up to a day and with it, from some Monday on. */
static int
weekdays_to(int32_t day)
{
	int32_t from_monday = day + 3; /* 1969-12-29 was a Monday */
	int32_t rest = (from_monday % 7 + 7) % 7;

	return (from_monday - rest) / 7 * 5 + (rest < 5 ? rest + 1 : 5);
}

/* How many more working days than weekdays a year has in [first, last]. */
static int
more_than_weekdays(
    const struct calendar_year *y, int32_t begins, int32_t first, int32_t last)
{
	int more = 0;

	if (first < begins)
		first = begins;
	if (last >= begins + DAYS_IN_YEAR_MAX)
		last = begins + DAYS_IN_YEAR_MAX - 1;
	for (int32_t day = first; day <= last; day++) {
		int is_weekend = day_weekday(day) % 6 == 0;

		if (y->exceptions[day - begins] == EXCEPTION_WORKDAY)
			more += is_weekend;
		else if (y->exceptions[day - begins] == EXCEPTION_HOLIDAY)
			more -= !is_weekend;
	}
	return more;
}

/*
 * By weeks and by published years, not day by day: a hall whose clock says
 * 9999 must not keep the others counting.
 */
static int
count_forward(const struct calendar *c, int32_t a, int32_t b, int *assumed)
{
	int count = weekdays_to(b) - weekdays_to(a);
	int place, last_year = day_year(b, &place);
	int year = day_year(a + 1, &place);
	int32_t begins = a + 1 - place;

	for (; year <= last_year; year++) {
		const struct calendar_year *y = known_year(c, year);

		if (y != NULL)
			count += more_than_weekdays(y, begins, a + 1, b);
		else if (assumed != NULL)
			*assumed = 1;
		begins += day_year(begins + 365, &place) == year ? 366 : 365;
	}
	return count;
}

int
workday_count(const struct calendar *c, int32_t a, int32_t b, int *assumed)
{
	if (a == b)
		return 0;
	return a < b ? count_forward(c, a, b, assumed)
		     : -count_forward(c, b, a, assumed);
}
