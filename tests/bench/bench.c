/*
 * bench [--json]: run everything, print a line for each figure; exit 0 also
 * when a wish is missed, 1 when something could not be measured.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "sync/engine/git.h"
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

int
main(int argc, char **argv)
{
	int as_json;

	main_process = getpid();
	if (IS_DEBUG_BUILD) {
		(void)fprintf(stderr,
		    "bench: this is a debug build, whose figures mean "
		    "nothing; use a plain `make bench`\n");
		return 1;
	}
	if (argc == 3 && strcmp(argv[1], "--idle") == 0)
		return floor_idle(argv[2]);
	as_json = argc == 2 && strcmp(argv[1], "--json") == 0;
	if (argc > 1 && !as_json) {
		(void)fprintf(stderr, "usage: bench [--json]\n");
		return 2;
	}
	MUST(crypto_start(&e));
	MUST(git_start(&e));
	seeded_random(1);
	halls_begin();
	figures_begin(as_json ? FIGURES_JSON : FIGURES_TABLE);
	tell_disk();
	actions_bench();
	catchup_bench();
	idle_bench();
	memory_bench();
	pull_bench();
	fold_bench();
	git_stop();
	return 0;
}
