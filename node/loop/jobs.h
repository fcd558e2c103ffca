/*
 * jobs: a process for each piece of long work, one at a time.
 *
 *	rows that are wanted --> [jobs] --> sanji job work NUMBER
 */
#ifndef SANJI_LOOP_JOBS_H
#define SANJI_LOOP_JOBS_H

#include <stdint.h>
#include <sys/types.h>

#include "node/hall_dir.h"

struct jobs {
	pid_t pid;    /* who works; 0: nobody */
	int64_t hour; /* in which old files were looked for last */
};

/* What was being done when the last daemon ended was not finished. */
int jobs_begin(struct hall_dir *h, int64_t now_s, struct err *e) MUST_CHECK;

/* Look whether it has ended, and begin the next; once an hour remove files of
 * exports that were kept long enough. */
int jobs_tend(struct jobs *j, struct hall_dir *h, int64_t now_s,
    struct err *e) MUST_CHECK;

/* End it, whatever it was. */
void jobs_end(struct jobs *j);

#endif
