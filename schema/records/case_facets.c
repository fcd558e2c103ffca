/*
 * The facets of a case and its code, as they follow from what stands.  One
 * case may be promised, joint, short of materials and urgent at once.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/case_type.h"
#include "schema/records/standing.h"

/* GB/T 39046 A.6: 即办件, 承诺件. */
json_t *
case_mode(const struct standing *all)
{
	const struct standing_event *accepted =
	    standing_last(all, "case.accepted");

	if (accepted == NULL)
		return NULL;
	if (standing_last(all, "case.converted") != NULL)
		return json_string("promise");
	if (standing_says(accepted, "mode", "immediate"))
		return json_string("immediate");
	return json_string("promise");
}

/* Whether a material was handed in, or what was owed of it settled. */
static int
is_there(const struct standing *all, const char *piece)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct standing_event *ev = &all->events[i];

		if ((strcmp(ev->type->kind, "case.material_received") == 0 &&
			standing_says(ev, "piece", piece)) ||
		    (strcmp(ev->type->kind, "case.debt_settled") == 0 &&
			standing_says(ev, "what", piece)))
			return 1;
	}
	return 0;
}

/*
 * The name of a material, a text or a row with its state, if it is not
 * there; else NULL.
 */
static const char *
lacking(const struct standing *all, const json_t *piece)
{
	const char *state = json_member_text(piece, "state");
	const char *name = json_is_object(piece)
			       ? json_member_text(piece, "name")
			       : json_string_value(piece);

	if (state != NULL && strcmp(state, "supplied") == 0)
		return NULL;
	return is_there(all, name) ? NULL : name;
}

/* Whether any of a list of materials is not there. */
static int
lacks(const struct standing *all, const json_t *pieces)
{
	size_t i;
	json_t *piece;

	json_array_foreach (pieces, i, piece)
		if (lacking(all, piece) != NULL)
			return 1;
	return 0;
}

/* 齐全 · 补办中 · 容缺. */
json_t *
case_materials(const struct standing *all)
{
	const struct standing_event *received =
	    standing_last(all, "case.received");
	const struct standing_event *decided =
	    standing_last(all, "case.decided");

	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->events[i].type->kind,
			"case.supplement_requested") == 0 &&
		    lacks(all, json_object_get(all->events[i].body, "pieces")))
			return json_string("supplementing");
	if ((decided != NULL &&
		lacks(all, json_object_get(decided->body, "missing"))) ||
	    (received != NULL &&
		lacks(all, json_object_get(received->body, "pieces"))))
		return json_string("short");
	return json_string("complete");
}

/* --- what is missing --------------------------------------------------------
 */

static int
is_listed(const json_t *list, const char *name)
{
	size_t i;
	json_t *one;

	json_array_foreach (list, i, one)
		if (strcmp(json_string_value(one), name) == 0)
			return 1;
	return 0;
}

static void
add_lacking(const struct standing *all, const json_t *piece, json_t *list)
{
	const char *name = lacking(all, piece);

	if (name != NULL && !is_listed(list, name))
		(void)json_array_append_new(list, json_string(name));
}

/* What a field of the events of a kind names, one or a list. */
static void
add_named(const struct standing *all, const char *kind, const char *field,
    json_t *list)
{
	for (size_t i = 0; i < all->count; i++) {
		const json_t *named =
		    json_object_get(all->events[i].body, field);
		size_t k;
		json_t *piece;

		if (strcmp(all->events[i].type->kind, kind) != 0)
			continue;
		if (json_is_string(named))
			add_lacking(all, named, list);
		json_array_foreach (named, k, piece)
			add_lacking(all, piece, list);
	}
}

json_t *
case_asked(const struct standing *all)
{
	json_t *list = json_array();

	add_named(all, "case.received", "pieces", list);
	add_named(all, "case.supplement_requested", "pieces", list);
	return list;
}

json_t *
case_missing(const struct standing *all)
{
	json_t *list = case_asked(all);

	add_named(all, "case.decided", "missing", list);
	add_named(all, "case.debt_opened", "what", list);
	return list;
}

json_t *
case_coordination(const struct standing *all)
{
	return json_string(standing_says(standing_last(all, "case.accepted"),
			       "coordination", "joint")
			       ? "joint"
			       : "single");
}

/* Who answers for a joint case: whom a hall above named, or else whom the
 * window did. */
json_t *
case_lead(const struct standing *all)
{
	const struct standing_event *named =
	    standing_last(all, "case.lead_assigned");
	const struct standing_event *accepted =
	    standing_last(all, "case.accepted");
	size_t i;
	json_t *part;

	if (named != NULL)
		return json_incref(json_object_get(named->body, "department"));
	if (accepted == NULL)
		return NULL;
	json_array_foreach (json_object_get(accepted->body, "parts"), i, part) {
		const char *role = json_member_text(part, "role");

		if (role != NULL && strcmp(role, "lead") == 0)
			return json_incref(json_object_get(part, "department"));
	}
	return NULL;
}

/* An order of the centre goes before the channel. */
json_t *
case_priority(const struct standing *all)
{
	const struct standing_event *opened =
	    standing_last(all, "case.green_opened");
	const struct standing_event *closed =
	    standing_last(all, "case.green_closed");

	if (standing_last(all, "case.urged") != NULL)
		return json_string("urgent");
	if (opened != NULL && (closed == NULL || closed < opened))
		return json_string("green_channel");
	return json_string("normal");
}

/* 11 准予, 12 容缺准予, 13 不予. */
static int
code_of_outcome(const struct standing *all)
{
	const struct standing_event *decided =
	    standing_last(all, "case.decided");

	if (standing_says(decided, "outcome", "approved_short"))
		return 12;
	return standing_says(decided, "outcome", "denied") ? 13 : 11;
}

json_t *
case_state(const struct standing *all)
{
	return json_integer((json_int_t)all->state);
}

/* The code of the national exchange of cases. */
json_t *
case_code(const struct standing *all)
{
	static const int codes[] = {
	    [CASE_NONE] = 0,
	    [CASE_RECEIVED] = 1,
	    [CASE_SUPPLEMENTING] = 6,
	    [CASE_SUPPLEMENTED] = 7,
	    [CASE_ACCEPTED] = 3,
	    [CASE_HANDLING] = 8,
	    [CASE_SPECIAL] = 9,
	    [CASE_SPECIAL_ENDED] = 10,
	    [CASE_RETURNED] = 13,
	    [CASE_WITHDRAWN] = 2,
	    [CASE_PULLED_BACK] = 14,
	    [CASE_REVOKED] = 15,
	    [CASE_DISPUTED] = 8,
	};

	switch (all->state) {
	case CASE_DECLINED:
		return json_integer(
		    standing_says(standing_last(all, "case.declined"), "ground",
			"out_of_scope")
			? 4
			: 5);
	case CASE_DECIDED:
	case CASE_FINISHED:
	case CASE_DELIVERED:
		return json_integer(code_of_outcome(all));
	case CASE_MOVED: /* it has one where it went */
		return NULL;
	default:
		return json_integer(codes[all->state]);
	}
}

/* When the citizen took it back, before or after acceptance (撤件, 撤回). */
json_t *
case_withdrawn_time(const struct standing *all)
{
	const struct standing_event *back =
	    all->state == CASE_WITHDRAWN ? standing_last(all, "case.withdrawn")
	    : all->state == CASE_PULLED_BACK
		? standing_last(all, "case.pulled_back")
		: NULL;

	return back == NULL ? NULL : json_integer(back->time);
}

/* Numbers of the notices handed out, by which a case is found. */
json_t *
case_notices(const struct standing *all)
{
	json_t *numbers = NULL;

	for (size_t i = 0; i < all->count; i++) {
		const struct standing_event *ev = &all->events[i];

		if (strcmp(ev->type->kind, "case.notice_issued") != 0)
			continue;
		if (numbers == NULL)
			numbers = json_array();
		if (numbers == NULL ||
		    json_array_append(
			numbers, json_object_get(ev->body, "number")) != 0)
			break;
	}
	return numbers;
}
