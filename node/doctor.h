/*
 * doctor: what is not as it should be with a hall, and what to do about it.
 *
 *	directory, clock --> [doctor] --> findings: check, level, found, advice
 *
 * It reads, and changes nothing.
 */
#ifndef SANJI_NODE_DOCTOR_H
#define SANJI_NODE_DOCTOR_H

#include <jansson.h>

#include "node/hall_dir.h"

/* How bad a finding is; the worst first. */
enum doctor_level {
	DOCTOR_BROKEN, /* what is stored is not what was stored */
	DOCTOR_LOOK,   /* somebody has to do something */
	DOCTOR_FINE,
};

/* The word in JSON, e.g. "look"; for people via words.h. */
const char *doctor_level_word(enum doctor_level level);

/* From when on each is a finding. */
#define DOCTOR_FREE_MIN ((uint64_t)1024 * 1024 * 1024) /* bytes */
#define DOCTOR_SKEW_MAX_S 120
#define DOCTOR_SILENT_S (INT64_C(3) * 86400)
#define DOCTOR_KEY_OLD_S (INT64_C(3) * 365 * 86400)

/*
 * All checks, in a fixed order: a new array of objects with "check", "level",
 * and in the language of the program "found" and, unless fine, "advice".
 * worst_out is the worst of them.  NULL if the world failed.
 */
json_t *doctor_examine(struct hall_dir *h, int64_t now_s,
    enum doctor_level *worst_out, struct err *e) MUST_CHECK;

#endif
