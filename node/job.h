/*
 * job: one piece of long work, done by a process of its own.
 *
 *	row of schema/store/job.h --> [job] --progress, result--> the row
 *
 * The hall goes on working meanwhile: what is read is read beside it, and
 * each note of how far it has got is a transaction of its own.
 */
#ifndef SANJI_NODE_JOB_H
#define SANJI_NODE_JOB_H

#include "node/hall_dir.h"

/* How often it is noted how far it has got. */
#define JOB_NOTE_MS 300

/*
 * Where the backup of that name stands, or the directory of all, for "": in
 * `backups` of hall.conf, or under the hall's directory.  -1 with ERR_LIMIT.
 */
int job_backup_path(const struct hall_dir *h, const char *name,
    char out[HALL_PATH_MAX], struct err *e) MUST_CHECK;

/*
 * Do the one of that number, to its end; that it failed stands in its row.
 * -1 with ERR_NOT_FOUND, or if even that could not be noted.
 */
int job_work(struct hall_dir *h, int64_t id, struct err *e) MUST_CHECK;

#endif
