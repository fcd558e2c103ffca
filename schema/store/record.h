/*
 * record: records and the events about them, as rows.
 */
#ifndef SANJI_STORE_RECORD_H
#define SANJI_STORE_RECORD_H

#include <stdint.h>

#include "schema/base/buf.h"
#include "schema/store/log.h"
#include "schema/store/store.h"

struct store_record {
	int64_t id;
	uint32_t space;
	unsigned state;
	int64_t version;
	int dirty;
	int64_t last_event; /* the event about it stored last; 0: none */
};

/* An event and the change set that carries it. */
struct store_event {
	struct store_position at;
	uint32_t place;
	const char *kind;
	struct span past; /* of the change set */
	struct span body; /* its JSON */
	int status;
	const char *reason;
	int64_t against; /* change set of the event it lost to; 0: none */
	uint32_t against_place;
};

/* Find or add; 0, or -1.  Within a transaction. */
int store_record_ensure(struct store *s, uint32_t space, const char *type,
    const char *name, struct store_record *out, struct err *e) MUST_CHECK;

/* 1 found, 0 not, -1 error. */
int store_record_find(struct store *s, uint32_t space, const char *type,
    const char *name, struct store_record *out, struct err *e) MUST_CHECK;

/* The record by number: its type and name, too (copied; 64 bytes each). */
int store_record_read(struct store *s, int64_t id, struct store_record *out,
    char type[64], char name[64], struct err *e) MUST_CHECK;

/* Set what the fold found; version + 1 if `changed`, dirty off. */
int store_record_set(struct store *s, int64_t id, unsigned state, int changed,
    struct err *e) MUST_CHECK;

/*
 * Add an event as the last of its record, which must be told by
 * store_event_is_last() when no more are added, and folded before the
 * transaction ends.
 */
int store_event_add(struct store *s, int64_t changeset, uint32_t place,
    struct store_record *record, const char *kind, size_t offset, size_t len,
    struct err *e) MUST_CHECK;
int store_event_is_last(struct store *s, const struct store_record *record,
    struct err *e) MUST_CHECK;

/* Set an event's status. */
int store_event_set(struct store *s, int64_t changeset, uint32_t place,
    int status, const char *reason, int64_t against, uint32_t against_place,
    struct err *e) MUST_CHECK;

/*
 * Call each for the events of a record, the last stored first; or of all
 * records of a type in a space, or of a change set, in the order they were
 * stored.  What the event points to is valid during the call only.
 */
typedef int store_event_visitor(
    void *context, const struct store_event *event, struct err *e);
int store_each_event(struct store *s, const struct store_record *record,
    store_event_visitor *each, void *context, struct err *e) MUST_CHECK;
int store_each_event_of_type(struct store *s, uint32_t space, const char *type,
    store_event_visitor *each, void *context, struct err *e) MUST_CHECK;
int store_each_event_of_changeset(struct store *s, int64_t changeset,
    store_event_visitor *each, void *context, struct err *e) MUST_CHECK;

/* Those of a change set that are not in force, mostly none. */
int store_each_event_not_in_force(struct store *s, int64_t changeset,
    store_event_visitor *each, void *context, struct err *e) MUST_CHECK;

/* Call each for one event of a record by its name: 1; 0: it is not there. */
int
store_event_named(struct store *s, int64_t record, const struct event_id *id,
    store_event_visitor *each, void *context, struct err *e) MUST_CHECK;

/* Find the record an event is about: 1, 0, -1. */
int store_event_record(struct store *s, int64_t changeset, uint32_t place,
    int64_t *record_out, struct err *e) MUST_CHECK;

/* Mark as dirty: records of a space with events not in force; records with
 * events written by a hall; everything. */
int
store_dirty_waiting(struct store *s, uint32_t space, struct err *e) MUST_CHECK;
int store_dirty_of_hall(
    struct store *s, const struct hall_code *hall, struct err *e) MUST_CHECK;
int store_dirty_of_branch(
    struct store *s, uint32_t branch, struct err *e) MUST_CHECK;
int store_dirty_all(struct store *s, struct err *e) MUST_CHECK;

/* The next dirty record above a number: 1, 0, -1. */
int store_next_dirty(
    struct store *s, int64_t above, int64_t *out, struct err *e) MUST_CHECK;

/* Mark a record this node may owe something, or owes nothing any more; the
 * next such one above a number: 1, 0, -1. */
int store_record_owes(
    struct store *s, int64_t id, int owing, struct err *e) MUST_CHECK;
int store_next_owing(
    struct store *s, int64_t above, int64_t *out, struct err *e) MUST_CHECK;

/* Drop everything that is computed, to compute it again. */
int store_forget_state(struct store *s, struct err *e) MUST_CHECK;

#endif
