#include "node/actions/register_entry.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/record_type.h"

#define RATIFIED "a hall above ratified it, or a receipt covers it"

/* What each status says by itself, where no pair of events explains it. */
static const char *const by_status[] = {
    [EVENT_OK] = RATIFIED,
    [EVENT_DUPLICATE] = "the same event is listed already",
    [EVENT_OVERWRITTEN] = "a later edit, which knew this one, replaced it",
    [EVENT_SUPERSEDED] = "of several edits the higher tier's is shown, then "
			 "the later one; the others are kept",
    [EVENT_CONFLICT] = "too many events of one record did not know of each "
		       "other; a hall above rules",
    [EVENT_HELD] = "its author's authority had ended or did not reach so far, "
		   "which the author could not know; it waits to be ratified",
    [EVENT_REFUSED] = "it was not possible in what its author knew",
    [EVENT_NOAUTH] = "its author never had the authority for it",
    [EVENT_ANNULLED] = "it was held, and a hall above annulled it",
    [EVENT_FORKED] = "the log of its author forked, and no hall above has "
		     "built on this branch",
    [EVENT_READDRESSED] = "the case goes on in another hall, where it counts",
    [EVENT_BLOCKED] = "what it was built on does not stand",
    [EVENT_UNKNOWN] = "this program does not know this kind of event",
    [EVENT_AWAITED] = "who quotes it cannot say it; it waits for a hall that "
		      "can",
};

enum event_status
register_entry_status(const json_t *row)
{
	json_int_t status = json_member_integer(row, "status", 0);

	return status >= EVENT_OK && status <= EVENT_AWAITED
		   ? (enum event_status)status
		   : EVENT_UNKNOWN;
}

static int
says(const json_t *row, const char *member, const char *text)
{
	const char *said = json_member_text(row, member);

	return said != NULL && strcmp(said, text) == 0;
}

static const struct event_type *
type_of(const json_t *row, const char *member)
{
	const struct record_type *t =
	    record_type_named(json_member_text(row, "type"));
	const char *kind = json_member_text(row, member);

	return t == NULL || kind == NULL ? NULL : event_type_of_kind(t, kind);
}

/* The pair rule that decided; NULL if it was none. */
static const struct pair_rule *
rule_of(const json_t *row)
{
	const struct event_type *one = type_of(row, "kind");
	const struct event_type *other = type_of(row, "against_kind");
	const struct pair_rule *rule;
	int first;

	if (one == NULL || other == NULL || one->effect == EFFECT_EDITS ||
	    other->effect == EFFECT_RULES)
		return NULL;
	rule = pair_rule_for(record_type_named(json_member_text(row, "type")),
	    one->kind, other->kind, &first);
	return says(row, "reason", rule->rule) ? rule : NULL;
}

static int
is_equal(const json_t *row, const struct pair_rule *rule)
{
	return rule->outcome == PAIR_SAME &&
	       register_entry_status(row) == EVENT_DUPLICATE;
}

static enum pair_class
class_by(const json_t *row, const struct pair_rule *rule)
{
	return is_equal(row, rule) ? rule->same_class : rule->class;
}

/* What a node linked by itself, with nothing against it. */
static int
is_link(const json_t *row)
{
	const char *dot = strchr(json_member_text(row, "kind"), '.');

	return dot != NULL && strcmp(dot, ".linked") == 0 &&
	       json_member_text(row, "against") == NULL;
}

/* What somebody did after a hall above had ended it (conflict.c). */
static int
is_by_disabled(const json_t *row)
{
	return json_is_true(json_object_get(row, "disabled"));
}

/* Whether somebody is to look at what the rule made duplicates, or at what it
 * made anything else. */
static int
is_flagged(const struct pair_rule *rule, int of_duplicates)
{
	if (!of_duplicates)
		return rule->class == CLASS_FLAG;
	return rule->outcome == PAIR_SAME ? rule->same_class == CLASS_FLAG
					  : rule->outcome == PAIR_DUPLICATE &&
						rule->class == CLASS_FLAG;
}

static int
add_kinds(json_t *kinds, const struct record_type *t, int of_duplicates)
{
	for (const struct pair_rule *r = t->pairs; r->first != NULL; r++)
		if (is_flagged(r, of_duplicates) &&
		    (json_array_append_new(kinds, json_string(r->first)) != 0 ||
			(r->second != NULL &&
			    json_array_append_new(
				kinds, json_string(r->second)) != 0)))
			return -1;
	return 0;
}

char *
register_entry_kinds(int of_duplicates, struct err *e)
{
	json_t *kinds = json_array();
	int failed = kinds == NULL;
	char *text = NULL;

	for (size_t i = 0; record_types[i] != NULL && !failed; i++)
		failed = add_kinds(kinds, record_types[i], of_duplicates);
	if (!failed)
		text = json_dumps(kinds, JSON_COMPACT);
	json_decref(kinds);
	if (text == NULL)
		(void)err_nomem(e);
	return text;
}

static const char *
class_of(const json_t *row)
{
	const struct pair_rule *rule = rule_of(row);

	switch (register_entry_status(row)) {
	case EVENT_CONFLICT:
	case EVENT_HELD:
	case EVENT_FORKED:
		return "hold";
	case EVENT_OK:
	case EVENT_DUPLICATE:
	case EVENT_SUPERSEDED:
		if (says(row, "reason", "ruled") ||
		    says(row, "reason", "noted"))
			return "ruled";
		if (is_link(row) || is_by_disabled(row) ||
		    (rule != NULL && class_by(row, rule) == CLASS_FLAG))
			return "flag";
		return "auto";
	case EVENT_REFUSED:
	case EVENT_NOAUTH:
		return "violation";
	default:
		return "auto";
	}
}

/* What the situation is called where no pair of events made it. */
static const char *
situation_of(const json_t *row)
{
	const struct event_type *t = type_of(row, "kind");
	const struct pair_rule *rule = rule_of(row);

	if (is_by_disabled(row))
		return "K25";
	if (rule != NULL)
		return is_equal(row, rule) ? rule->same_situation
					   : rule->situation;
	if (is_link(row))
		return "K1";
	switch (register_entry_status(row)) {
	case EVENT_HELD:
		return t != NULL && t->authority == AUTHORITY_POWER ? "K3"
								    : "K25";
	case EVENT_FORKED:
		return "K26";
	case EVENT_SUPERSEDED:
	case EVENT_OVERWRITTEN:
		return t != NULL && t->effect == EFFECT_EDITS ? "K5" : NULL;
	default:
		return NULL;
	}
}

static const char *
why_of(const json_t *row)
{
	const struct record_type *t =
	    record_type_named(json_member_text(row, "type"));
	const struct pair_rule *rule = rule_of(row);
	const char *reason = json_member_text(row, "reason");
	const char *guard = t == NULL ? NULL : guard_text(t, reason);

	if (is_by_disabled(row))
		return "who did it was disabled; the hall could not know";
	if (register_entry_status(row) == EVENT_OK && reason[0] == '\0' &&
	    rule == NULL && !is_link(row))
		return "it was possible in what its author knew";
	if (strcmp(reason, "ruled") == 0)
		return "a hall above ruled which of them stands";
	if (strcmp(reason, "noted") == 0)
		return "somebody looked at it, and left it as it is";
	if (strcmp(reason, "form") == 0)
		return "a field is missing or is not what it must be";
	if (register_entry_status(row) == EVENT_REFUSED &&
	    says(row, "reason", "RULES A5"))
		return "its author knew that its authority had ended";
	if (is_link(row))
		return "one application, received at two halls, counts once";
	if (guard != NULL)
		return guard;
	return rule != NULL ? rule->reason
			    : by_status[register_entry_status(row)];
}

int
register_entry_is_open(const json_t *row)
{
	const char *class = class_of(row);

	return strcmp(class, "hold") == 0 || strcmp(class, "flag") == 0;
}

/* The same in the language of whoever asks. */
static int
put_meanings(json_t *row)
{
	const struct event_type *et = type_of(row, "kind");
	const struct event_type *other = type_of(row, "against_kind");
	const char *status = event_status_word(register_entry_status(row));

	return json_object_set_new(
		   row, "why_meaning", json_string(_(why_of(row)))) != 0 ||
	       json_object_set_new(
		   row, "status_meaning", json_string(_(status))) != 0 ||
	       (et != NULL && json_object_set_new(row, "meaning",
				  json_string(_(et->meaning))) != 0) ||
	       (other != NULL && json_object_set_new(row, "against_meaning",
				     json_string(_(other->meaning))) != 0);
}

int
register_entry_describe(json_t *row, struct err *e)
{
	const char *situation = situation_of(row);
	json_t *class = json_string(class_of(row));
	json_t *why = json_string(why_of(row));
	json_t *word =
	    json_string(event_status_word(register_entry_status(row)));

	if (situation != NULL &&
	    json_object_set_new(row, "situation", json_string(situation)) != 0)
		return err_nomem(e);
	return put_meanings(row) != 0 ||
		       json_object_set_new(row, "class", class) != 0 ||
		       json_object_set_new(row, "why", why) != 0 ||
		       json_object_set_new(row, "status", word) != 0
		   ? err_nomem(e)
		   : 0;
}
