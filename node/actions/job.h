/*
 * job: what may be asked to be done beside the hall's own work.
 *
 *	job start --> a row --> the daemon starts a process (node/job.h)
 */
#ifndef SANJI_ACTIONS_JOB_H
#define SANJI_ACTIONS_JOB_H

/* verify, backup, examine; ended by NULL. */
extern const char *const job_kinds[];

#endif
