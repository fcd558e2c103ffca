/*
 * The happy path: accepted, so the clock starts and three days are due (the
 * promise, the law's limit, what was printed); each pause that ends moves
 * them; finished, so what was used is compared with what was promised.
 *
 * Due days are moved as events come, not computed at the end: a pause that
 * begins when the day is past already must not heal that.
 */
#include "schema/records/deadline.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/records/day.h"

/* A case is near its due day when that share of the promise is left. */
#define NEAR_PART 5

struct run {
	const struct calendar *calendar;
	const struct deadline_terms *terms;
	struct deadline *d;
	int32_t received;
	int32_t origin;	    /* day 0: the day before day 1 begins to count */
	int32_t stopped;    /* last day that counted, while the clock stands */
	int32_t stood_to;   /* pauses up to this day have been counted */
	int32_t printed_on; /* day of the notice that binds */
	int32_t printed_left; /* printed_due, moved by pauses since */
	int32_t quick_days;   /* promise at most; -1: not quickened */
	int procedures;	      /* special procedures going on */
	int is_waiting;	      /* for papers */
	int is_asked;	      /* 补正, whether or not papers came */
	int is_restarted;     /* by 补齐 */
	int is_extended;
	int is_told; /* the citizen heard something: D5, art. 32 */
};

static int32_t
add(struct run *r, int32_t day, int n)
{
	return workday_add(r->calendar, day, n, &r->d->is_assumed);
}

static int
count_days(struct run *r, int32_t a, int32_t b)
{
	return workday_count(r->calendar, a, b, &r->d->is_assumed);
}

static int
bounded(int32_t days)
{
	if (days < 0)
		return 0;
	return days > DEADLINE_DAYS_MAX ? DEADLINE_DAYS_MAX : days;
}

/* --- the clock ------------------------------------------------------------ */

/* The day on which so many days, and the pauses so far, are used up. */
static int32_t
due_after(struct run *r, int days)
{
	int n = days + r->d->paused_days;

	return n == 0 ? add(r, r->d->started, 0) : add(r, r->origin, n);
}

/*
 * What was just counted for the law's limit may reach into a year that nobody
 * knows yet, while the day promised does not: is_assumed was `was` before.
 */
static void
keep_apart(struct run *r, int was)
{
	r->d->is_statutory_assumed |= r->d->is_assumed;
	r->d->is_assumed = was;
}

static void
start(struct run *r, int32_t day)
{
	struct deadline *d = r->d;
	int statutory = bounded(r->terms->statutory_days), was;

	d->state = DEADLINE_RUNNING;
	d->started = day;
	r->origin = r->terms->first == DEADLINE_FIRST_SAME ? day - 1 : day;
	r->stood_to = r->origin;
	r->procedures = 0;
	r->is_waiting = 0;
	r->is_extended = 0;
	d->paused_days = 0;
	/* A notice printed before goes by papers that were not complete. */
	d->printed_due = DAY_NONE;
	d->promise_due = due_after(r, d->promise_days);
	was = d->is_assumed;
	d->statutory_due = statutory == 0 ? DAY_NONE : due_after(r, statutory);
	keep_apart(r, was);
}

/* What was left of a due day when the clock stopped is left when it goes on. */
static void
move_due(struct run *r, int32_t *due, int32_t from, int32_t to)
{
	int left;

	if (*due == DAY_NONE || *due < from || to <= from)
		return;
	left = count_days(r, from, *due);
	*due = left == 0 ? to : add(r, to, left);
}

/* The clock stood from the day after it stopped, to this day and with it. */
static void
end_pause(struct run *r, int32_t to)
{
	int32_t from = r->stopped > r->stood_to ? r->stopped : r->stood_to;
	int32_t printed_from = from > r->printed_on ? from : r->printed_on;
	int was;

	if (to <= from)
		return;
	move_due(r, &r->d->promise_due, from, to);
	was = r->d->is_assumed;
	move_due(r, &r->d->statutory_due, from, to);
	keep_apart(r, was);
	if (r->d->printed_due != DAY_NONE)
		move_due(r, &r->printed_left, printed_from, to);
	r->d->paused_days += count_days(r, from, to);
	r->stood_to = to;
}

static void
stop(struct run *r, int32_t day)
{
	if (r->d->state != DEADLINE_RUNNING)
		return;
	r->stopped = day;
	r->d->state = DEADLINE_PAUSED;
}

static void
go_on(struct run *r, int32_t day)
{
	if (r->procedures > 0 || r->is_waiting)
		return;
	end_pause(r, day);
	r->d->state = DEADLINE_RUNNING;
}

/* --- what happens to it --------------------------------------------------- */

static void
on_received(struct run *r, int32_t day)
{
	if (r->received != DAY_NONE)
		return;
	r->received = day;
	r->d->return_due = add(r, day, DEADLINE_RETURN_DAYS);
	r->d->tell_due = add(r, day, DEADLINE_TELL_DAYS);
}

static void
on_asked(struct run *r, int32_t day)
{
	r->d->asked_count++;
	if (r->is_asked)
		return;
	r->is_asked = 1;
	r->d->is_told_late =
	    r->d->tell_due != DAY_NONE && !r->is_told && day > r->d->tell_due;
	if (r->d->started == DAY_NONE)
		return;
	r->is_waiting = 1;
	stop(r, day);
}

static void
on_supplemented(struct run *r, int32_t day)
{
	if (!r->is_asked || r->is_restarted)
		return;
	r->is_restarted = 1;
	start(r, day);
}

static void
on_paused(struct run *r, int32_t day, int32_t kind)
{
	if (kind != CLOCK_PAUSE_OTHER || r->d->started == DAY_NONE)
		return;
	r->procedures++;
	stop(r, day);
}

static void
on_resumed(struct run *r, int32_t day, int32_t kind)
{
	if (kind != CLOCK_PAUSE_OTHER || r->procedures == 0)
		return;
	r->procedures--;
	go_on(r, day);
}

/* Once, and before the limit is over (行政许可法 art. 42). */
static void
on_extended(struct run *r, int32_t day, int32_t days)
{
	int32_t *due = &r->d->statutory_due;
	int was = r->d->is_assumed;

	if (r->is_extended || *due == DAY_NONE || day > *due)
		return;
	r->is_extended = 1;
	*due = add(r, *due, bounded(days));
	keep_apart(r, was);
}

static void
on_converted(struct run *r, int32_t days)
{
	struct deadline *d = r->d;

	if (d->is_converted || r->terms->promise_days != 0)
		return;
	d->is_converted = 1;
	d->promise_days = bounded(days);
	if (r->quick_days >= 0 && r->quick_days < d->promise_days)
		d->promise_days = r->quick_days;
	if (d->started != DAY_NONE)
		d->promise_due = due_after(r, d->promise_days);
}

/* A promise is only ever made shorter, and nobody is late before the order. */
static void
on_quickened(struct run *r, int32_t day, int32_t days)
{
	struct deadline *d = r->d;
	int32_t due;

	r->quick_days = bounded(days);
	if (r->quick_days >= d->promise_days)
		return;
	d->promise_days = r->quick_days;
	if (d->started == DAY_NONE)
		return;
	due = due_after(r, d->promise_days);
	if (due < day)
		due = add(r, day, 0);
	if (due < d->promise_due)
		d->promise_due = due;
}

/* Each paper handed out binds, so the earliest day on any does. */
static void
on_printed(struct run *r, int32_t day, int32_t due)
{
	if (r->d->printed_due != DAY_NONE && r->d->printed_due <= due)
		return;
	r->d->printed_due = due;
	r->printed_left = due;
	r->printed_on = day;
}

static void
on_end(struct run *r, const struct clock_event *event)
{
	struct deadline *d = r->d;

	if (d->state == DEADLINE_PAUSED)
		end_pause(r, event->day);
	d->is_returned_late = event->kind == CLOCK_RETURNED &&
			      d->return_due != DAY_NONE &&
			      event->day > d->return_due;
	d->state = DEADLINE_DONE;
	d->finished = event->day;
}

static void
on_event(struct run *r, const struct clock_event *event)
{
	switch (event->kind) {
	case CLOCK_RECEIVED:
		on_received(r, event->day);
		return;
	case CLOCK_ACCEPTED:
		if (r->d->started == DAY_NONE)
			start(r, event->day);
		break;
	case CLOCK_ASKED:
		on_asked(r, event->day);
		break;
	case CLOCK_SUPPLEMENTED:
		on_supplemented(r, event->day);
		break;
	case CLOCK_PAUSED:
		on_paused(r, event->day, event->number);
		return;
	case CLOCK_RESUMED:
		on_resumed(r, event->day, event->number);
		return;
	case CLOCK_EXTENDED:
		on_extended(r, event->day, event->number);
		return;
	case CLOCK_CONVERTED:
		on_converted(r, event->number);
		return;
	case CLOCK_QUICKENED:
		on_quickened(r, event->day, event->number);
		return;
	case CLOCK_PRINTED:
		on_printed(r, event->day, event->number);
		return;
	case CLOCK_FINISHED:
	case CLOCK_RETURNED:
	case CLOCK_WITHDRAWN:
		on_end(r, event);
		break;
	}
	r->is_told = 1;
}

/* --- what follows from it ------------------------------------------------- */

/* A printed day that pauses do not cover binds, if it is the stricter. */
static int32_t
supervised(const struct run *r)
{
	const struct deadline *d = r->d;

	if (d->printed_due == DAY_NONE || r->printed_left > d->promise_due)
		return d->promise_due;
	return r->printed_left;
}

static void
compare_with(struct run *r, int32_t today)
{
	struct deadline *d = r->d;
	int32_t end = d->state == DEADLINE_DONE ? d->finished : today;

	d->supervised_due = supervised(r);
	/* What is done at once takes no days, however the item counts. */
	d->used_days =
	    count_days(r, d->promise_days == 0 ? d->started : r->origin, end) -
	    d->paused_days;
	if (d->used_days < 0)
		d->used_days = 0;
	d->left_days = count_days(r, end, d->supervised_due);
	d->is_overdue = end > d->supervised_due;
	d->is_statutory_overdue =
	    d->statutory_due != DAY_NONE && end > d->statutory_due;
	d->is_near_due =
	    d->state == DEADLINE_RUNNING && !d->is_overdue &&
	    (d->left_days <= 1 || d->left_days * NEAR_PART <= d->promise_days);
}

void
deadline_of(const struct calendar *c, const struct deadline_terms *terms,
    const struct clock_event *events, size_t count, int32_t today,
    struct deadline *out)
{
	struct run r = {
	    .calendar = c,
	    .terms = terms,
	    .d = out,
	    .received = DAY_NONE,
	    .printed_on = DAY_NONE,
	    .quick_days = -1,
	};

	*out = (struct deadline){
	    .started = DAY_NONE,
	    .finished = DAY_NONE,
	    .promise_due = DAY_NONE,
	    .statutory_due = DAY_NONE,
	    .printed_due = DAY_NONE,
	    .supervised_due = DAY_NONE,
	    .return_due = DAY_NONE,
	    .tell_due = DAY_NONE,
	    .promise_days = bounded(terms->promise_days),
	};
	for (size_t i = 0; i < count && out->state != DEADLINE_DONE; i++)
		on_event(&r, &events[i]);
	out->is_untold =
	    out->tell_due != DAY_NONE && !r.is_told && today > out->tell_due;
	if (out->state == DEADLINE_PAUSED)
		end_pause(&r, today);
	if (out->started != DAY_NONE)
		compare_with(&r, today);
}

/* --- from which day on ---------------------------------------------------- */

/* The first day from today on, up to the last before it is late, that is near;
 * or late_from. */
static int32_t
first_near(const struct calendar *c, const struct deadline_terms *terms,
    const struct clock_event *events, size_t count, int32_t today,
    int32_t late_from)
{
	int32_t far = today, near = late_from; /* as days go by */
	struct deadline d;

	while (far < near) {
		int32_t day = far + (near - far) / 2;

		deadline_of(c, terms, events, count, day, &d);
		if (d.is_near_due)
			near = day;
		else
			far = day + 1;
	}
	return near;
}

void
deadline_days_of(const struct calendar *c, const struct deadline_terms *terms,
    const struct clock_event *events, size_t count, int32_t today,
    struct deadline_days *out)
{
	struct deadline d;

	deadline_of(c, terms, events, count, today, &d);
	*out = (struct deadline_days){
	    .due = d.supervised_due == DAY_NONE ? DAY_NEVER : d.supervised_due,
	    .near_from = d.is_near_due ? today : DAY_NEVER,
	    .late_from = d.is_overdue ? today : DAY_NEVER,
	    .is_of_today = d.state != DEADLINE_RUNNING,
	};
	if (out->is_of_today || d.supervised_due == DAY_NONE)
		return;
	out->late_from = d.supervised_due + 1;
	if (!d.is_near_due && !d.is_overdue)
		out->near_from =
		    first_near(c, terms, events, count, today, out->late_from);
}

/* --- other limits --------------------------------------------------------- */

int
deadline_may_promise(int promise_days, int statutory_days)
{
	return statutory_days == 0 || promise_days <= statutory_days;
}

int32_t
deadline_after(const struct calendar *c, int32_t day, int days,
    enum deadline_unit unit, int *assumed)
{
	assert(days >= 0 && days <= DEADLINE_DAYS_MAX);
	if (unit == DEADLINE_CALENDAR_DAYS)
		return day + days;
	return workday_add(c, day, days, assumed);
}

int
deadline_quarter(int32_t day, int *year_out)
{
	char text[DAY_TEXT_MAX];
	int place;

	*year_out = day_year(day, &place);
	day_number_text(day, text);
	return ((int)strtol(text + 5, NULL, 10) - 1) / 3 + 1;
}
