/*
 * The clock, medians, and a count of fsyncs: fsync() and fdatasync() defined
 * here are found before libc's by every library of the process.
 */
#include <sys/resource.h>
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

double
processor_seconds(void)
{
	struct rusage use;

	(void)getrusage(RUSAGE_SELF, &use);
	return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
	       (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
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
