/*
 * report: questions people ask, each one SQL statement.
 *
 *	report, parameters --> [report] --> JSON array of objects
 *
 * The columns of the statement are the members of the objects.
 */
#ifndef SANJI_STORE_REPORT_H
#define SANJI_STORE_REPORT_H

#include <jansson.h>

#include "schema/store/store.h"

enum report {
	REPORT_CASE_FIND,	/* :text a number, or the beginning of an id */
	REPORT_NOTICE_CASE,	/* :text the number of the notice */
	REPORT_CASES_TODAY,	/* :hall, :today a moment since when something
				   became of them, received since :back, :most */
	REPORT_CASES_LEFT_OVER, /* :hall, :before */
	REPORT_CASES_TO_REVIEW,
	REPORT_CASES_TWICE,   /* pairs nobody has ruled on */
	REPORT_CASE_EVENTS,   /* :record, of any type */
	REPORT_CASES_TO_MOVE, /* :hall or '', :person (lookup) or 0 */
	REPORT_ITEM,	      /* :text the code, of one that takes cases */
	REPORT_ITEMS,	      /* in short, withdrawn ones too; :text part of
				 a name, code or department, or '' */
	REPORT_CATALOGUE,     /* in full; :text the code, or '' for all */
	REPORT_DRAFTS,	      /* in full; :text the code, or '' for all */
	REPORT_CALENDARS,     /* :text the year, or '' */
	REPORT_JOINT_RULES,   /* :text the kind, or '' */
	REPORT_POWERS,	      /* granted or proposed */
	REPORT_POWERS_OF,     /* :hall, :item, :day: granted and not revoked,
				 the one that is most likely to do first */
	REPORT_POWER_ACTS,    /* :power, :hall: the hall's decisions by it */
	REPORT_HELD,	      /* :power or '': acts that wait to be ratified */
	REPORT_VIOLATIONS, /* acts without authority, or knowing of its end */
	REPORT_MEMBERS,
	REPORT_LIVES, /* :hall, or '': those with several: who wrote as which
			 incarnation */
	REPORT_HALLS, /* :text part of a name or code, or '', :at: as they
			 are at that time */
	REPORT_HALL_HISTORY, /* :hall: its entries, as they stand in 0002 */
	REPORT_ADDRESSES,
	REPORT_FIGURES,		 /* a row for each hall with a ledger, and for
				    each time it was called something else */
	REPORT_LEVELS,		 /* ratings by level */
	REPORT_HELD_TO,		 /* of each hall listed: its newest time held */
	REPORT_STRIKES,		 /* :staff or '': verified, confirmed */
	REPORT_UNCONFIRMED,	 /* verified of somebody, and not confirmed */
	REPORT_COMPLAINTS_TWICE, /* pairs nobody has ruled on */
	REPORT_REFUNDS,		 /* what is to be given back */
	REPORT_PAYMENTS_TWICE,	 /* a: the later one, b: the first */
	REPORT_SWIPES_APART,	 /* one card, one day, two halls */
	REPORT_PERSONS_ALIKE,	 /* pairs nobody has ruled on */
	REPORT_SLOTS,		 /* :text a name or '', :hall or '', :from a
				    moment, :asks who would book */
	REPORT_BOOKINGS_TO_PLACE, /* :hall, :now a moment */
	REPORT_BOOKINGS_TO_TELL,
	REPORT_CASES_OUTDATED, /* :age in seconds */
	REPORT_TIMEWARPS,      /* :now, :skew in seconds */
	REPORT_DOUBTFUL,       /* change sets whose times contradict others */
	REPORT_CASES_DOUBTFUL, /* how many cases rest on them */
	REPORT_RATING_BURSTS,  /* of one device, as one */
	REPORT_RATINGS_LIKE,   /* :record a rating: those of its burst */
	REPORT_RATINGS_LEFT_OUT,
	REPORT_NUMBERS_TWICE,	/* pairs nobody has ruled on, by their ids */
	REPORT_AGENCIES,	/* :text part of a name or code, or '' */
	REPORT_SYNC,		/* :most: newest first */
	REPORT_WAITING,		/* events that wait for somebody */
	REPORT_REGISTER,	/* what may wait for somebody: by :kinds, and
				   of :duplicates, JSON lists */
	REPORT_REGISTER_ALL,	/* :most that came last: what lost, waits, or
				   is to be seen; newest first */
	REPORT_REGISTER_AT,	/* :n: the same, of a change set */
	REPORT_STAFF_GONE,	/* :staff, :hall: a row if disabled there */
	REPORT_BY_DISABLED,	/* the same, of staff disabled before */
	REPORT_REGISTER_IN,	/* :n: events of a change set */
	REPORT_REGISTER_OF,	/* :record: its events, whatever their status */
	REPORT_DUMP_CHANGESETS, /* :space */
	REPORT_DUMP_EVENTS,	/* :space */
	REPORT_DUMP_RECORDS,	/* :space */
	REPORT_COUNTS,
	REPORT_COUNTERS,     /* how much waits for somebody */
	REPORT_WRITTEN_HERE, /* change sets in ledgers, newest first; :most */
	REPORT_OUTBOX, /* records they are about, from the one of number :first
			  on, with the number of the newest */
};

/* A named parameter: text, or a number if text is NULL. */
struct report_parameter {
	const char *name;
	const char *text;
	int64_t number;
};

/* Run it; a new reference, or NULL with what the store fails with. */
json_t *store_report(struct store *s, enum report which,
    const struct report_parameter *parameters, size_t count,
    struct err *e) MUST_CHECK;

#endif
