/*
 * reference: all record types, written from their declarations.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/openapi.h"
#include "node/cli/commands.h"
#include "schema/base/words.h"
#include "schema/records/record_type.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static void
print_states(const struct record_type *t, unsigned set)
{
	int count = 0;

	for (unsigned i = 0; t->states[i] != NULL; i++)
		if (set & STATE(i))
			(void)printf(
			    "%s%s", count++ == 0 ? "" : ", ", t->states[i]);
}

static void
print_writers(const struct event_type *et)
{
	const char *before = "";

	if (et->writers & WRITER_OWN) {
		(void)printf("%s", _("own"));
		before = ", ";
	}
	if (et->writers & WRITER_ABOVE) {
		(void)printf("%s%s", before, _("above"));
		before = ", ";
	}
	if (et->writers & WRITER_ROOT)
		(void)printf("%s%s", before, _("root"));
}

static const char *
authority_word(enum event_authority authority)
{
	switch (authority) {
	case AUTHORITY_MEMBER:
		return _("membership");
	case AUTHORITY_POWER:
		return _("a power");
	case AUTHORITY_RULING:
		return _("ruling");
	case AUTHORITY_LEDGERS:
		return _("both ledgers");
	default:
		return _("gazette");
	}
}

static const char *
effect_word(enum event_effect effect)
{
	switch (effect) {
	case EFFECT_MOVES:
		return _("moves");
	case EFFECT_NOTES:
		return _("notes");
	case EFFECT_EDITS:
		return _("edits");
	case EFFECT_LEAVES:
		return _("leaves the ledger");
	case EFFECT_ENTERS:
		return _("enters the ledger");
	case EFFECT_QUOTES:
		return _("says again");
	case EFFECT_DROPS:
		return _("drops personal data");
	default:
		return _("rules");
	}
}

static int
leads_somewhere(const struct event_type *et)
{
	return et->effect == EFFECT_MOVES || et->effect == EFFECT_LEAVES;
}

static void
print_events(const struct record_type *t)
{
	(void)printf("| %s | %s | %s | %s | %s | %s | %s | %s |\n"
		     "|---|---|---|---|---|---|---|---|\n",
	    _("event"), _("meaning"), _("may write"), _("needs"), _("does"),
	    _("allowed in"), _("leads to"), _("rests on"));
	for (const struct event_type *et = t->events; et->kind; et++) {
		(void)printf("| `%s` | %s | ", et->kind, _(et->meaning));
		print_writers(et);
		(void)printf(" | %s | %s | ", authority_word(et->authority),
		    effect_word(et->effect));
		print_states(t, et->from);
		(void)printf(" | %s | %s |\n",
		    leads_somewhere(et) ? t->states[et->to] : "–",
		    et->clause == NULL ? "–" : _(et->clause));
	}
	(void)printf("\n");
}

static const char *
form_word(enum field_form form)
{
	static const char *const words[] = {
	    [FIELD_TEXT] = "plain text",
	    [FIELD_CODE] = "code",
	    [FIELD_CHOICE] = "choice",
	    [FIELD_INTEGER] = "whole number",
	    [FIELD_DATE] = "day",
	    [FIELD_REGION] = "region code",
	    [FIELD_ID_NUMBER] = "identity number",
	    [FIELD_PHONE] = "telephone",
	    [FIELD_KEY] = "32 bytes in hexadecimal",
	    [FIELD_EVENT] = "event id",
	    [FIELD_FRONTIER] = "frontier",
	    [FIELD_RECORD] = "record id",
	    [FIELD_ROW] = "row",
	    [FIELD_LOG] = "name of a log",
	    [FIELD_CONTENT] = "another event",
	};

	return _(words[form]);
}

static void
print_form(const struct field_type *f)
{
	(void)printf("%s", form_word(f->form));
	if (f->form == FIELD_INTEGER)
		(void)printf(
		    " %lld–%lld", (long long)f->min, (long long)f->max);
	for (size_t i = 0; f->choices != NULL && f->choices[i]; i++)
		(void)printf("%s%s", i == 0 ? ": " : ", ", f->choices[i]);
	for (const struct field_type *c = f->columns; c && c->name; c++)
		(void)printf("%s%s", c == f->columns ? ": " : ", ", c->name);
	if (f->flags & FIELD_LISTED)
		(void)printf("; %s", _("a list"));
}

static void
print_fields(const struct record_type *t)
{
	(void)printf("| %s | %s | %s | %s | |\n|---|---|---|---|---|\n",
	    _("event"), _("field"), _("meaning"), _("form"));
	for (const struct event_type *et = t->events; et->kind; et++)
		for (const struct field_type *f = et->fields; f->name; f++) {
			(void)printf("| `%s` | `%s` | %s | ", et->kind, f->name,
			    _(f->meaning));
			print_form(f);
			(void)printf(" |%s%s%s%s |\n",
			    f->flags & FIELD_REQUIRED ? " " : "",
			    f->flags & FIELD_REQUIRED ? _("required") : "",
			    f->flags & FIELD_PERSONAL ? " " : "",
			    f->flags & FIELD_PERSONAL ? _("personal") : "");
		}
	(void)printf("\n");
}

static void
print_outcome(const struct pair_rule *r)
{
	static const char *const words[] = {
	    [PAIR_CONFLICT] = "both wait for a ruling",
	    [PAIR_BOTH] = "both stand",
	    [PAIR_FIRST] = "the first stands",
	    [PAIR_SAME] = "equal: one counts; else both wait for a ruling",
	    [PAIR_DUPLICATE] = "one counts",
	    [PAIR_SHOWN] = "the higher tier's stands",
	};

	(void)printf("%s", _(words[r->outcome]));
	if (r->field != NULL)
		(void)printf(" (`%s`)", r->field);
	if (r->key != NULL)
		(void)printf(_("; of one `%s`"), r->key);
}

static void
print_class(enum pair_class class, const char *situation)
{
	static const char *const words[] = {[CLASS_AUTO] = "auto",
	    [CLASS_FLAG] = "flag",
	    [CLASS_HOLD] = "hold"};

	(void)printf("%s%s%s", _(words[class]), situation == NULL ? "" : ", ",
	    situation == NULL ? "" : situation);
}

static void
print_pairs(const struct record_type *t)
{
	if (t->pairs[0].first == NULL)
		return;
	(void)printf("| %s | %s | %s | %s | %s | %s |\n"
		     "|---|---|---|---|---|---|\n",
	    _("first"), _("second"), _("outcome"), _("class"), _("rule"),
	    _("reason"));
	for (const struct pair_rule *r = t->pairs; r->first; r++) {
		(void)printf("| `%s` | %s%s%s | ", r->first,
		    r->second == NULL ? "" : "`",
		    r->second == NULL ? _("any other") : r->second,
		    r->second == NULL ? "" : "`");
		print_outcome(r);
		(void)printf(" | ");
		print_class(r->class, r->situation);
		if (r->same_class != CLASS_AUTO) {
			(void)printf("%s", _("; if equal: "));
			print_class(r->same_class, r->same_situation);
		}
		(void)printf(" | %s | %s |\n", r->rule, _(r->reason));
	}
	(void)printf("\n");
}

static void
print_guards(const struct record_type *t)
{
	if (t->guards == NULL)
		return;
	(void)printf("%s\n\n", _("What guards refuse by:"));
	for (const struct guard_rule *g = t->guards; g->id; g++)
		(void)printf("- `%s`: %s\n", g->id, _(g->text));
	(void)printf("\n");
}

static void
print_type(const struct record_type *t)
{
	(void)printf("## %s (`%s`)\n\n%s: ", _(t->meaning), t->name,
	    _("States, by rank"));
	print_states(t, ~0U);
	(void)printf("\n\n");
	print_events(t);
	print_fields(t);
	print_pairs(t);
	print_guards(t);
}

static int
print_openapi(const char *word, struct err *e)
{
	json_t *document;

	if (strcmp(word, "openapi") != 0)
		return err_set(e, ERR_USAGE, "usage: sanji %s %s", "reference",
		    "[openapi]");
	document = openapi_document(e);
	if (document == NULL)
		return -1;
	/* Kept in docs/, where people read what has changed in it. */
	(void)json_dumpf(document, stdout, JSON_INDENT(1) | JSON_SORT_KEYS);
	(void)printf("\n");
	json_decref(document);
	return 0;
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	(void)c, (void)code_out;
	if (a->word_count > 0)
		return print_openapi(a->words[0], e);
	(void)printf("# %s\n\n%s\n\n", _("Record types"),
	    _("Written from the declarations in schema/records by `sanji "
	      "reference`. Concurrent events of a pair that is not listed "
	      "both wait for a ruling."));
	for (size_t i = 0; record_types[i] != NULL; i++)
		print_type(record_types[i]);
	return 0;
}

const struct command cmd_reference = {
    .name = "reference",
    .words = "[openapi]",
    .words_max = 1,
    .meaning = "all record types: events, fields, pairs, guards",
    .help = "Markdown, written from the declarations the program runs by; with "
	    "\"openapi\", the API of the console as an OpenAPI document.",
    .example = "LANG=zh_CN.UTF-8 sanji reference >RECORDS.md",
    .options = options,
    .run = run,
};
