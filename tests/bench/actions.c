/*
 * Durable signed actions a second: a village's window receives and accepts
 * cases, one after the other, each on the disk before the next; the floor
 * writes as many records of the same length between the same rounds.
 */
#include "tests/bench/bench.h"

#define ROUNDS 8
#define PER_ROUND (CASES / ROUNDS)

/* A commit is one fsync; checkpoints of the WAL add a little. */
#define FSYNCS_MAX 1.1

struct block {
	double rate;
	uint64_t fsyncs;
};

struct both {
	struct hall_dir village;
	struct floor *floor;
	struct block of_village[ROUNDS], of_floor[ROUNDS];
};

static void
make_halls(struct both *b)
{
	struct hall_dir county, town;

	halls_found("county", &county);
	halls_join(&county, TOWN, "town", &town);
	halls_join(&town, halls_village(0), "village", &b->village);
	hall_dir_close(&county);
	hall_dir_close(&town);
}

static void
run_village(struct both *b, size_t round)
{
	uint64_t fsyncs = fsyncs_made();
	double began = seconds_now();

	halls_receive(&b->village, round * PER_ROUND, PER_ROUND);
	b->of_village[round].rate = PER_ROUND / (seconds_now() - began);
	b->of_village[round].fsyncs = fsyncs_made() - fsyncs;
}

static void
run_floor(struct both *b, size_t round)
{
	uint64_t fsyncs = fsyncs_made();
	double began = seconds_now();

	floor_write(b->floor, round * PER_ROUND, PER_ROUND);
	b->of_floor[round].rate = PER_ROUND / (seconds_now() - began);
	b->of_floor[round].fsyncs = fsyncs_made() - fsyncs;
}

/* A B, B A, A B …: whoever is second is so as often as the other. */
static void
run_rounds(struct both *b)
{
	for (size_t i = 0; i < ROUNDS; i++) {
		if (i % 2 == 0)
			run_floor(b, i);
		run_village(b, i);
		if (i % 2 == 1)
			run_floor(b, i);
	}
}

static void
tell(const struct both *b)
{
	double rates[ROUNDS], floors[ROUNDS], ratios[ROUNDS];
	uint64_t fsyncs = 0, floor_fsyncs = 0;

	for (size_t i = 0; i < ROUNDS; i++) {
		rates[i] = b->of_village[i].rate;
		floors[i] = b->of_floor[i].rate;
		ratios[i] = rates[i] / floors[i];
		fsyncs += b->of_village[i].fsyncs;
		floor_fsyncs += b->of_floor[i].fsyncs;
	}
	figure_print(&(struct figure){"durable signed actions", "/s",
	    median(rates, ROUNDS), median(floors, ROUNDS),
	    median(ratios, ROUNDS), WISH_RATIO_AT_LEAST, 0.6});
	figure_print(&(struct figure){"  fsyncs of each", "",
	    (double)fsyncs / CASES, (double)floor_fsyncs / CASES, NAN,
	    WISH_VALUE_AT_MOST, FSYNCS_MAX});
}

void
actions_bench(void)
{
	struct both b = {.floor = floor_open("floor.db")};

	make_halls(&b);
	run_rounds(&b);
	tell(&b);
	floor_close(b.floor);
	hall_dir_close(&b.village);
}
