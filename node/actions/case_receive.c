/*
 * What a window does when a citizen stands before it: propose what kind of
 * case it is, take it in with a number, accept it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/case_item.h"
#include "node/actions/hall_named.h"
#include "node/actions/material_names.h"
#include "node/actions/number.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/case_type.h"
#include "schema/records/check.h"
#include "schema/records/id_number.h"
#include "schema/records/intake.h"
#include "schema/store/node.h"

/* Numbers a case can have on one day and incarnation. */
#define SEQUENCE_MAX 99999999

/* --- what was brought ------------------------------------------------------
 */

/* What may be said of a material that is not there. */
static const char *const states[] = {"missing", "not_brought", "deferred"};

/* {"missing": ["户口簿"], …}: what the operator named, a new object. */
static json_t *
read_short(const json_t *item, const json_t *request, struct err *e)
{
	const json_t *materials = json_object_get(item, "materials");
	json_t *lists = json_object();
	int failed = lists == NULL ? err_nomem(e) : 0;

	for (size_t i = 0; !failed && i < COUNT_OF(states); i++) {
		json_t *names = material_names(
		    json_object_get(request, states[i]), materials, e);

		failed = names == NULL
			     ? err_in_field(e, states[i])
			     : json_put_take(lists, states[i], names, e);
	}
	if (!failed)
		return lists;
	json_decref(lists);
	return NULL;
}

/* In no list it is there; in two, nobody knows what is meant. */
static int
find_state(const json_t *lists, const char *name, const char **state_out,
    struct err *e)
{
	*state_out = NULL;
	for (size_t i = 0; i < COUNT_OF(states); i++) {
		if (!material_names_have(
			json_object_get(lists, states[i]), name))
			continue;
		if (*state_out != NULL)
			return err_set(e, ERR_FORMAT,
			    "\"%s\" is named in %s and in %s; leave it in one "
			    "of them",
			    name, *state_out, states[i]);
		*state_out = states[i];
	}
	if (*state_out == NULL)
		*state_out = "supplied";
	return 0;
}

static int
add_piece(
    const json_t *lists, const json_t *material, json_t *pieces, struct err *e)
{
	const char *name = json_member_text(material, "name"), *state;

	if (find_state(lists, name, &state, e) != 0)
		return -1;
	return json_append_take(pieces,
	    json_pack("{s:s,s:s,s:O*}", "name", name, "state", state, "main",
		json_object_get(material, "main")),
	    e);
}

/* The item's materials, each there unless the operator named it as not. */
static json_t *
pieces_of(const json_t *item, const json_t *request, struct err *e)
{
	json_t *lists = read_short(item, request, e);
	json_t *pieces = lists == NULL ? NULL : json_array(), *m;
	int failed = pieces == NULL;
	size_t i;

	json_array_foreach (json_object_get(item, "materials"), i, m)
		if (!failed)
			failed = add_piece(lists, m, pieces, e);
	json_decref(lists);
	if (!failed)
		return pieces;
	json_decref(pieces);
	return NULL;
}

static int
check_policy(const json_t *request, struct err *e)
{
	const char *policy = request_text(request, "policy");

	if (policy == NULL || strcmp(policy, "against") == 0 ||
	    strcmp(policy, "out_of_scope") == 0)
		return 0;
	(void)err_set(e, ERR_FORMAT, "%s is \"%s\"; it must be one of: %s",
	    "policy", policy, "against, out_of_scope");
	return err_in_field(e, "policy");
}

/* --- the proposal ----------------------------------------------------------
 */

static void
find_facts(const json_t *item, const json_t *pieces, const json_t *request,
    struct intake_facts *out)
{
	const char *policy = request_text(request, "policy");

	*out = (struct intake_facts){
	    .is_out_of_scope =
		policy != NULL && strcmp(policy, "out_of_scope") == 0,
	    .is_against_policy =
		policy != NULL && strcmp(policy, "against") == 0,
	    .is_simple = case_item_has(item, "immediate"),
	    .departments = (int)json_array_size(
		json_object_get(item, "joint_departments")),
	    .tolerates_missing = case_item_has(item, "tolerates_missing"),
	};
	intake_count(pieces, json_object_get(item, "materials"), out);
}

static void
propose(const json_t *item, const json_t *pieces, const json_t *request,
    struct intake_proposal *out)
{
	struct intake_facts facts;

	find_facts(item, pieces, request, &facts);
	intake_propose(&facts, out);
}

/* Why a case of an item on its way may take the green channel, and from what
 * amount; NULL if memory is short. */
static json_t *
green_json(const json_t *item)
{
	json_t *all = json_array();
	int failed = all == NULL;

	if (!case_item_has(item, "green_channel"))
		return all;
	for (const struct green_scope *s = case_green_scopes;
	     !failed && s->scope != NULL; s++) {
		json_t *one = json_pack(
		    "{s:s,s:s}", "scope", s->scope, "meaning", _(s->scope));

		if (s->currency != NULL)
			failed = json_object_set_new(one, "currency",
				     json_string(s->currency)) != 0 ||
				 json_object_set_new(
				     one, "least", json_integer(s->least)) != 0;
		failed = json_array_append_new(all, one) != 0 || failed;
	}
	if (!failed)
		return all;
	json_decref(all);
	return NULL;
}

static json_t *
proposal_json(const json_t *item, const struct intake_proposal *p)
{
	return json_pack("{s:s,s:s,s:b,s:b,s:s,s:s,s:o}", "kind",
	    intake_kind_word(p->kind), "kind_meaning",
	    _(intake_kind_word(p->kind)), "joint", p->is_joint, "short",
	    p->is_short, "why", p->why, "why_meaning", _(p->why), "green",
	    green_json(item));
}

int
case_propose(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *item = case_item(a, request_text(request, "item"), e);
	json_t *pieces = NULL;
	struct intake_proposal proposal;
	int failed = item == NULL || check_policy(request, e) != 0;

	(void)self;
	if (!failed) {
		pieces = pieces_of(item, request, e);
		failed = pieces == NULL;
	}
	if (!failed) {
		propose(item, pieces, request, &proposal);
		*out = proposal_json(item, &proposal);
		failed = *out == NULL ? err_nomem(e) : 0;
	}
	json_decref(pieces);
	json_decref(item);
	return failed ? -1 : 0;
}

/* --- reception -------------------------------------------------------------
 */

static int
next_number(const struct actor *a, char out[CASE_NUMBER_MAX], struct err *e)
{
	const struct engine_identity *id = engine_identity(a->engine);
	uint64_t sequence;

	if (store_node_next_case(engine_store(a->engine), &sequence, e) != 0)
		return -1;
	if (sequence > SEQUENCE_MAX)
		return err_set(e, ERR_LIMIT,
		    "numbers of this life of the hall are used up (the last "
		    "is %d); open another one, see docs/RECOVERY.md",
		    SEQUENCE_MAX);
	case_number(&id->hall, id->life.number, a->now_s, sequence, out);
	return 0;
}

/* A hall that numbered cases on paper goes on from there. */
int
case_start_numbers(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *typed = request_text(request, "from");
	json_int_t from = typed == NULL
			      ? json_member_integer(request, "from", 0)
			      : strtoll(typed, NULL, 10);
	int failed;

	(void)self;
	if (from < 1 || from > SEQUENCE_MAX)
		return err_set(e, ERR_FORMAT,
		    "%s must be a whole number from %lld to %lld", "from", 1LL,
		    (long long)SEQUENCE_MAX);
	if (engine_begin(a->engine, e) != 0)
		return -1;
	failed =
	    store_node_start_cases(engine_store(a->engine), (uint64_t)from, e);
	if (failed)
		engine_rollback(a->engine);
	else
		failed = engine_commit(a->engine, e);
	if (!failed)
		*out = json_pack("{s:I}", "next_number", from);
	return failed;
}

/*
 * accept=yes or no; left out, a case is accepted if the proposal says that
 * it can be.
 */
static int
read_accept(const json_t *request, const struct intake_proposal *proposal,
    int *accepts_out, struct err *e)
{
	const char *accept = request_text(request, "accept");

	*accepts_out = proposal->kind == INTAKE_IMMEDIATE ||
		       proposal->kind == INTAKE_PROMISE;
	if (accept == NULL)
		return 0;
	if (strcmp(accept, "yes") != 0 && strcmp(accept, "no") != 0)
		return err_set(e, ERR_FORMAT,
		    "accept is \"%s\"; it must be yes or no", accept);
	*accepts_out = strcmp(accept, "yes") == 0;
	return 0;
}

struct reception {
	json_t *item;
	json_t *pieces;
	json_t *events;
	struct intake_proposal proposal;
	int accepts;
};

static void
reception_free(struct reception *r)
{
	json_decref(r->item);
	json_decref(r->pieces);
	json_decref(r->events);
}

static int
refuse_new(const struct actor *a, const json_t *hall, struct err *e)
{
	const char *into = json_member_text(hall, "into");
	char name[HALL_NAME_MAX];

	if (into == NULL)
		return err_set(e, ERR_REFUSED,
		    "this hall was closed; another hall takes cases in");
	hall_name_at(a, into, a->now_s, name);
	return err_set(e, ERR_REFUSED,
	    "this hall was merged into %s; cases are taken in there", name);
}

/* A hall that was merged into another, or closed, takes in nothing new. */
static int
check_hall(const struct actor *a, struct err *e)
{
	json_t *hall = NULL;
	const char *state;
	int failed = hall_at(
	    a, engine_identity(a->engine)->hall.digits, a->now_s, &hall, e);

	state = json_member_text(hall, "state");
	if (!failed && state != NULL && strcmp(state, "listed") != 0)
		failed = refuse_new(a, hall, e);
	json_decref(hall);
	return failed;
}

/* A number that checks is found again as what it is. */
static int
check_document(const json_t *request, struct err *e)
{
	const char *document = request_text(request, "document");
	const char *number = request_text(request, "document_number");

	if (document == NULL || strcmp(document, "identity_card") != 0 ||
	    number == NULL ||
	    id_number_verdict_of(number, NULL) != ID_NUMBER_OK)
		return 0;
	(void)err_set(e, ERR_FORMAT,
	    "the number of this identity card checks (GB 11643); give it as "
	    "id_number");
	return err_in_field(e, "document_number");
}

static int
prepare(const struct actor *a, const json_t *request, struct reception *r,
    struct err *e)
{
	if (check_hall(a, e) != 0 || check_document(request, e) != 0)
		return -1;
	r->item = case_item(a, request_text(request, "item"), e);
	if (r->item == NULL || check_policy(request, e) != 0)
		return -1;
	r->pieces = pieces_of(r->item, request, e);
	if (r->pieces == NULL)
		return -1;
	propose(r->item, r->pieces, request, &r->proposal);
	return read_accept(request, &r->proposal, &r->accepts, e);
}

static int
compose(const struct actor *a, const struct action *self, const json_t *request,
    const char *id, const char *number, struct reception *r, struct err *e)
{
	json_t *event = request_event(self, id, request, e);

	r->events = json_pack("[o]", event);
	if (event == NULL || r->events == NULL ||
	    json_put_take(event, "number", json_string(number), e) != 0 ||
	    json_object_set(event, "item_version",
		json_object_get(r->item, "version")) != 0)
		return -1;
	if (json_array_size(r->pieces) > 0 &&
	    json_object_get(event, "pieces") == NULL &&
	    json_object_set(event, "pieces", r->pieces) != 0)
		return err_nomem(e);
	return r->accepts ? json_append_take(r->events,
				case_acceptance(a, r->item, request, id, e), e)
			  : 0;
}

static int
write_received(const struct actor *a, const struct reception *r,
    const char *number, struct err *e)
{
	struct space_name ledger = {
	    SPACE_LEDGER, engine_identity(a->engine)->hall};
	char summary[CHANGESET_SUMMARY_MAX];

	(void)snprintf(summary, sizeof(summary), "%s %s %.60s",
	    r->accepts ? "case.received, accepted" : "case.received", number,
	    json_member_text(r->item, "code"));
	return engine_write(
	    a->engine, &ledger, r->events, summary, a->now_s, NULL, NULL, e);
}

/* The number is used up exactly when the case is stored. */
int
case_receive(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	char id[RECORD_NAME_MAX], number[CASE_NUMBER_MAX];
	int is_own = !store_is_in_transaction(engine_store(a->engine));
	struct reception r = {.item = NULL};
	int failed = prepare(a, request, &r, e);

	if (!failed && is_own)
		failed = engine_begin(a->engine, e);
	if (failed) {
		reception_free(&r);
		return -1;
	}
	failed = next_number(a, number, e);
	if (!failed)
		case_name(number, id);
	failed = failed != 0 ||
		 compose(a, self, request, id, number, &r, e) != 0 ||
		 write_received(a, &r, number, e) != 0;
	/* The answer first: what is committed must not be said to have failed.
	 */
	if (!failed) {
		*out = json_pack("{s:s,s:s,s:b,s:o}", "case", id, "number",
		    number, "accepted", r.accepts, "proposal",
		    proposal_json(r.item, &r.proposal));
		failed = *out == NULL ? err_nomem(e) : 0;
	}
	if (failed && is_own)
		engine_rollback(a->engine);
	else if (!failed && is_own)
		failed = engine_commit(a->engine, e);
	if (failed) {
		json_decref(*out);
		*out = NULL;
	}
	reception_free(&r);
	return failed ? -1 : 0;
}
