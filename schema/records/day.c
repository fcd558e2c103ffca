#include "schema/records/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int
days_in_month(int year, int month)
{
	static const int days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

int
day_is_valid(const char *text)
{
	int year, month, day;

	if (strlen(text) != DAY_TEXT_MAX - 1 || text[4] != '-' ||
	    text[7] != '-' || strspn(text, "0123456789") != 4 ||
	    strspn(text + 5, "0123456789") != 2 ||
	    strspn(text + 8, "0123456789") != 2)
		return 0;
	year = (int)strtol(text, NULL, 10);
	month = (int)strtol(text + 5, NULL, 10);
	day = (int)strtol(text + 8, NULL, 10);
	return year >= 1800 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_in_month(year, month);
}

static void
china_time(int64_t time_s, struct tm *out)
{
	time_t moment = (time_t)(time_s + DAY_ZONE_S);

	if (gmtime_r(&moment, out) == NULL)
		memset(out, 0, sizeof(*out));
}

void
day_of(int64_t time_s, char out[DAY_TEXT_MAX])
{
	struct tm t;

	china_time(time_s, &t);
	if (strftime(out, DAY_TEXT_MAX, "%Y-%m-%d", &t) == 0)
		out[0] = '\0';
}

void
moment_text(int64_t time_s, char out[MOMENT_TEXT_MAX])
{
	struct tm t;

	china_time(time_s, &t);
	if (strftime(out, MOMENT_TEXT_MAX, "%Y-%m-%d %H:%M:%S", &t) == 0)
		out[0] = '\0';
}

/* --- days as numbers ------------------------------------------------------ */

#define YEAR_MIN 1800
#define YEAR_MAX 9999
#define SECONDS_IN_DAY (24 * 3600)

/* Days from 1970-01-01 to 1 January of a year; leap days as 365.2425. */
static int32_t
year_begins(int year)
{
	int before = year - 1;

	return before * 365 + before / 4 - before / 100 + before / 400 - 719162;
}

int32_t
day_number(const char *text)
{
	int year = (int)strtol(text, NULL, 10);
	int month = (int)strtol(text + 5, NULL, 10);
	int32_t day = year_begins(year) + (int)strtol(text + 8, NULL, 10) - 1;

	for (int m = 1; m < month; m++)
		day += days_in_month(year, m);
	return day;
}

int32_t
day_number_of(int64_t time_s)
{
	int32_t first = year_begins(YEAR_MIN);
	int32_t last = year_begins(YEAR_MAX + 1) - 1;

	if (time_s < (int64_t)first * SECONDS_IN_DAY)
		return first;
	if (time_s >= (int64_t)last * SECONDS_IN_DAY)
		return last;
	/* Counted from the first day, so that nothing is negative. */
	return (int32_t)((time_s + DAY_ZONE_S -
			     (int64_t)first * SECONDS_IN_DAY) /
			 SECONDS_IN_DAY) +
	       first;
}

int
day_year(int32_t day, int *place_out)
{
	int year = 1970 + day / 366;

	/* At most a few steps: a year is 365 or 366 days. */
	while (year_begins(year + 1) <= day)
		year++;
	while (year_begins(year) > day)
		year--;
	*place_out = day - year_begins(year);
	return year;
}

void
day_number_text(int32_t day, char out[DAY_TEXT_MAX])
{
	day_of((int64_t)day * SECONDS_IN_DAY, out);
}

int64_t
day_begins(int32_t day)
{
	return (int64_t)day * SECONDS_IN_DAY - DAY_ZONE_S;
}

int
day_weekday(int32_t day)
{
	/* 1970-01-01 was a Thursday. */
	return ((day + 4) % 7 + 7) % 7;
}
