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
