/*
 * person: what a row says of a citizen, opened for whoever asked.
 *
 *	row of a report, sealed --open--> "personal" in clear, "personal_state"
 */
#ifndef SANJI_ACTIONS_PERSON_H
#define SANJI_ACTIONS_PERSON_H

#include "node/actions/action.h"
#include "schema/store/case_search.h"

/*
 * A row with its number in `record` and its projection's personal column as
 * text: "personal" becomes an object with what can be read here, and
 * "personal_state" says clear, sealed, erased or damaged.  A row without
 * one, or that was opened before, stays as it is.
 */
int
person_open_row(const struct actor *a, json_t *row, struct err *e) MUST_CHECK;

/*
 * The same within an event's body, as it stands at that place of its change
 * set; nothing is changed if it says nothing personal.
 */
int person_open_body(const struct actor *a, int64_t record, json_t *body,
    json_int_t place, struct err *e) MUST_CHECK;

/* Whether a request names a person: by id_number, phone or name. */
int person_is_asked_for(const json_t *request);

/*
 * Ask for that person's cases too.  -1 with ERR_REFUSED if the hall's key is
 * locked.
 */
int person_hashes(const struct actor *a, const json_t *request,
    struct case_search *q, struct err *e) MUST_CHECK;

#endif
