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

/* Whether the text is a day that exists, years 1800 to 9999. */
int day_is_valid(const char *text);

/* The day a moment (seconds since 1970, UTC) falls on. */
void day_of(int64_t time_s, char out[DAY_TEXT_MAX]);

/* The moment as "YYYY-MM-DD HH:MM:SS" in China. */
void moment_text(int64_t time_s, char out[MOMENT_TEXT_MAX]);

#endif
