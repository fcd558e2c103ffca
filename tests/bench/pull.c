/*
 * Hierarchy pull: a village whose machine is new fetches its 35 cases from a
 * county that holds 5,000, or 20,000, cases of other villages.  The time
 * must follow what the village owns and not what the county holds.
 */
#include <stdio.h>
#include <string.h>

#include "tests/bench/bench.h"

#define ROUNDS 7
#define OTHERS 10
#define OWN 35
#define FEW 5000
#define MANY 20000

static const char *
other_name(size_t n)
{
	static char name[16];

	(void)snprintf(name, sizeof(name), "other-%zu", n);
	return name;
}

/* A county, a town with eleven villages; the last one's 35 cases. */
static void
make_halls(struct hall_dir *county)
{
	struct hall_dir town, village;
	struct line_use use;

	halls_found("few", county);
	halls_join(county, TOWN, "pull-town", &town);
	for (size_t i = 0; i < OTHERS; i++) {
		halls_join(
		    &town, halls_village(i + 1), other_name(i), &village);
		hall_dir_close(&village);
	}
	halls_join(&town, halls_village(0), "own", &village);
	line_talk(&town, county, NULL, &use);
	hall_dir_close(&village);
	halls_copy("own", "new");
	halls_open("own", &village);
	halls_receive_at_once(&village, 1000000, OWN);
	line_talk(&village, county, NULL, &use);
	hall_dir_close(&village);
	hall_dir_close(&town);
}

/* The other villages' cases, from first to last, arrive at the county. */
static void
fill(struct hall_dir *county, uint64_t first, uint64_t last)
{
	uint64_t each = (last - first) / OTHERS;
	struct hall_dir village;
	struct line_use use;

	for (size_t i = 0; i < OTHERS; i++) {
		halls_open(other_name(i), &village);
		halls_receive_at_once(&village, first + i * each, each);
		line_talk(&village, county, NULL, &use);
		hall_dir_close(&village);
	}
}

static double
pull_ms(struct hall_dir *county)
{
	struct hall_dir village;
	struct line_use use;

	halls_copy("new", "pulling");
	halls_open("pulling", &village);
	line_talk(&village, county, NULL, &use);
	hall_dir_close(&village);
	REQUIRE(use.changesets == OWN);
	return use.seconds * 1000;
}

static void
tell(double *few, double *many)
{
	double ratios[ROUNDS], of_few, of_many;

	for (size_t i = 0; i < ROUNDS; i++)
		ratios[i] = many[i] / few[i];
	of_few = median(few, ROUNDS);
	of_many = median(many, ROUNDS);
	figure_print(&(struct figure){"pull of 35 cases, county of 5,000", "ms",
	    of_few, NO_FLOOR, NAN, WISH_NONE, 0});
	figure_print(&(struct figure){"pull of 35 cases, county of 20,000",
	    "ms", of_many, of_few, median(ratios, ROUNDS), WISH_RATIO_AT_MOST,
	    1.2});
}

void
pull_bench(void)
{
	double few[ROUNDS], many[ROUNDS];
	struct hall_dir county, larger;

	make_halls(&county);
	fill(&county, 0, FEW);
	hall_dir_close(&county);
	halls_copy("few", "many");
	halls_open("many", &larger);
	fill(&larger, FEW, MANY);
	halls_open("few", &county);
	for (size_t i = 0; i < ROUNDS; i++) {
		few[i] = pull_ms(&county);
		many[i] = pull_ms(&larger);
	}
	hall_dir_close(&county);
	hall_dir_close(&larger);
	tell(few, many);
}
