/*
 * bench [--json] [PART]: run everything but the lists, or one part and what it
 * builds on; print a line for each figure.  Exit 0 also when a wish is missed,
 * 1 when something could not be measured.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "schema/base/macros.h"
#include "schema/store/store.h"
#include "tests/bench/bench.h"
#include "tests/fixture/seeded.h"

#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
#define IS_DEBUG_BUILD 1
#else
#define IS_DEBUG_BUILD 0
#endif

static pid_t main_process;

void
bench_fails(const char *file, int line, const char *why)
{
	(void)fprintf(stderr, "bench: %s:%d: %s\n", file, line, why);
	if (getpid() != main_process)
		_exit(1);
	exit(1);
}

/* How much an fsync costs here: what the rates can be compared by. */
static void
tell_disk(void)
{
	enum { WRITES = 200 };
	FILE *f = fopen(halls_path("fsync"), "we");
	double ms[WRITES], began;

	REQUIRE(f != NULL);
	for (size_t i = 0; i < WRITES; i++) {
		began = seconds_now();
		REQUIRE(fprintf(f, "%4096zu", i) > 0 && fflush(f) == 0 &&
			fdatasync(fileno(f)) == 0);
		ms[i] = (seconds_now() - began) * 1000;
	}
	(void)fclose(f);
	figure_print(&(struct figure){"one fsync of 4 KiB", "ms",
	    median(ms, WRITES), NO_FLOOR, NAN, WISH_NONE, 0});
}

/* The chain of what runs only when it is named. */
#define ALONE 4

/* In this order; the parts of one chain each build on the one before. */
static const struct part {
	const char *name;
	void (*run)(void);
	int chain;
} parts[] = {
    {"actions", actions_bench, 1},
    {"catchup", catchup_bench, 1},
    {"idle", idle_bench, 1},
    {"memory", memory_bench, 1},
    {"pull", pull_bench, 2},
    {"fold", fold_bench, 3},
    {"lists", lists_bench, ALONE},
};

/* The place of a part in the table; their number if there is none. */
static size_t
part_named(const char *name)
{
	size_t i = 0;

	while (i < COUNT_OF(parts) && strcmp(parts[i].name, name) != 0)
		i++;
	return i;
}

static void
run_part(size_t wanted)
{
	for (size_t i = 0; i <= wanted; i++)
		if (parts[i].chain == parts[wanted].chain)
			parts[i].run();
}

static void
run_all(void)
{
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (parts[i].chain != ALONE)
			parts[i].run();
}

static int
say_usage(void)
{
	(void)fprintf(stderr, "usage: bench [--json] [PART]\nparts:");
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		(void)fprintf(stderr, " %s", parts[i].name);
	(void)fprintf(stderr, "\n");
	return 2;
}

static int
run(int argc, char **argv)
{
	int as_json = argc > 1 && strcmp(argv[1], "--json") == 0;
	int rest = argc - as_json;
	const char *name = rest == 2 ? argv[1 + as_json] : NULL;

	if (rest > 2 || (name != NULL && part_named(name) == COUNT_OF(parts)))
		return say_usage();
	MUST(crypto_start(&e));
	store_start();
	seeded_random(1);
	halls_begin();
	figures_begin(as_json ? FIGURES_JSON : FIGURES_TABLE);
	tell_disk();
	if (name != NULL)
		run_part(part_named(name));
	else
		run_all();
	return 0;
}

int
main(int argc, char **argv)
{
	main_process = getpid();
	if (IS_DEBUG_BUILD) {
		(void)fprintf(stderr,
		    "bench: this is a debug build, whose figures mean "
		    "nothing; use a plain `make bench`\n");
		return 1;
	}
	if (argc == 3 && strcmp(argv[1], "--idle") == 0)
		return floor_idle(argv[2]);
	return run(argc, argv);
}
