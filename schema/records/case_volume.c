#include "schema/records/case_volume.h"

#include <string.h>

#include "schema/base/json.h"

static int
is_kind(const json_t *event, const char *kind)
{
	const char *said = json_member_text(event, "kind");

	return said != NULL && strcmp(said, kind) == 0;
}

static int
says(const json_t *event, const char *field, const char *word)
{
	const char *said =
	    json_member_text(json_object_get(event, "body"), field);

	return said != NULL && strcmp(said, word) == 0;
}

/* Whether a material was handed in, or what was owed settled. */
static int
is_there(const json_t *events, const char *name)
{
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event)
		if ((is_kind(event, "case.material_received") &&
			says(event, "piece", name)) ||
		    (is_kind(event, "case.debt_settled") &&
			says(event, "what", name)))
			return 1;
	return 0;
}

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

static int
add(const json_t *events, const char *name, json_t *missing)
{
	if (name == NULL || is_there(events, name) || is_listed(missing, name))
		return 0;
	return json_array_append_new(missing, json_string(name));
}

/* Names in a list of an event: texts, or rows of pieces that are short. */
static int
add_list(const json_t *events, const json_t *list, json_t *missing)
{
	size_t i;
	json_t *one;

	json_array_foreach (list, i, one) {
		const char *state = json_member_text(one, "state");
		const char *name = json_is_object(one)
				       ? json_member_text(one, "name")
				       : json_string_value(one);

		if (state != NULL && strcmp(state, "supplied") == 0)
			continue;
		if (add(events, name, missing) != 0)
			return -1;
	}
	return 0;
}

static int
add_of(const json_t *events, const json_t *event, json_t *missing)
{
	const json_t *body = json_object_get(event, "body");

	if (is_kind(event, "case.received") ||
	    is_kind(event, "case.supplement_requested"))
		return add_list(
		    events, json_object_get(body, "pieces"), missing);
	if (is_kind(event, "case.decided"))
		return add_list(
		    events, json_object_get(body, "missing"), missing);
	if (is_kind(event, "case.debt_opened"))
		return add(events, json_member_text(body, "what"), missing);
	if (is_kind(event, "case.attached") &&
	    json_is_false(json_object_get(event, "arrived")))
		return add(events, json_member_text(event, "event"), missing);
	return 0;
}

json_t *
case_volume_missing(const json_t *events)
{
	json_t *missing = json_array(), *event;
	int failed = missing == NULL;
	size_t i;

	json_array_foreach (events, i, event)
		if (!failed)
			failed = add_of(events, event, missing) != 0;
	if (failed) {
		json_decref(missing);
		return NULL;
	}
	return missing;
}
