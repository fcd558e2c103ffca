/*
 * calendar: the published years of this hall's store, ready to count with.
 *
 *	store --REPORT_CALENDARS--> [calendar_read] --> schema/records/workday.h
 */
#ifndef SANJI_ACTIONS_CALENDAR_H
#define SANJI_ACTIONS_CALENDAR_H

#include "node/actions/action.h"
#include "schema/records/workday.h"

/*
 * All years published that this hall holds, to be given back with
 * workday_calendar_free.  NULL with what the store fails with.
 */
struct calendar *calendar_read(const struct actor *a, struct err *e) MUST_CHECK;

#endif
