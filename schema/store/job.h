/*
 * job: long work that goes on beside the hall's own, as rows.
 *
 * Whoever does it writes how far it has got, whoever asked reads it; nothing
 * else is kept of it anywhere.
 */
#ifndef SANJI_STORE_JOB_H
#define SANJI_STORE_JOB_H

#include <jansson.h>

#include "schema/store/store.h"

#define JOB_KIND_MAX 16
#define JOB_FILE_MAX 256
#define JOB_LIST_MAX 64

/* Rows that are kept; the oldest that have ended go. */
#define JOBS_KEPT 100

struct store_job {
	int64_t id;
	char kind[JOB_KIND_MAX];
	char language[8];	 /* of who asked: "zh" or "en" */
	char file[JOB_FILE_MAX]; /* made by it, or "" */
	/* Of an export: which list; who asked for it, and in which of that
	 * user's drafts stands what else was asked. */
	char list[JOB_LIST_MAX];
	int64_t user, draft;
};

struct store_job_wish {
	const char *kind, *asked_by, *language;
	const char *list;    /* or "" */
	int64_t user, draft; /* or 0 */
};

/* Ask for one: its number in *id_out. */
int store_job_ask(struct store *s, const struct store_job_wish *wish,
    int64_t now_s, int64_t *id_out, struct err *e) MUST_CHECK;

/* 1, or 0 if there is none of that number; -1. */
int store_job_find(struct store *s, int64_t id, struct store_job *out,
    struct err *e) MUST_CHECK;

/* The one to do next, if none is being done: 1, 0, -1. */
int store_job_next(
    struct store *s, struct store_job *out, struct err *e) MUST_CHECK;

/* It begins, or another part of it: what is counted from now on. */
int store_job_begin(struct store *s, int64_t id, const char *unit,
    int64_t now_s, struct err *e) MUST_CHECK;

/* So much of it is done.  1: go on; 0: it was cancelled; -1. */
int store_job_step(struct store *s, int64_t id, uint64_t done, uint64_t total,
    struct err *e) MUST_CHECK;

/*
 * It ended: state done, failed or cancelled; result is JSON, said what went
 * wrong, file what was made; each may be "".
 */
struct store_job_end {
	const char *state, *result, *said, *file;
};
int store_job_end(struct store *s, int64_t id, const struct store_job_end *end,
    int64_t now_s, struct err *e) MUST_CHECK;

/* Ask for its end.  1; 0: it is not wanted and not being done; -1. */
int store_job_cancel(
    struct store *s, int64_t id, int64_t now_s, struct err *e) MUST_CHECK;

/* Nobody does any: what was being done has failed. */
int store_jobs_interrupt(
    struct store *s, const char *said, int64_t now_s, struct err *e) MUST_CHECK;

/* All, newest first: a new array, or NULL. */
json_t *store_jobs(struct store *s, struct err *e) MUST_CHECK;

#endif
