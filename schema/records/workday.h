/*
 * workday: which days are working days, and counting with them.
 *
 *	published years (calendar.c) --> [struct calendar] --> day + n, a to b
 *
 * Saturday and Sunday are free, unless worked in exchange (调休); holidays
 * are free.  A year the county has not published goes by its weekends alone:
 * the answer is then an assumption, and every function says so.
 *
 * Days are numbers (day.h), in China.  Pure: the same years give the same
 * answers at every hall.
 */
#ifndef SANJI_RECORDS_WORKDAY_H
#define SANJI_RECORDS_WORKDAY_H

#include <jansson.h>
#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Years a calendar can be published for. */
#define CALENDAR_YEAR_MIN 2000
#define CALENDAR_YEAR_MAX 2099

/* Most working days that are counted from one day. */
#define WORKDAYS_MAX 20000

/* The years known, each with its exceptions and its version. */
struct calendar;

/* An empty calendar: every year goes by its weekends.  NULL: no memory. */
struct calendar *workday_calendar_new(void) MUST_CHECK;
void workday_calendar_free(struct calendar *c);

/*
 * Take in a year, in place of what was known of it.  days is the list as
 * published: objects of date, kind ("holiday", "workday").  What does not
 * belong to the year or is no such object is passed over, since a published
 * year must never make all others unreadable (workday_check is strict).
 * -1 with ERR_NOMEM, or ERR_LIMIT (year out of range).
 */
int workday_calendar_add(struct calendar *c, int year, int version,
    const json_t *days, struct err *e) MUST_CHECK;

/*
 * The calendar of rows {year, version, days}, as the store's report gives
 * them, days as a list or as its JSON text.  To be freed; NULL with
 * ERR_NOMEM, or ERR_FORMAT and ERR_LIMIT from a row that is none.
 */
struct calendar *
workday_calendar_read(const json_t *rows, struct err *e) MUST_CHECK;

/* The version of a year, or 0 if it has not been published. */
int workday_version(const struct calendar *c, int year);

/*
 * 0 if days can be published as this year's: the year in range, each day in
 * it, in the order of the calendar, none twice.  -1 with ERR_FORMAT naming
 * the day.  The form of each day is checked elsewhere (check.h).
 */
int
workday_check(const char *year, const json_t *days, struct err *e) MUST_CHECK;

/*
 * In the three below, *assumed becomes 1 if a year was needed that has not
 * been published, and is else left alone; NULL if nobody wants to know.
 */

/* Whether people work on that day. */
int workday_is(const struct calendar *c, int32_t day, int *assumed);

/*
 * The n-th working day after a day; more than WORKDAYS_MAX counts as that
 * many.  With n <= 0 the day itself, or the next working day if nobody works
 * on it.
 */
int32_t workday_add(const struct calendar *c, int32_t day, int n, int *assumed);

/*
 * Working days after a, up to and with b; negative if b comes before a.
 * workday_count(a, workday_add(a, n)) is n, for n from 1.
 */
int workday_count(const struct calendar *c, int32_t a, int32_t b, int *assumed);

#endif
