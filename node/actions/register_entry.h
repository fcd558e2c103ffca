/*
 * register_entry: what an entry of the register of conflicts is called.
 *
 *	a row of REPORT_REGISTER --> [register_entry] --> class, situation, why
 *
 * Pure: it follows from the status and the rule that the fold stored.
 */
#ifndef SANJI_ACTIONS_REGISTER_ENTRY_H
#define SANJI_ACTIONS_REGISTER_ENTRY_H

#include <jansson.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "sync/fold/status.h"

/* The status of the row's event. */
enum event_status register_entry_status(const json_t *row);

/*
 * Kinds of events that may wait for somebody to look although they stand: as
 * duplicates, or otherwise; as a JSON list, for free(); NULL with ERR_NOMEM.
 */
char *register_entry_kinds(int of_duplicates, struct err *e) MUST_CHECK;

/* Whether somebody still has to rule on it, or to look (hold, flag). */
int register_entry_is_open(const json_t *row);

/*
 * Put "class" (hold, flag, auto, ruled, violation), "situation" (if it has a
 * name), "why" (English; Chinese in the catalogue) and "status" as a word
 * into the row; "why_meaning", "status_meaning" and "meaning", of its kind, in
 * the language of whoever asks.  0, or -1 with ERR_NOMEM.
 */
int register_entry_describe(json_t *row, struct err *e) MUST_CHECK;

#endif
