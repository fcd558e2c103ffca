/*
 * case_volume (档案): what the file of a case lacks, and which volume an
 * event belongs to.
 *
 *	events in force, in order --> [case_volume] --> names of what is missing
 *
 * Pure.  Closing a file never closes the case: what comes later is kept, in
 * a further volume.
 */
#ifndef SANJI_RECORDS_CASE_VOLUME_H
#define SANJI_RECORDS_CASE_VOLUME_H

#include <jansson.h>

/*
 * Materials asked for, deferred or let follow that are not there, debts that
 * are open, attachments that are announced (a new array of names).  events
 * are {"kind", "body", …}; an attachment's "arrived": false says that it has
 * not.  NULL: no memory.
 */
json_t *case_volume_missing(const json_t *events);

#endif
