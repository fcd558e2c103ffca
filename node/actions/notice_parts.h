/*
 * notice_parts: the parts a paper is put together from.
 *
 * The first failure is remembered and what follows does nothing, so that the
 * caller looks once, at the end.  What is not there is left out.
 */
#ifndef SANJI_ACTIONS_NOTICE_PARTS_H
#define SANJI_ACTIONS_NOTICE_PARTS_H

#include "node/actions/notice_acts.h"

struct paper {
	const struct actor *actor;
	const struct notice_found *found;
	json_t *out;	/* owned: what node/notice prints */
	json_t *item;	/* owned: the version the case was taken in by */
	json_t *powers; /* owned */
	int failed;	/* and e says why */
	struct err *e;
};

/*
 * Fetch item and powers.  -1 with ERR_NOT_FOUND if this hall does not hold
 * that version of the item.
 */
int paper_open(struct paper *p) MUST_CHECK;

/* Release all but out. */
void paper_close(struct paper *p);

/* Put a member; nothing if it is NULL.  paper_take takes the reference. */
void paper_text(struct paper *p, const char *name, const char *text);
void paper_take(struct paper *p, const char *name, json_t *value);

/* Put what an event (or NULL) says in a field; the day it was written on. */
void paper_copy(
    struct paper *p, const char *name, const json_t *event, const char *field);
void paper_day(struct paper *p, const char *name, const json_t *event);

/* The last event of a kind that counts and stands before the notice. */
const json_t *paper_last(const struct paper *p, const char *kind);

/* What a hall was called when the notice was issued. */
void paper_hall(struct paper *p, const char *name, const char *code);

/* The power of that id; the one a hall held for the item at a time. */
const json_t *paper_power_named(const struct paper *p, const char *id);
const json_t *
paper_power_of(const struct paper *p, const char *hall, int64_t time_s);

enum paper_person {
	PERSON_FULL,
	PERSON_MASKED, /* numbers by their ends only */
};

void paper_applicant(struct paper *p, enum paper_person how);

/* Put the query code, worked out from the case's key if that is held here. */
void paper_query_code(struct paper *p);

enum paper_pieces {
	PIECES_ALL,
	PIECES_SUPPLIED,
};

/* Put "materials": those recorded at reception. */
void paper_pieces(struct paper *p, enum paper_pieces which);

/* The same from a list of names (or NULL), all in one state. */
void
paper_named_pieces(struct paper *p, const json_t *names, const char *state);

/* Put "departments": the parts of a joint case, under who leads it now. */
void paper_departments(struct paper *p);

#endif
