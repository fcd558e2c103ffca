#include "sync/engine/moving.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"

/* Bytes of quotes in one change set; a long record needs several. */
#define QUOTES_LEN_MAX (CHANGESET_LEN_MAX / 2)

/* Events in one change set, leaving room for moved_in. */
#define QUOTES_MAX (CHANGESET_EVENTS_MAX / 2)

static int
write_into(struct moving *m, const struct dossier *d, const json_t *events,
    const struct engine_expectation *expected, struct err *e)
{
	const json_t *last =
	    json_array_get(events, json_array_size(events) - 1);
	char summary[CHANGESET_SUMMARY_MAX];

	(void)snprintf(summary, sizeof(summary), "%s %.120s",
	    json_member_text(last, EVENT_DO),
	    m->label == NULL ? d->name : m->label);
	m->written++;
	return engine_write(m->engine, &d->space, events, summary, m->time_s,
	    expected, NULL, e);
}

/* One event, as a list. */
static int
write_one_take(struct moving *m, const struct dossier *d, json_t *event,
    const struct engine_expectation *expected, struct err *e)
{
	json_t *events = json_pack("[o]", event);
	int failed = events == NULL ? err_nomem(e)
				    : write_into(m, d, events, expected, e);

	json_decref(events);
	return failed;
}

static json_t *
event_of(const struct dossier *d, enum event_effect effect)
{
	return json_pack("{s:s,s:s}", EVENT_DO,
	    dossier_kind(d, effect, RULING_NONE), EVENT_ON, d->name);
}

int
moving_write_out(
    struct moving *m, const struct engine_expectation *expected, struct err *e)
{
	json_t *event = event_of(m->old, EFFECT_LEAVES);

	if (event == NULL ||
	    json_put_take(event, "move", json_string(m->id), e) != 0 ||
	    json_put_take(
		event, "to", json_string(m->new->space.hall.digits), e) != 0 ||
	    (m->reason != NULL &&
		json_put_take(event, EVENT_PERSONAL,
		    json_pack("{s:s}", "reason", m->reason), e) != 0)) {
		json_decref(event);
		return err_nomem(e);
	}
	return write_one_take(m, m->old, event, expected, e);
}

/* --- quotes -------------------------------------------------------------- */

struct chosen {
	size_t event; /* in the dossier */
	size_t known; /* how many of the dossier it knew */
};

static int
compare_chosen(const void *a, const void *b)
{
	const struct chosen *x = a, *y = b;

	if (x->known != y->known)
		return x->known < y->known ? -1 : 1;
	return (x->event > y->event) - (x->event < y->event);
}

/* Those chosen, each after all it knew.  Free the list. */
static struct chosen *
sort_chosen(const struct dossier *d, const unsigned char *is_chosen,
    size_t *count_out, struct err *e)
{
	struct chosen *all = calloc(d->relation.count + 1, sizeof(*all));
	size_t count = 0;

	if (all == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	for (size_t i = 0; i < d->relation.count; i++) {
		if (!is_chosen[i])
			continue;
		all[count].event = i;
		for (size_t k = 0; k < d->relation.count; k++)
			all[count].known += (size_t)dossier_knew(d, k, i);
		count++;
	}
	qsort(all, count, sizeof(*all), compare_chosen);
	*count_out = count;
	return all;
}

static int
length_of(const json_t *event, size_t *out, struct err *e)
{
	struct buf text = BUF_INIT;
	int failed = json_write(event, &text, e);

	*out = text.len;
	buf_free(&text);
	return failed;
}

/* Write what has been gathered; the list is empty afterwards. */
static int
write_gathered(struct moving *m, json_t *events, size_t *len, struct err *e)
{
	int failed = 0;

	if (json_array_size(events) > 0)
		failed = write_into(m, m->new, events, NULL, e);
	(void)json_array_clear(events);
	*len = 0;
	return failed;
}

static int
gather(
    struct moving *m, size_t event, json_t *events, size_t *len, struct err *e)
{
	json_t *quote = dossier_quote(m->old, event, e);
	size_t more;

	if (quote == NULL || length_of(quote, &more, e) != 0) {
		json_decref(quote);
		return -1;
	}
	if ((*len + more > QUOTES_LEN_MAX ||
		json_array_size(events) == QUOTES_MAX) &&
	    write_gathered(m, events, len, e) != 0) {
		json_decref(quote);
		return -1;
	}
	*len += more;
	return json_append_take(events, quote, e);
}

/* Quotes, and after them an event (reference taken) or NULL. */
static int
write_quotes_take(struct moving *m, const unsigned char *is_chosen,
    json_t *last, struct err *e)
{
	size_t count = 0, len = 0;
	struct chosen *all = sort_chosen(m->old, is_chosen, &count, e);
	json_t *events = json_array();
	int failed = all == NULL || events == NULL;

	for (size_t i = 0; i < count && !failed; i++)
		failed = gather(m, all[i].event, events, &len, e);
	if (!failed && last != NULL)
		failed = json_append_take(events, json_incref(last), e);
	if (!failed)
		failed = write_gathered(m, events, &len, e);
	json_decref(last);
	json_decref(events);
	free(all);
	return failed ? -1 : 0;
}

int
moving_write_quotes(
    struct moving *m, const unsigned char *chosen, struct err *e)
{
	return write_quotes_take(m, chosen, NULL, e);
}

int
moving_write_in(struct moving *m, size_t left, struct err *e)
{
	const struct dossier *old = m->old;
	unsigned char *chosen = calloc(old->relation.count + 1, 1);
	json_t *last = event_of(m->new, EFFECT_ENTERS);
	int failed = 0;

	if (chosen == NULL || last == NULL)
		failed = err_nomem(e);
	if (!failed)
		failed =
		    json_put_take(last, "move", json_string(m->id), e) != 0 ||
		    json_put_take(last, "from",
			json_string(old->space.hall.digits), e) != 0;
	for (size_t i = 0; i < old->relation.count && !failed; i++)
		chosen[i] = (unsigned char)(dossier_stands(old, i) &&
					    (left == DOSSIER_NONE ||
						dossier_knew(old, i, left)));
	if (!failed)
		failed = write_quotes_take(m, chosen, json_incref(last), e);
	json_decref(last);
	free(chosen);
	return failed ? -1 : 0;
}

/* --- rulings and drops --------------------------------------------------- */

int
moving_write_cover(
    struct moving *m, const struct dossier *d, size_t i, struct err *e)
{
	char id[EVENT_ID_TEXT_MAX];

	event_id_text(&dossier_event(d, i)->id, id);
	return write_one_take(m, d,
	    json_pack("{s:s,s:s,s:s}", EVENT_DO,
		dossier_kind(d, EFFECT_RULES, RULING_COVERS), EVENT_ON, d->name,
		"event", id),
	    NULL, e);
}

int
moving_write_dropped(struct moving *m, struct err *e)
{
	json_t *event = event_of(m->old, EFFECT_DROPS);

	if (event == NULL ||
	    json_put_take(event, "move", json_string(m->id), e) != 0) {
		json_decref(event);
		return err_nomem(e);
	}
	return write_one_take(m, m->old, event, NULL, e);
}
