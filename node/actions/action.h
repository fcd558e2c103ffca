/*
 * action: what an operator may do.
 *
 *	request as JSON --perform--> events --engine_write--> result as JSON
 *
 * The command line, `sanji batch` and the console all end here.  An action
 * looks up what the operator means and says it as events; whether it is
 * allowed is decided where events are folded, not here.
 */
#ifndef SANJI_ACTIONS_ACTION_H
#define SANJI_ACTIONS_ACTION_H

#include <jansson.h>

#include "schema/records/record_type.h"
#include "schema/store/report.h"
#include "sync/engine/engine.h"

/* Somebody who is signed in at the console. */
struct actor_user {
	int64_t id;
	const char *name;
	const char *staff; /* number they work under, or "" */
	uint32_t roles;	   /* node/actions/access.h */
};

struct actor {
	struct engine *engine;
	int64_t now_s;
	/* NULL at the command line, where hall.key says who may. */
	const struct actor_user *user;
	/* At the command line: the account of the machine, or NULL. */
	const char *account;
	/* What is asked for, page by page, was noted with the first. */
	int is_noted;
};

/* What a parameter is besides a text. */
enum {
	PARAMETER_REQUIRED = 1,
	PARAMETER_LIST = 2, /* or a JSON list */
};

/* A parameter of an action: beside the fields of its event. */
struct action_parameter {
	const char *name;
	const char *meaning; /* English; Chinese in the catalogue */
	unsigned flags;
};

struct action {
	const char *noun; /* "case" */
	const char *verb; /* "receive" */
	const char *meaning;
	const char *event; /* kind whose fields it takes, or NULL */
	const struct action_parameter *parameters; /* ends with name NULL */
	const char *subject; /* parameter that may stand without a name */
	const char *example;
	/* Result: a new reference in *out. */
	int (*run)(const struct actor *a, const struct action *self,
	    const json_t *request, json_t **out, struct err *e);
};

/* All actions, ended by one with noun NULL, grouped by noun. */
extern const struct action *const actions[];

/* The action of that noun and verb, or NULL. */
const struct action *action_named(const char *noun, const char *verb);

/*
 * Perform a request {"do": "case.receive", …}, in which a parameter may be a
 * text, a whole number, or true or false for "yes" or "no".  A new reference in
 * *out.
 * -1 with ERR_USAGE (no such action, a parameter unknown or missing) or
 * what the action fails with; then nothing was changed.
 */
int action_perform(const struct actor *a, const json_t *request, json_t **out,
    struct err *e) MUST_CHECK;

/*
 * Make a request from words: noun, verb, then name=value pairs; a word
 * without '=' is the subject, --NAME is NAME=yes.  A new reference, or NULL
 * with ERR_USAGE.
 */
json_t *action_request(
    size_t count, const char *const *words, struct err *e) MUST_CHECK;

/* --- for the actions themselves ------------------------------------------ */

/* A parameter as text, or NULL. */
const char *request_text(const json_t *request, const char *name);

/*
 * An event of the action's kind about a record: its declared fields taken
 * from the request, typed or as JSON, personal ones in their object.  A new
 * reference, or NULL with ERR_FORMAT.
 */
json_t *request_event(const struct action *self, const char *record,
    const json_t *request, struct err *e) MUST_CHECK;

/* A new record id: 16 hexadecimal digits by chance. */
#define RECORD_ID_MAX 17
void new_record_id(char out[RECORD_ID_MAX]);

/* Write one event (reference taken) into a space. */
int write_event_take(const struct actor *a, const struct space_name *space,
    json_t *event, const char *label, const json_t *request, const char *type,
    struct err *e) MUST_CHECK;

/* How people name the record of a row: by its number, or else by its id. */
const char *row_label(const json_t *row);

/*
 * Write one event (reference taken, NULL fails) about the record of a row
 * ("id", "hall"), of that type, into the space it stands in.
 */
int write_about_take(const struct actor *a, const char *type, const json_t *row,
    json_t *event, const json_t *request, struct err *e) MUST_CHECK;

/*
 * A transaction over what an action reads and writes, unless one is open
 * already.  action_end() keeps it, or forgets it if failed; it returns 0, or
 * -1 if failed or if it could not be kept.
 */
int
action_begin(const struct actor *a, int *is_own_out, struct err *e) MUST_CHECK;
int action_end(
    const struct actor *a, int is_own, int failed, struct err *e) MUST_CHECK;

/* The only row of a report, borrowed from a new array in *rows_out; NULL
 * with ERR_NOT_FOUND, or if there are several. */
json_t *only_row(const struct actor *a, enum report which, const char *text,
    json_t **rows_out, struct err *e) MUST_CHECK;

#endif
