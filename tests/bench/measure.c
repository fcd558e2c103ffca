/*
 * The clock, medians, and a count of fsyncs: fsync() and fdatasync() defined
 * here are found before libc's by every library of the process.
 */
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/bench.h"

static uint64_t fsyncs;

int
fsync(int fd)
{
	fsyncs++;
	return (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	fsyncs++;
	return (int)syscall(SYS_fdatasync, fd);
}

uint64_t
fsyncs_made(void)
{
	return fsyncs;
}

double
seconds_now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare);
	return count % 2 == 1 ? values[count / 2]
			      : (values[count / 2 - 1] + values[count / 2]) / 2;
}
