/*
 * bench: what sanji costs, beside a floor it cannot cost less than.
 *
 *	halls on a real disk, seeded cases --> [bench] --> figures, ratios
 *
 * The floor is written in the same program and runs between the same
 * rounds: SQLite, libsodium and zstd doing only what cannot be left out.
 * Ratios are medians over the rounds, so that a slow minute of the machine
 * does not count for or against anybody.
 *
 *	bench.c     what is measured, in which order
 *	cases.c     seeded cases
 *	halls.c     halls on the disk, made, copied, opened
 *	line.c      two halls in one process, talking until they are quiet
 *	measure.c   the clock, medians, fsyncs
 *	figures.c   the table, and the same as JSON
 *	floor.c     the floor
 *	actions.c   durable actions a second
 *	catchup.c   2,000 cases over TCP, and their bytes
 *	idle.c      two halls in step
 *	memory.c    an idle village
 *	pull.c      a village's share of a county
 *	fold.c      one case of many events
 *	lists.c     lists and searches among a million cases
 *	million.c   a hall that has them
 *	processes.c children
 */
#ifndef SANJI_BENCH_BENCH_H
#define SANJI_BENCH_BENCH_H

#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>

#include "node/hall_dir.h"
#include "schema/base/buf.h"
#include "sync/engine/enrol.h"
#include "sync/engine/exchange.h"

/* A bench that cannot go on says why and ends with 1. */
void bench_fails(const char *file, int line, const char *why)
    __attribute__((noreturn));

#define MUST(call)                                               \
	do {                                                     \
		struct err e = ERR_INIT;                         \
		if ((call) != 0)                                 \
			bench_fails(__FILE__, __LINE__, e.text); \
	} while (0)

#define REQUIRE(what) \
	((what) ? (void)0 : bench_fails(__FILE__, __LINE__, #what))

/* --- measure ------------------------------------------------------------- */

double seconds_now(void);

/* Of this process, its threads and the kernel for it. */
double processor_seconds(void);

/* Sorts the values. */
double median(double *values, size_t count);

/* fsync and fdatasync of this process until now, by whatever library. */
uint64_t fsyncs_made(void);

/* --- figures ------------------------------------------------------------- */

enum figure_wish {
	WISH_NONE,
	WISH_RATIO_AT_LEAST,
	WISH_RATIO_AT_MOST,
	WISH_VALUE_AT_MOST,
};

#define NO_FLOOR NAN

/* What is wanted is wanted of value or of ratio, as the wish says. */
struct figure {
	const char *what;
	const char *unit;
	double value; /* NAN: it could not be measured, so no wish is met */
	double floor; /* NO_FLOOR: there is none */
	double ratio; /* NAN: none */
	enum figure_wish wish;
	double wanted;
	double longest;	  /* value being a median; 0: it is none */
	double processor; /* of it, of the processor's time; 0: not told */
};

enum figures_form { FIGURES_TABLE, FIGURES_JSON };

void figures_begin(enum figures_form form);
void figure_print(const struct figure *f);

/* --- cases --------------------------------------------------------------- */

/* Cases one village has for catch-up and in memory. */
#define CASES 2000

/* The item they ask for. */
#define CASE_ITEM "330421-YB-001"

/* The same request for the same number: a new reference. */
json_t *case_request(uint64_t number);

/* --- halls --------------------------------------------------------------- */

#define COUNTY "330421000000"
#define TOWN "330421111000"

/* When everything happens, by the halls' clocks. */
#define HALLS_TIME 1764000000

/*
 * Directories of halls, by name, below one temporary directory, in $TMPDIR
 * or beside this program, that is removed at exit.
 */
void halls_begin(void);
const char *halls_path(const char *name);

/* Make 嘉善县 with its tree and an item, as hall `name`. */
void halls_found(const char *name, struct hall_dir *out);

/* Make the hall with that code below an open hall, as hall `name`. */
void halls_join(struct hall_dir *above, const char *code, const char *name,
    struct hall_dir *out);

/* The code of the village in place n below TOWN. */
const char *halls_village(size_t n);

/* Copy a closed hall. */
void halls_copy(const char *from, const char *to);

void halls_open(const char *name, struct hall_dir *out);

/* Where a hall finds the one above. */
void halls_set_above(const char *name, const char *address);

/* Receive cases first … first + count - 1, each in its own transaction, or
 * all of them in few. */
void halls_receive(struct hall_dir *h, uint64_t first, uint64_t count);
void halls_receive_at_once(struct hall_dir *h, uint64_t first, uint64_t count);

/* A column of the newest sync record. */
int64_t halls_sync_record(struct hall_dir *h, const char *column);

/* --- line ---------------------------------------------------------------- */

struct line_use {
	double seconds;
	uint64_t bytes; /* both ways */
	uint64_t round_trips;
	uint64_t changesets; /* taken in by the hall below */
};

/*
 * The hall below calls the one above, or enrols there with the token, and
 * they talk until both are quiet.
 */
void line_talk(struct hall_dir *below, struct hall_dir *above,
    const struct token *token, struct line_use *out);

/* --- processes ----------------------------------------------------------- */

/* A child that runs until it is stopped; what it says comes from a pipe. */
struct process {
	pid_t id;
	int said;
};

/* Fork: run(context, fd) in the child, where fd is for what it says. */
void process_fork(
    struct process *p, void (*run)(void *context, int fd), void *context);

/* Start a program, its standard error being what it says. */
void process_start(struct process *p, const char *const *words);

/* Wait until it has said something that contains the text. */
void process_await(struct process *p, const char *text);

void process_stop(struct process *p);

/* VmRSS, in bytes. */
double process_resident(const struct process *p);

/* "127.0.0.1:port" of a port nobody listens at now. */
const char *free_address(void);

/* The bench itself, and the sanji built with it. */
const char *bench_path(void);
const char *sanji_path(void);

/* --- floor --------------------------------------------------------------- */

/* Bytes of a record, as many as the events of a case have. */
#define FLOOR_RECORD_LEN 600

struct floor;

/* A database in WAL mode, synchronous FULL, with one table. */
struct floor *floor_open(const char *name);
void floor_close(struct floor *f);

/* Hash, sign and insert, each in a transaction of its own. */
void floor_write(struct floor *f, uint64_t first, uint64_t count);

/* Read every record, check hash and signature, insert into the other in
 * batches of 256; how many. */
uint64_t floor_copy(struct floor *from, struct floor *to);

/* Bytes of the parts as one zstd stream, level 3, window 128 KiB. */
size_t floor_packed_len(const struct buf *parts);

/* Main program of a process that has the libraries loaded, hall.db open
 * and read once, and waits. */
int floor_idle(const char *path);

/* --- what is measured ---------------------------------------------------- */

/* Leaves a village with CASES behind, and an empty town, both closed. */
void actions_bench(void);

/* Leaves the last two behind as TOWN_IN_STEP and VILLAGE_IN_STEP. */
void catchup_bench(void);
#define TOWN_IN_STEP "town-in-step"
#define VILLAGE_IN_STEP "village-in-step"

void idle_bench(void);
void memory_bench(void);
void fold_bench(void);
void pull_bench(void);

/* Large and long: only when it is asked for (tests/bench/million.h). */
void lists_bench(void);

#endif
