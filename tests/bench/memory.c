/*
 * Resident memory of `sanji serve` at a village that holds 2,000 cases, is
 * connected to its town and has nothing to do.  The floor is a process with
 * the same database open, read once.
 */
#include <stdio.h>
#include <unistd.h>

#include "tests/bench/bench.h"

#define ROUNDS 3
#define MIB (1024.0 * 1024)
#define QUIET_S 2

static double
resident_village(void)
{
	const char *const words[] = {
	    sanji_path(), "-C", halls_path(VILLAGE_IN_STEP), "serve", NULL};
	struct process village;
	double bytes;

	process_start(&village, words);
	process_await(&village, "is up");
	(void)sleep(QUIET_S);
	bytes = process_resident(&village);
	process_stop(&village);
	return bytes / MIB;
}

static double
resident_floor(void)
{
	char path[HALL_PATH_MAX + 16];
	const char *const words[] = {bench_path(), "--idle", path, NULL};
	struct process floor;
	double bytes;

	(void)snprintf(
	    path, sizeof(path), "%s/hall.db", halls_path(VILLAGE_IN_STEP));
	process_start(&floor, words);
	process_await(&floor, "waiting");
	bytes = process_resident(&floor);
	process_stop(&floor);
	return bytes / MIB;
}

static void
start_town(const char *address, struct process *out)
{
	const char *const words[] = {sanji_path(), "-C",
	    halls_path(TOWN_IN_STEP), "serve", "--listen", address, NULL};

	halls_set_above(VILLAGE_IN_STEP, address);
	process_start(out, words);
	process_await(out, address);
}

void
memory_bench(void)
{
	double values[ROUNDS], floors[ROUNDS], value, floor;
	struct process town;
	char address[32];

	(void)snprintf(address, sizeof(address), "%s", free_address());
	start_town(address, &town);
	for (size_t i = 0; i < ROUNDS; i++) {
		floors[i] = resident_floor();
		values[i] = resident_village();
	}
	process_stop(&town);
	value = median(values, ROUNDS);
	floor = median(floors, ROUNDS);
	figure_print(&(struct figure){"resident memory, idle village", "MiB",
	    value, floor, value / floor, WISH_VALUE_AT_MOST, 16});
}
