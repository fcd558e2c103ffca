/*
 * Idle sync: a village and a town that hold the same say hello on a fresh
 * connection, handshake included.
 */
#include "tests/bench/bench.h"

#define ROUNDS 3

void
idle_bench(void)
{
	struct hall_dir town, village;
	struct line_use use;
	double bytes[ROUNDS], trips[ROUNDS];

	halls_open(TOWN_IN_STEP, &town);
	halls_open(VILLAGE_IN_STEP, &village);
	line_talk(&village, &town, NULL, &use);
	for (size_t i = 0; i < ROUNDS; i++) {
		line_talk(&village, &town, NULL, &use);
		bytes[i] = (double)use.bytes;
		trips[i] = (double)use.round_trips;
	}
	hall_dir_close(&town);
	hall_dir_close(&village);
	figure_print(&(struct figure){"idle sync, bytes both ways", "B",
	    median(bytes, ROUNDS), NO_FLOOR, NAN, WISH_VALUE_AT_MOST, 1024});
	figure_print(&(struct figure){"  round trips", "",
	    median(trips, ROUNDS), NO_FLOOR, NAN, WISH_NONE, 0});
}
