/*
 * Durable signed actions a second: a village's window receives and accepts
 * cases, one after the other, each on the disk before the next; the floor
 * writes as many records of the same length between the same rounds.
 */
#include "tests/bench/bench.h"

#define ROUNDS 8
enum { PER_ROUND = CASES / ROUNDS };

/* A commit is one fsync; checkpoints of the WAL add a little. */
#define FSYNCS_MAX 1.1

struct block {
	double rate;
	double processor_ms; /* of each */
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

struct beginning {
	double seconds, processor_s;
	uint64_t fsyncs;
};

static struct beginning
begin_block(void)
{
	return (struct beginning){
	    seconds_now(), processor_seconds(), fsyncs_made()};
}

static struct block
end_block(const struct beginning *began)
{
	double processor_s = processor_seconds() - began->processor_s;

	return (struct block){
	    .rate = (double)(PER_ROUND) / (seconds_now() - began->seconds),
	    .processor_ms = processor_s * 1000 / (double)(PER_ROUND),
	    .fsyncs = fsyncs_made() - began->fsyncs,
	};
}

static void
run_village(struct both *b, size_t round)
{
	struct beginning began = begin_block();

	halls_receive(&b->village, round * PER_ROUND, PER_ROUND);
	b->of_village[round] = end_block(&began);
}

static void
run_floor(struct both *b, size_t round)
{
	struct beginning began = begin_block();

	floor_write(b->floor, round * PER_ROUND, PER_ROUND);
	b->of_floor[round] = end_block(&began);
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

static double
rate_of(const struct block *b)
{
	return b->rate;
}

static double
processor_of(const struct block *b)
{
	return b->processor_ms;
}

static double
fsyncs_of(const struct block *b)
{
	return (double)b->fsyncs / (double)(PER_ROUND);
}

/* Medians over the rounds of both, and of their ratios. */
static struct figure
compare(const struct both *b, double (*of)(const struct block *))
{
	double values[ROUNDS], floors[ROUNDS], ratios[ROUNDS];

	for (size_t i = 0; i < ROUNDS; i++) {
		values[i] = of(&b->of_village[i]);
		floors[i] = of(&b->of_floor[i]);
		ratios[i] = values[i] / floors[i];
	}
	return (struct figure){.value = median(values, ROUNDS),
	    .floor = median(floors, ROUNDS),
	    .ratio = median(ratios, ROUNDS)};
}

static void
tell(const struct both *b)
{
	struct figure rate = compare(b, rate_of);
	struct figure processor = compare(b, processor_of);
	struct figure fsync_count = compare(b, fsyncs_of);

	rate.what = "durable signed actions";
	rate.unit = "/s";
	rate.wish = WISH_RATIO_AT_LEAST;
	rate.wanted = 0.6;
	figure_print(&rate);
	fsync_count.what = "  fsyncs of each";
	fsync_count.unit = "";
	fsync_count.wish = WISH_VALUE_AT_MOST;
	fsync_count.wanted = FSYNCS_MAX;
	figure_print(&fsync_count);
	processor.what = "  processor time of each";
	processor.unit = "ms";
	figure_print(&processor);
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
