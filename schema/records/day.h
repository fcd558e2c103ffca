/*
 * day: calendar days as "YYYY-MM-DD", and the day a moment falls on.
 *
 * China has one time zone, UTC+8 without summer time since 1991; every day
 * in sanji is a day there, whatever the machine is set to.
 */
#ifndef SANJI_RECORDS_DAY_H
#define SANJI_RECORDS_DAY_H

#include <stdint.h>

#define DAY_TEXT_MAX 11
#define MOMENT_TEXT_MAX 20

/* Seconds east of UTC. */
#define DAY_ZONE_S (8 * 3600)

/* No day at all, where a day is a number. */
#define DAY_NONE INT32_MIN

/* Whether the text is a day that exists, years 1800 to 9999. */
int day_is_valid(const char *text);

/* The day a moment (seconds since 1970, UTC) falls on. */
void day_of(int64_t time_s, char out[DAY_TEXT_MAX]);

/*
 * Days as numbers, to count with: days since 1970-01-01.  The text must be
 * a valid day; a moment outside the years 1800 to 9999 counts as the first
 * or last day of them.
 */
int32_t day_number(const char *text);
int32_t day_number_of(int64_t time_s);
void day_number_text(int32_t day, char out[DAY_TEXT_MAX]);

/* The moment the day begins, in China. */
int64_t day_begins(int32_t day);

/* 0 Sunday to 6 Saturday. */
int day_weekday(int32_t day);

/* The year a day is in, and its place there: 0 is 1 January. */
int day_year(int32_t day, int *place_out);

/* The moment as "YYYY-MM-DD HH:MM:SS" in China. */
void moment_text(int64_t time_s, char out[MOMENT_TEXT_MAX]);

#endif
