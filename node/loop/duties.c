#include "node/actions/automatic.h"
#include "node/actions/case_acts.h"
#include "node/loop/inside.h"
#include "schema/store/case_search.h"
#include "sync/engine/handover.h"

/* Grows with every change set that is stored. */
static uint64_t
held(const struct daemon *d)
{
	const struct chart *chart = engine_chart(d->hall->engine);
	uint64_t sum = 0;

	for (uint32_t b = 1; b < chart->branch_count; b++)
		sum += chart->branches[b].head_seq;
	return sum;
}

#define HOUR_S 3600

/*
 * Once for what is new, and once an hour for what time brings about; what
 * failed is said, and tried again with the next of either.
 */
static size_t
do_by_itself(struct daemon *d, struct err *e)
{
	struct actor actor = {d->hall->engine, daemon_now().now_s};
	int64_t hour = actor.now_s / HOUR_S;
	size_t written = 0;

	if (held(d) == d->automatic_held && hour == d->automatic_hour)
		return 0;
	if (automatic_run(&actor, &written, e) != 0)
		daemon_say(d, "%s", e->text);
	d->automatic_held = held(d);
	d->automatic_hour = hour;
	store_rest(d->hall->store);
	return written;
}

/* So that whoever asks what is due finds little to work out. */
#define DUE_DAYS_AT_ONCE 50

static void
tend_due_days(struct daemon *d)
{
	struct actor actor = {d->hall->engine, daemon_now().now_s};
	struct err e = ERR_INIT;

	if (case_due_tend(&actor, DUE_DAYS_AT_ONCE, &e) != 0)
		daemon_say(d, "%s", e.text);
}

int
duties_tend(struct daemon *d)
{
	struct engine_tended t;
	struct err e = ERR_INIT;
	size_t written;
	int64_t taken;

	engine_forget_destroyed(d->hall->engine);
	if (!d->hall->has_keys)
		return 0;
	if (engine_tend(d->hall->engine, daemon_now().now_s, &t, &e) != 0) {
		daemon_say(d, "%s", e.text);
		return 0;
	}
	if (store_case_numbers(d->hall->store, CASE_NUMBERS_MAX, &taken, &e) !=
	    0)
		daemon_say(d, "%s", e.text);
	tend_due_days(d);
	written = t.written + do_by_itself(d, &e);
	if (written > 0)
		line_announce_all(d);
	return written > 0;
}
