/*
 * Catch-up: a village with 2,000 cases calls a town that has none, over TCP
 * on the loopback, each the daemon in a process of its own.  The village is
 * done when the town has stored, checked and receipted everything.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "node/loop/daemon.h"
#include "schema/store/log.h"
#include "sync/changeset/changeset.h"
#include "tests/bench/bench.h"
#include "tests/fixture/seeded.h"

#define ROUNDS 3

/* The wish for bytes: so much more than the floor. */
#define BYTES_MAX 1.25

static void
say_to_fd(void *context, const char *line)
{
	(void)dprintf(*(int *)context, "%s\n", line);
}

/* In the child: the town, until it is stopped. */
static void
serve(void *context, int fd)
{
	struct daemon_wish wish = {.until = DAEMON_STOPPED,
	    .listen = context,
	    .say = say_to_fd,
	    .context = &fd};
	struct hall_dir town;

	seeded_random(2);
	halls_open(TOWN_IN_STEP, &town);
	MUST(daemon_run(&town, &wish, &e));
	hall_dir_close(&town);
}

static double
call(void)
{
	struct daemon_wish wish = {
	    .until = DAEMON_IN_STEP, .timeout_ms = 60000};
	struct hall_dir village;
	double began, seconds;

	halls_open(VILLAGE_IN_STEP, &village);
	began = seconds_now();
	MUST(daemon_run(&village, &wish, &e));
	seconds = seconds_now() - began;
	hall_dir_close(&village);
	return seconds;
}

static double
catch_up(void)
{
	char address[32];
	struct process town;
	double seconds;

	halls_copy("town", TOWN_IN_STEP);
	halls_copy("village", VILLAGE_IN_STEP);
	(void)snprintf(address, sizeof(address), "%s", free_address());
	halls_set_above(VILLAGE_IN_STEP, address);
	process_fork(&town, serve, address);
	process_await(&town, address);
	seconds = call();
	process_stop(&town);
	return seconds;
}

static double
copy_floor(void)
{
	struct floor *from = floor_open("floor.db");
	struct floor *to;
	double began, seconds;

	(void)unlink(halls_path("floor-copy.db"));
	to = floor_open("floor-copy.db");
	began = seconds_now();
	REQUIRE(floor_copy(from, to) == CASES);
	seconds = seconds_now() - began;
	floor_close(from);
	floor_close(to);
	return seconds;
}

/* --- bytes --------------------------------------------------------------- */

/* What both sides took in, after checking that it was all. */
static double
bytes_carried(void)
{
	struct hall_dir town, village;
	int64_t bytes;

	halls_open(TOWN_IN_STEP, &town);
	halls_open(VILLAGE_IN_STEP, &village);
	REQUIRE(halls_sync_record(&town, "changesets_in") == CASES);
	bytes = halls_sync_record(&town, "bytes_in") +
		halls_sync_record(&village, "bytes_in");
	hall_dir_close(&town);
	hall_dir_close(&village);
	return (double)bytes;
}

/* What of the village's cases cannot be made smaller but by compression. */
struct parts {
	struct buf clear; /* messages without prev */
	size_t count;
	size_t event_len;
};

static void
add_case(struct hall_dir *h, int64_t n, struct parts *p)
{
	struct changeset c = {.event_count = 0};
	struct store_position row;
	struct buf message = BUF_INIT;

	MUST(store_changeset_numbered(h->store, n, &row, NULL, &message, &e) !=
	     1);
	MUST(changeset_parse(message.bytes, message.len, &c, &e));
	if (c.header.log.space.kind == SPACE_LEDGER) {
		MUST(changeset_pack(&c, &p->clear, &e));
		for (size_t i = 0; i < c.event_count; i++)
			p->event_len += c.events[i].len;
		p->count++;
	}
	changeset_free(&c);
	buf_free(&message);
}

static void
read_parts(struct parts *p)
{
	struct hall_dir village;
	int64_t last = 0;

	halls_open("village", &village);
	MUST(store_changeset_last(village.store, &last, &e));
	for (int64_t n = 1; n <= last; n++)
		add_case(&village, n, p);
	REQUIRE(p->count == CASES);
	hall_dir_close(&village);
}

static void
tell_bytes(void)
{
	struct parts p = {.clear = BUF_INIT};
	double carried = bytes_carried(), floor;

	read_parts(&p);
	floor = (double)(floor_packed_len(&p.clear) + p.count * SIGNATURE_LEN);
	figure_print(&(struct figure){"  bytes on the wire", "B", carried,
	    floor, carried / floor, WISH_RATIO_AT_MOST, BYTES_MAX});
	figure_print(&(struct figure){"  event text of a case", "B",
	    (double)p.event_len / CASES, FLOOR_RECORD_LEN, NAN, WISH_NONE, 0});
	buf_free(&p.clear);
}

void
catchup_bench(void)
{
	double rates[ROUNDS], floors[ROUNDS], ratios[ROUNDS];

	for (size_t i = 0; i < ROUNDS; i++) {
		floors[i] = CASES / copy_floor();
		rates[i] = CASES / catch_up();
		ratios[i] = rates[i] / floors[i];
	}
	figure_print(&(struct figure){"catch-up of 2,000 cases", "/s",
	    median(rates, ROUNDS), median(floors, ROUNDS),
	    median(ratios, ROUNDS), WISH_RATIO_AT_LEAST, 0.5});
	tell_bytes();
}
