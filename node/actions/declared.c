#include "node/actions/declared.h"

#include <stdlib.h>
#include <string.h>

#include "node/actions/access.h"
#include "node/actions/listed.h"
#include "node/actions/action.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

static const char *const kinds[] = {
    [ACCESS_NONE] = "",
    [ACCESS_READS] = "reads",
    [ACCESS_LISTS] = "lists",
    [ACCESS_OPENS] = "opens",
    [ACCESS_WRITES] = "writes",
};

static const char *const forms[] = {
    [FIELD_TEXT] = "text",
    [FIELD_CODE] = "code",
    [FIELD_CHOICE] = "choice",
    [FIELD_INTEGER] = "integer",
    [FIELD_DATE] = "date",
    [FIELD_REGION] = "region",
    [FIELD_ID_NUMBER] = "id_number",
    [FIELD_PHONE] = "phone",
    [FIELD_KEY] = "key",
    [FIELD_EVENT] = "event",
    [FIELD_FRONTIER] = "frontier",
    [FIELD_RECORD] = "record",
    [FIELD_ROW] = "row",
    [FIELD_LOG] = "log",
    [FIELD_CONTENT] = "content",
};

/* What people read of a word of the program: "key project", 重点项目. */
static json_t *
meaning_of(const char *word)
{
	json_t *meaning = json_string(_(word));
	char *text = strdup(word);

	if (meaning != NULL && text != NULL &&
	    strcmp(json_string_value(meaning), word) == 0) {
		for (char *at = text; (at = strchr(at, '_')) != NULL;)
			*at = ' ';
		(void)json_string_set(meaning, text);
	}
	free(text);
	return meaning;
}

/* A list of words, each with what people read. */
static json_t *
words_json(const char *const *words)
{
	json_t *all = json_array();

	for (size_t i = 0; words != NULL && words[i] != NULL; i++)
		(void)json_array_append_new(
		    all, json_pack("{s:s,s:o}", "word", words[i], "meaning",
			     meaning_of(words[i])));
	return all;
}

static json_t *
field_json(const struct field_type *f)
{
	json_t *field = json_pack("{s:s,s:s,s:s,s:b,s:b,s:b}", "name", f->name,
	    "meaning", _(f->meaning), "form", forms[f->form], "required",
	    (f->flags & FIELD_REQUIRED) != 0, "listed",
	    (f->flags & FIELD_LISTED) != 0, "personal",
	    (f->flags & FIELD_PERSONAL) != 0);

	if (f->form == FIELD_INTEGER)
		(void)json_object_set_new(field, "min", json_integer(f->min));
	if (f->max != 0)
		(void)json_object_set_new(field, "max", json_integer(f->max));
	if (f->choices != NULL)
		(void)json_object_set_new(
		    field, "choices", words_json(f->choices));
	return field;
}

/* A field and, for a row, its columns. */
static int
append_field(json_t *fields, const struct field_type *f, struct err *e)
{
	json_t *field = field_json(f), *columns = json_array();

	for (const struct field_type *c = f->columns; c && c->name; c++)
		if (json_append_take(columns, field_json(c), e) != 0)
			break;
	if (f->columns != NULL)
		(void)json_object_set(field, "columns", columns);
	json_decref(columns);
	return json_append_take(fields, field, e);
}

static json_t *
parameter_json(const struct action_parameter *p)
{
	return json_pack("{s:s,s:s,s:s,s:b}", "name", p->name, "meaning",
	    _(p->meaning), "form", "text", "required",
	    (p->flags & PARAMETER_REQUIRED) != 0);
}

static json_t *
fields_of(const struct action *a, struct err *e)
{
	const struct record_type *t =
	    a->event == NULL ? NULL : record_type_of_kind(a->event);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, a->event);
	json_t *fields = json_array();
	int failed = fields == NULL ? err_nomem(e) : 0;

	for (const struct action_parameter *p = a->parameters;
	     !failed && p != NULL && p->name != NULL; p++)
		failed = json_append_take(fields, parameter_json(p), e);
	for (const struct field_type *f = et == NULL ? NULL : et->fields;
	     !failed && f != NULL && f->name != NULL; f++)
		if (!(f->flags & FIELD_FILLED))
			failed = append_field(fields, f, e);
	if (!failed)
		return fields;
	json_decref(fields);
	return NULL;
}

static int
append_action(json_t *all, const struct action *a, struct err *e)
{
	json_t *fields = fields_of(a, e);

	if (fields == NULL)
		return -1;
	return json_append_take(all,
	    json_pack("{s:s,s:s,s:s,s:s,s:s*,s:b,s:o,s:o*,s:s*,s:o*}", "noun",
		a->noun, "verb", a->verb, "meaning", _(a->meaning), "kind",
		kinds[access_kind_of(a->noun, a->verb)], "subject", a->subject,
		"exports", listed_is(a), "fields", fields, "columns",
		listed_is(a) ? listed_columns(a) : NULL, "rows",
		listed_member(a), "after", listed_after(a)),
	    e);
}

json_t *
declared_actions(uint32_t roles, struct err *e)
{
	json_t *all = json_array();
	int failed = all == NULL ? err_nomem(e) : 0;

	for (size_t i = 0; actions[i] != NULL; i++)
		for (const struct action *a = actions[i]; !failed && a->noun;
		     a++)
			if (access_is_allowed(roles, a->noun, a->verb))
				failed = append_action(all, a, e);
	if (!failed)
		return all;
	json_decref(all);
	return NULL;
}

json_t *
declared_states(struct err *e)
{
	json_t *all = json_object();
	int failed = all == NULL ? err_nomem(e) : 0;

	for (size_t i = 0; !failed && record_types[i] != NULL; i++)
		failed = json_put_take(all, record_types[i]->name,
		    words_json(record_types[i]->states), e);
	if (!failed)
		return all;
	json_decref(all);
	return NULL;
}
