/*
 * Folding one case: what a case of many events costs by the event.  All
 * events of a hall that has the case are folded again, and in turn all of one
 * that has none; what the case costs is the difference of each such pair.
 */
#include <stdio.h>

#include "node/actions/action.h"
#include "schema/base/json.h"
#include "schema/store/record.h"
#include "tests/bench/bench.h"

#define ROUNDS 25

static json_t *
perform(struct hall_dir *h, json_t *request)
{
	struct actor actor = {h->engine, HALLS_TIME};
	json_t *out = NULL;

	MUST(action_perform(&actor, request, &out, &e));
	json_decref(request);
	return out;
}

/* A case with so many steps behind it, written in one transaction. */
static void
make_case(struct hall_dir *h, uint64_t number, size_t steps)
{
	json_t *request = case_request(number);
	json_t *got = perform(h, request);
	const char *id = json_member_text(got, "case");

	MUST(engine_begin(h->engine, &e));
	for (size_t i = 0; i < steps; i++)
		json_decref(
		    perform(h, json_pack("{s:s,s:s,s:s}", "do", "case.step",
				   "case", id, "step", "审核")));
	MUST(engine_commit(h->engine, &e));
	json_decref(got);
}

static double
refold_seconds(struct hall_dir *h)
{
	double began, seconds;

	MUST(engine_begin(h->engine, &e));
	MUST(store_dirty_all(h->store, &e));
	MUST(engine_commit(h->engine, &e));
	began = seconds_now();
	MUST(engine_settle_all(h->engine, &e));
	seconds = seconds_now() - began;
	return seconds;
}

/*
 * The median, or NAN if it is no more than what half of the values lie apart:
 * then the machine was measured, and not the fold.
 */
static double
clear_median(double *values)
{
	double middle = median(values, ROUNDS);
	double spread = values[3 * ROUNDS / 4] - values[ROUNDS / 4];

	return middle > spread ? middle : NAN;
}

/* A hall whose one case has so many steps: microseconds an event, or NAN. */
static double
us_per_event(size_t steps)
{
	struct hall_dir full, empty;
	char name[32];
	double more[ROUNDS];

	(void)snprintf(name, sizeof(name), "fold-%zu", steps);
	halls_found(name, &full);
	(void)snprintf(name, sizeof(name), "fold-beside-%zu", steps);
	halls_found(name, &empty);
	make_case(&full, 1, steps);
	for (size_t i = 0; i < ROUNDS; i++)
		more[i] = refold_seconds(&full) - refold_seconds(&empty);
	hall_dir_close(&full);
	hall_dir_close(&empty);
	return clear_median(more) * 1e6 / (double)steps;
}

void
fold_bench(void)
{
	double few = us_per_event(100);

	figure_print(&(struct figure){"fold of a case, per event of 100", "µs",
	    few, NO_FLOOR, NAN, WISH_NONE, 0});
	for (size_t steps = 1000; steps <= 4000; steps *= 4) {
		double many = us_per_event(steps);
		char what[64];

		(void)snprintf(what, sizeof(what),
		    "fold of a case, per event of %zu", steps);
		figure_print(&(struct figure){what, "µs", many, few, many / few,
		    WISH_RATIO_AT_MOST, 1.5});
	}
}
