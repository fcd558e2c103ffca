/*
 * case_acts: the actions on a case, in several files.
 *
 *	case_find.c which case is meant · case_item.c of which item ·
 *	case_receive.c the window · case_accept.c acceptance ·
 *	case_step.c steps and facts · case_decide.c decisions ·
 *	case_power.c under which power, or why under none ·
 *	case_show.c what is shown · case_list.c of many · case_due.c what is
 *	due · case_due_list.c of many, the most pressing first ·
 *	case_may.c what may be done now · case_check.c one field ·
 *	case_outdated.c by an old version of the item ·
 *	case_quotes.c of a case that came from another hall ·
 *	case_explain.c why it is as it is here ·
 *	case_today.c what the display in the hall shows
 */
#ifndef SANJI_ACTIONS_CASE_ACTS_H
#define SANJI_ACTIONS_CASE_ACTS_H

#include "node/actions/action.h"
#include "schema/store/due_day.h"

typedef int case_act(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

case_act case_receive;
case_act case_propose;
case_act case_accept;
case_act case_start_numbers;
case_act case_step;
case_act case_ask;
case_act case_withdraw;
case_act case_decide;
case_act case_archive;
case_act case_show;
case_act case_list;
case_act case_outdated;
case_act case_track;
case_act case_today;
case_act case_explain;
case_act case_may;
case_act case_check;

/* The row of the case the request names; rows_out keeps it alive. */
json_t *case_find(const struct actor *a, const json_t *request,
    json_t **rows_out, struct err *e) MUST_CHECK;

/* 0 unless a case of that row went on in another hall: ERR_REFUSED. */
int case_is_here(
    const struct actor *a, const json_t *row, struct err *e) MUST_CHECK;

/* What opened the case of a row, as it stands in the log, a new reference;
 * NULL if that is not held. */
json_t *case_opening(
    const struct actor *a, const json_t *row, struct err *e) MUST_CHECK;

/* The ledger a case of that row stands in. */
int case_ledger(
    const json_t *row, struct space_name *out, struct err *e) MUST_CHECK;

/* The event that accepts a case of an item (case_item.h), a new reference. */
json_t *case_acceptance(const struct actor *a, const json_t *item,
    const json_t *request, const char *id, struct err *e) MUST_CHECK;

/* The kind of event by which a citizen takes the case of a row back: before
 * acceptance it is withdrawn, after it pulled back (撤件, 撤回). */
const char *case_withdrawal(const json_t *row);

/* {"case", "number"} of a row, a new object, in *out. */
int case_named(const json_t *row, json_t **out, struct err *e) MUST_CHECK;

/* The names in a column of a row that is a list, a new array. */
json_t *
case_names(const json_t *row, const char *column, struct err *e) MUST_CHECK;

/* The events that count, of a row that has its events; a new array. */
json_t *case_in_force(const json_t *row, struct err *e) MUST_CHECK;

/* Put the six digits of the slip into a row: "query_code"; nothing if the key
 * of the case is not held here. */
int case_put_query_code(
    const struct actor *a, json_t *row, struct err *e) MUST_CHECK;

/*
 * What days are counted by, read once for however many cases: the calendar,
 * and whose times are doubted.  case_days_free() takes what was never read.
 */
struct case_days {
	struct calendar *calendar;
	json_t *doubts;
};
int case_days_read(
    const struct actor *a, struct case_days *out, struct err *e) MUST_CHECK;
void case_days_free(struct case_days *d);

/* Put what is due into a row with "events": "deadline". */
int
case_put_deadline(const struct actor *a, json_t *row, struct err *e) MUST_CHECK;
int case_put_deadline_by(const struct actor *a, const struct case_days *days,
    json_t *row, struct err *e) MUST_CHECK;

/*
 * Put the parts of a joint case into a row with "events": "parts", of each
 * department, role, promise_days, hall, hall_name, taken_in, outcome once it
 * has finished, state_meaning in words, and its own deadline; nothing if the
 * case has no parts.
 */
int
case_put_parts(const struct actor *a, json_t *row, struct err *e) MUST_CHECK;

/* How many cases case_list() has on all pages; 0 of those that are due, which
 * are few. */
int case_list_count(const struct actor *a, const json_t *request, int64_t *out,
    struct err *e) MUST_CHECK;

/* A page of open cases, the most pressing first, each with its deadline; a new
 * array. */
json_t *case_list_due(const struct actor *a, const struct due_search *q,
    struct err *e) MUST_CHECK;

/* Let a page begin after the case of that number; NULL: with the first.
 * ERR_USAGE if that is not open any more. */
int case_due_begin_after(const struct actor *a, const char *number,
    struct due_search *q, struct err *e) MUST_CHECK;

/* How many open cases are late, and how many near their day and not late. */
int case_due_count(const struct actor *a, int64_t *late_out, int64_t *near_out,
    struct err *e) MUST_CHECK;

/* Bring the index of due days up to date, by so many cases at most. */
int
case_due_tend(const struct actor *a, int64_t most, struct err *e) MUST_CHECK;

/* In a row: the state by its word, and lists as what they are, not as text. */
int case_open_columns(json_t *row, struct err *e) MUST_CHECK;

/* Put one stamp for each hall above the one whose case it is into a row that
 * has its events: "stamps". */
int
case_put_stamps(const struct actor *a, json_t *row, struct err *e) MUST_CHECK;

/* Whether this hall decides under a power only: any but the county. */
int case_needs_power(const struct actor *a);

/* The newest power this hall holds for deciding the case of a row, a new
 * reference; NULL if there is none. */
json_t *
case_power(const struct actor *a, const json_t *row, struct err *e) MUST_CHECK;

/*
 * Put the power the case of a row would be decided under here into `to`, if
 * one is needed: "under" with power, mode, decides, bears, name and what else
 * is said of it; or "refused", why under none, in words.  powers are those of
 * power_rows().
 */
int case_put_power(const struct actor *a, const json_t *powers,
    const json_t *row, json_t *to, struct err *e) MUST_CHECK;

/* In a list of events: what is quoted in place of its quotes, each once. */
int case_open_quotes(json_t *events, struct err *e) MUST_CHECK;

/* Put what people read into the events of a row of that record type: what
 * each is called, the name of its hall, what became of it. */
int case_name_events(const struct actor *a, const char *type, const json_t *row,
    struct err *e) MUST_CHECK;

/* As case_put_events, with nothing of a person opened: all that deadlines,
 * stamps and conflicts follow from. */
int
case_put_clock(const struct actor *a, json_t *row, struct err *e) MUST_CHECK;

/* The events of a row's case, put into it as "events". */
int
case_put_events(const struct actor *a, json_t *row, struct err *e) MUST_CHECK;

#endif
