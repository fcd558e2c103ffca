#include "schema/records/record_type.h"

#include <string.h>

#include "schema/records/types.h"

const struct record_type *const record_types[] = {
    &record_hall,
    &record_member,
    &record_fork,
    &record_address,
    &record_erasure,
    &record_item,
    &record_item_draft,
    &record_calendar,
    &record_joint_rule,
    &record_power,
    &record_case,
    &record_rating,
    &record_complaint,
    &record_payment,
    &record_agency,
    &record_staff,
    &record_swipe,
    &record_person,
    &record_slot,
    &record_booking,
    &record_score,
    &record_period,
    NULL,
};

const struct record_type *
record_type_named(const char *name)
{
	for (size_t i = 0; record_types[i] != NULL; i++)
		if (strcmp(record_types[i]->name, name) == 0)
			return record_types[i];
	return NULL;
}

const char *
record_state_word(const struct record_type *t, int64_t state)
{
	int64_t count = 0;

	while (t->states[count] != NULL)
		count++;
	return state >= 0 && state < count ? t->states[state] : "unknown";
}

const struct record_type *
record_type_of_kind(const char *kind)
{
	const char *dot = strchr(kind, '.');

	if (dot == NULL)
		return NULL;
	for (size_t i = 0; record_types[i] != NULL; i++) {
		const char *name = record_types[i]->name;

		if (strlen(name) == (size_t)(dot - kind) &&
		    strncmp(name, kind, (size_t)(dot - kind)) == 0)
			return record_types[i];
	}
	return NULL;
}

const struct event_type *
event_type_of_kind(const struct record_type *type, const char *kind)
{
	for (const struct event_type *t = type->events; t->kind != NULL; t++)
		if (strcmp(t->kind, kind) == 0)
			return t;
	return NULL;
}

int
event_type_opens(const struct event_type *type)
{
	return type->effect == EFFECT_MOVES && type->from & STATE(0);
}

int
event_type_asks(const struct event_type *type)
{
	return type->need != NULL || type->guard != NULL;
}

const char *
guard_text(const struct record_type *type, const char *id)
{
	for (const struct guard_rule *g = type->guards; g != NULL && g->id; g++)
		if (strcmp(g->id, id) == 0)
			return g->text;
	return NULL;
}

const struct field_type *
field_type_named(const struct event_type *event, const char *name)
{
	for (const struct field_type *f = event->fields; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static int
rule_is_for(const struct pair_rule *rule, const char *first, const char *second)
{
	return strcmp(rule->first, first) == 0 &&
	       (rule->second == NULL || strcmp(rule->second, second) == 0);
}

const struct pair_rule *
pair_rule_for(const struct record_type *type, const char *a, const char *b,
    int *first_out)
{
	static const struct pair_rule unlisted = {
	    .first = "*",
	    .outcome = PAIR_CONFLICT,
	    .rule = "RULES O",
	    .reason = "no rule is declared for this pair; a hall above rules",
	    .class = CLASS_HOLD,
	};

	for (const struct pair_rule *r = type->pairs; r->first != NULL; r++) {
		*first_out = rule_is_for(r, a, b);
		if (*first_out || rule_is_for(r, b, a))
			return r;
	}
	*first_out = 1;
	return &unlisted;
}
