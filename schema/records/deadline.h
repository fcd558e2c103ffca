/*
 * deadline: by when something is due, and whether it is late.
 *
 *	terms of the item, clock events of the case, calendar, today
 *	    --> [deadline] --> due days, working days used and left, late or not
 *
 * Everything here is derived, and nothing of it is ever stored as a fact: a
 * calendar that is published anew, or an event that arrives late, changes
 * the answer at every hall alike.  Only the due day that was printed for a
 * citizen is itself an event.
 *
 * The rules:
 *  - Days are working days (行政许可法 art. 82); counting begins the working
 *    day after acceptance, unless the item says otherwise.
 *  - 补齐 starts the clock anew; only the first 补正 of a case does, since
 *    all that is missing must be told at once (art. 32).
 *  - A special procedure (hearing, inspection, expert review: art. 45) stops
 *    the clock from the day after it began to the day it ended.  One for an
 *    extension (延长审批) stops nothing.
 *  - An approved extension moves the statutory limit (art. 42), never the
 *    promise.
 *  - The earliest due day that was printed binds.  What pauses cover moves it
 *    for supervision, and nothing else does.
 */
#ifndef SANJI_RECORDS_DEADLINE_H
#define SANJI_RECORDS_DEADLINE_H

#include <stddef.h>
#include <stdint.h>

#include "schema/records/workday.h"

/* Working days from reception to refuse (退回), and to say what is missing
 * (补正, 行政许可法 art. 32). */
#define DEADLINE_RETURN_DAYS 3
#define DEADLINE_TELL_DAYS 5

/* Days to call back after a bad rating, and to set right what it says. */
#define DEADLINE_CALL_BACK_DAYS 1
#define DEADLINE_CORRECT_DAYS 15

/* Most days a promise, a limit or an extension may have. */
#define DEADLINE_DAYS_MAX 1000

/* Which day is day 1 of the clock. */
enum deadline_first {
	DEADLINE_FIRST_NEXT, /* the working day after acceptance */
	DEADLINE_FIRST_SAME, /* the day of acceptance */
};

/* What the item, as it was when the case was accepted, says. */
struct deadline_terms {
	int promise_days;   /* 0: the same working day (即办) */
	int statutory_days; /* 0: there is no statutory limit */
	enum deadline_first first;
};

enum clock_kind {
	CLOCK_RECEIVED,	    /* papers taken in (收件) */
	CLOCK_ACCEPTED,	    /* accepted (受理): the clock starts */
	CLOCK_ASKED,	    /* told what is missing (补正) */
	CLOCK_SUPPLEMENTED, /* all papers there (补齐) */
	CLOCK_PAUSED,	    /* special procedure began; enum clock_pause */
	CLOCK_RESUMED,	    /* it ended; enum clock_pause */
	CLOCK_EXTENDED,	    /* extension approved; by so many days */
	CLOCK_CONVERTED,    /* 即办 became 承诺; promise in days */
	CLOCK_QUICKENED,    /* 急办, green channel; promise in days at most */
	CLOCK_PRINTED,	    /* notice printed; due day as a number */
	CLOCK_FINISHED,	    /* done (办结) */
	CLOCK_RETURNED,	    /* refused at reception (退回) */
	CLOCK_WITHDRAWN,    /* taken back by the citizen (撤回) */
};

/* Kinds of special procedures (GB/T 39046 A.7). */
enum clock_pause {
	CLOCK_PAUSE_EXTENSION = 1,
	CLOCK_PAUSE_OTHER = 2,
};

/* What happened to the clock, in the order in which it happened. */
struct clock_event {
	enum clock_kind kind;
	int32_t day;	/* on which it happened */
	int32_t number; /* as the kind says; else 0 */
};

enum deadline_state {
	DEADLINE_NONE, /* no clock has started */
	DEADLINE_RUNNING,
	DEADLINE_PAUSED, /* a special procedure, or waiting for papers */
	DEADLINE_DONE,	 /* finished, returned or withdrawn */
};

/* Days that are not there are DAY_NONE. */
struct deadline {
	enum deadline_state state;
	int32_t started;	/* accepted, or papers complete */
	int32_t finished;	/* finished, returned or withdrawn */
	int32_t promise_due;	/* computed; if paused, as if resumed today */
	int32_t statutory_due;	/* likewise */
	int32_t printed_due;	/* what the citizen holds */
	int32_t supervised_due; /* the stricter, less what pauses cover */
	int promise_days;	/* in force now */
	int used_days;		/* working days without pauses; 0: same day */
	int paused_days;	/* working days the clock stood */
	int left_days;		/* working days to supervised_due; 0: today
				   is the last; negative: past it */
	int32_t return_due;	/* last day for 退回 */
	int32_t tell_due;	/* last day for 补正 */
	int asked_count;	/* how often 补正 was told; once is lawful */
	int is_overdue;		/* past supervised_due */
	int is_statutory_overdue; /* past statutory_due */
	int is_near_due; /* left_days <= 1, or <= 20 % of the promise */
	int is_converted;
	int is_returned_late;
	int is_told_late; /* first 补正 after tell_due */
	int is_untold;	  /* tell_due has passed, and nothing happened: by
			     art. 32 the case counts as accepted */
	int is_assumed;	  /* a year without published calendar took part in
			     what is promised */
	int is_statutory_assumed; /* in statutory_due */
};

/*
 * The deadline of events[0..count) as of today.
 *
 * The events stand in the order in which they happened as far as anybody
 * knew (the order of the fold); days come from the halls' clocks and may
 * contradict it, which never makes a clock stop for longer.  Events without
 * sense (a resumption without pause, a second acceptance) are passed over.
 */
void deadline_of(const struct calendar *c, const struct deadline_terms *terms,
    const struct clock_event *events, size_t count, int32_t today,
    struct deadline *out);

/* From which day on a case is near its due day, and from which it is past it;
 * DAY_NEVER: while nothing happens, never. */
struct deadline_days {
	int32_t due;	   /* supervised_due, or DAY_NEVER */
	int32_t near_from; /* until late_from */
	int32_t late_from;
	int is_of_today; /* as of today alone: the clock stands */
};

#define DAY_NEVER INT32_MAX

/* Those days, as of today: what deadline_of() will say of any later day of a
 * clock that runs, and of today if it stands. */
void deadline_days_of(const struct calendar *c,
    const struct deadline_terms *terms, const struct clock_event *events,
    size_t count, int32_t today, struct deadline_days *out);

/*
 * Whether an item may be published so: its promise is no longer than the
 * statutory limit, if there is one.
 */
int deadline_may_promise(int promise_days, int statutory_days);

enum deadline_unit {
	DEADLINE_WORKING_DAYS,
	DEADLINE_CALENDAR_DAYS,
};

/*
 * Last day of a limit of days after a day (the day itself does not count):
 * calling back and correcting after a bad rating, reporting what was
 * approved first (先批后审).  *assumed as in workday.h.
 */
int32_t deadline_after(const struct calendar *c, int32_t day, int days,
    enum deadline_unit unit, int *assumed);

/* The quarter of a day, 1 to 4, and its year: surveys ask those who applied
 * in the quarter (当季申请). */
int deadline_quarter(int32_t day, int *year_out);

#endif
