#include "sync/engine/dossier.h"

#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"

int
dossier_open(struct engine *g, const struct space_name *space,
    const struct record_type *type, const char *name, struct dossier *out,
    struct err *e)
{
	uint32_t number = chart_space(&g->chart, space);
	struct store_record record;
	int found;

	memset(out, 0, sizeof(*out));
	out->engine = g;
	out->space = *space;
	out->type = type;
	(void)snprintf(out->name, sizeof(out->name), "%s", name);
	out->loaded = (struct loaded){.engine = g, .type = type};
	found =
	    store_record_find(g->store, number, type->name, name, &record, e);
	if (found != 1)
		return found;
	if (loaded_read(&out->loaded, &record, e) != 0)
		return -1;
	return fold_related(type, &g->view, &g->authority, number,
	    out->loaded.events, out->loaded.count, &out->folded, &out->relation,
	    e);
}

void
dossier_free(struct dossier *d)
{
	loaded_free(&d->loaded);
	folded_free(&d->folded);
	fold_relation_free(&d->relation);
}

const struct fold_event *
dossier_event(const struct dossier *d, size_t i)
{
	return &d->loaded.events[i];
}

int
dossier_knew(const struct dossier *d, size_t i, size_t k)
{
	return d->relation.before[i * d->relation.count + k];
}

int
dossier_stands(const struct dossier *d, size_t i)
{
	const struct fold_event *ev = dossier_event(d, i);

	if (ev->type == NULL || !fold_can_be_quoted(ev->type))
		return 0;
	switch (ev->status) {
	case EVENT_OK:
	case EVENT_DUPLICATE:
	case EVENT_OVERWRITTEN:
	case EVENT_SUPERSEDED:
	case EVENT_CONFLICT:
	case EVENT_READDRESSED:
		return 1;
	default:
		return 0;
	}
}

static int
has_effect(const struct dossier *d, size_t i, enum event_effect effect)
{
	const struct fold_event *ev = dossier_event(d, i);

	return ev->type != NULL && ev->type->effect == effect &&
	       event_status_is_in_force(ev->status);
}

static int
is_back(const struct dossier *d, size_t left)
{
	for (size_t k = 0; k < d->relation.count; k++)
		if (has_effect(d, k, EFFECT_ENTERS) && dossier_knew(d, left, k))
			return 1;
	return 0;
}

size_t
dossier_left(const struct dossier *d)
{
	size_t left = DOSSIER_NONE;

	for (size_t i = 0; i < d->relation.count; i++)
		if (has_effect(d, i, EFFECT_LEAVES) && !is_back(d, i) &&
		    (left == DOSSIER_NONE ||
			fold_compare_shown(
			    dossier_event(d, i), dossier_event(d, left)) > 0))
			left = i;
	return left;
}

size_t
dossier_entered(const struct dossier *d)
{
	for (size_t i = d->relation.count; i > 0; i--)
		if (has_effect(d, i - 1, EFFECT_ENTERS))
			return i - 1;
	return DOSSIER_NONE;
}

size_t
dossier_half(
    const struct dossier *d, enum event_effect effect, const char *move)
{
	size_t held = DOSSIER_NONE;

	for (size_t i = 0; i < d->relation.count; i++) {
		const struct fold_event *ev = dossier_event(d, i);
		const char *id = ev->type == NULL || ev->type->effect != effect
				     ? NULL
				     : json_member_text(ev->body, "move");

		if (id == NULL || strcmp(id, move) != 0)
			continue;
		if (event_status_is_in_force(ev->status))
			return i;
		if (ev->status == EVENT_HELD)
			held = i;
	}
	return held;
}

/* Where the other half of the move would be, and as what; 0 if it is one. */
static int
other_half(const struct dossier *d, size_t i, struct space_name *ledger_out,
    enum event_effect *effect_out)
{
	const struct fold_event *ev = dossier_event(d, i);
	const char *hall = NULL;

	if (ev->type != NULL && ev->type->effect == EFFECT_LEAVES) {
		hall = json_member_text(ev->body, "to");
		*effect_out = EFFECT_ENTERS;
	} else if (ev->type != NULL && ev->type->effect == EFFECT_ENTERS) {
		hall = json_member_text(ev->body, "from");
		*effect_out = EFFECT_LEAVES;
	}
	ledger_out->kind = d->space.kind;
	return hall == NULL ? -1 : hall_code_parse(hall, &ledger_out->hall);
}

static size_t
event_with_id(const struct dossier *d, const struct event_id *id)
{
	for (size_t i = 0; i < d->relation.count; i++) {
		const struct fold_event *ev = dossier_event(d, i);

		if (ev->place == id->place &&
		    changeset_id_is_same(&ev->changeset, &id->changeset))
			return i;
	}
	return DOSSIER_NONE;
}

static int
find_twin(
    const struct dossier *d, const struct event_id *id, int *out, struct err *e)
{
	size_t i = event_with_id(d, id), twin;
	struct dossier other = {.engine = d->engine};
	struct space_name ledger;
	enum event_effect effect;
	int failed;

	*out = 0;
	if (i == DOSSIER_NONE || other_half(d, i, &ledger, &effect) != 0)
		return 0;
	failed =
	    dossier_open(d->engine, &ledger, d->type, d->name, &other, e) < 0;
	if (!failed) {
		twin = dossier_half(&other, effect,
		    json_member_text(dossier_event(d, i)->body, "move"));
		*out = twin != DOSSIER_NONE &&
		       event_status_is_in_force(
			   dossier_event(&other, twin)->status);
	}
	dossier_free(&other);
	return failed ? -1 : 0;
}

int
dossier_is_half_of_move(struct engine *g, int64_t record,
    const struct event_id *id, int *out, struct err *e)
{
	struct store_record row;
	char type[64], name[64];
	struct dossier d = {.engine = g};
	const struct record_type *t;
	int failed = store_record_read(g->store, record, &row, type, name, e);

	*out = 0;
	t = failed == 1 ? record_type_named(type) : NULL;
	if (t == NULL)
		return failed < 0 ? -1 : 0;
	failed =
	    dossier_open(g, &g->chart.spaces[row.space], t, name, &d, e) < 0 ||
	    find_twin(&d, id, out, e) != 0;
	dossier_free(&d);
	return failed ? -1 : 0;
}

size_t
dossier_find(const struct dossier *d, const struct fold_event *ev)
{
	for (size_t i = 0; i < d->relation.count; i++)
		if (fold_is_same_event(dossier_event(d, i), ev))
			return i;
	return DOSSIER_NONE;
}

int
dossier_is_quoted_by(const struct dossier *d, size_t i, size_t hall)
{
	const struct fold_event *ev = dossier_event(d, i);

	for (size_t k = 0; k < d->loaded.count; k++) {
		const struct fold_event *copy = dossier_event(d, k);

		if (copy->is_quote && copy->writer == hall &&
		    fold_is_same_event(copy, ev))
			return 1;
	}
	return 0;
}

const char *
dossier_kind(
    const struct dossier *d, enum event_effect effect, enum event_ruling ruling)
{
	for (const struct event_type *t = d->type->events; t->kind != NULL; t++)
		if (t->effect == effect && t->ruling == ruling)
			return t->kind;
	return NULL;
}

/* --- quoting ------------------------------------------------------------- */

static json_t *
id_text(const struct event_id *id)
{
	char text[EVENT_ID_TEXT_MAX];

	event_id_text(id, text);
	return json_string(text);
}

/* What its author knew of the record (RULES C3). */
static json_t *
past_of(const struct dossier *d, size_t i, struct err *e)
{
	json_t *past = json_array();

	if (past == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	for (size_t k = 0; k < d->relation.count; k++) {
		const struct fold_event *ev = dossier_event(d, k);

		if (ev->type == NULL || !fold_can_be_quoted(ev->type) ||
		    !dossier_knew(d, k, i))
			continue;
		if (json_append_take(past, id_text(&ev->id), e) != 0) {
			json_decref(past);
			return NULL;
		}
	}
	return past;
}

json_t *
dossier_quote(const struct dossier *d, size_t i, struct err *e)
{
	const struct fold_event *ev = dossier_event(d, i);
	const char *kind = dossier_kind(d, EFFECT_QUOTES, RULING_NONE);
	json_t *past = past_of(d, i, e), *quote;
	char log[LOG_NAME_TEXT_MAX], id[EVENT_ID_TEXT_MAX];

	if (past == NULL)
		return NULL;
	log_name_text(&ev->log, log);
	event_id_text(&ev->id, id);
	quote = json_pack("{s:s,s:s,s:s,s:s,s:s,s:I,s:O}", EVENT_DO, kind,
	    EVENT_ON, d->name, "event", id, "ledger", ev->log.space.hall.digits,
	    "log", log, "time", (json_int_t)ev->time, "content", ev->body);
	if (quote == NULL)
		(void)err_nomem(e);
	if (quote != NULL && json_array_size(past) > 0 &&
	    json_object_set(quote, "past", past) != 0) {
		(void)err_nomem(e);
		json_decref(quote);
		quote = NULL;
	}
	json_decref(past);
	return quote;
}
