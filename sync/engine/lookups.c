#include "sync/engine/lookups.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "crypto/crypto.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/store/lookup.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/loaded.h"
#include "sync/engine/personal.h"

/* --- hashes -------------------------------------------------------------- */

int
lookups_normal(const char *value, struct buf *out, struct err *e)
{
	static const char wide_space[] = "\xe3\x80\x80";

	for (const char *c = value; *c != '\0'; c++) {
		char one = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;

		if (strncmp(c, wide_space, strlen(wide_space)) == 0) {
			c += strlen(wide_space) - 1;
			continue;
		}
		if (*c != ' ' && *c != '-' && buf_add(out, &one, 1, e) != 0)
			return -1;
	}
	return 0;
}

static int64_t
number_of(const uint8_t bytes[8])
{
	uint64_t number = 0;

	for (int i = 0; i < 8; i++)
		number = number << 8 | bytes[i];
	return (int64_t)number;
}

int
lookups_of(struct engine *g, const char *field, const char *value, int64_t *out,
    struct err *e)
{
	struct buf normal = BUF_INIT;
	struct lookup_hash hash;
	int failed;

	if (g->keys == NULL)
		return err_set(e, ERR_REFUSED,
		    "this hall's key is locked; give its passphrase in "
		    "$SANJI_PASSPHRASE");
	failed = lookups_normal(value, &normal, e);
	if (!failed) {
		local_key_hash(
		    &g->lookup_key, field, normal.bytes, normal.len, &hash);
		*out = number_of(hash.bytes);
	}
	buf_free(&normal);
	return failed;
}

/* --- following ----------------------------------------------------------- */

/* The nonce a sealed value begins with tells it from every other. */
static int64_t
seal_of(const json_t *sealed)
{
	uint8_t begins[8] = {0};
	size_t len = json_string_length(sealed);

	if (len > 0)
		memcpy(begins, json_string_value(sealed),
		    len < sizeof(begins) ? len : sizeof(begins));
	return number_of(begins);
}

struct following {
	struct engine *engine;
	int64_t record;
	const struct lookups_subject *subject; /* NULL: nothing is shown */
	struct store_lookup rows[LOOKUP_FIELDS_MAX];
	size_t count;
	/* What people are looked up by, as it is shown; the first of it is
	 * shown with another value than before. */
	struct personal_value shown[LOOKUP_FIELDS_MAX];
	size_t shown_count;
	size_t changed_count;
};

static const struct store_lookup *
row_of(const struct following *w, const char *field)
{
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(w->rows[i].field, field) == 0)
			return &w->rows[i];
	return NULL;
}

static int
is_changed(const struct following *w, const struct personal_value *value)
{
	const struct store_lookup *row = row_of(w, value->field);

	return row == NULL || row->seal != seal_of(value->sealed);
}

/* Put it behind the changed ones, or last. */
static void
add_shown(struct following *w, const struct personal_value *value)
{
	size_t at = w->shown_count++;

	if (is_changed(w, value)) {
		w->shown[at] = w->shown[w->changed_count];
		at = w->changed_count++;
	}
	w->shown[at] = *value;
}

static void
add_finding(
    struct following *w, const struct fold_event *ev, const json_t *fields)
{
	const json_t *name;
	size_t i;

	json_array_foreach (fields, i, name) {
		const struct field_type *f =
		    field_type_named(ev->type, json_string_value(name));
		struct personal_value value = {.event = ev};

		if (f == NULL || !(f->flags & FIELD_FINDS))
			continue;
		assert(w->shown_count < LOOKUP_FIELDS_MAX);
		value.field = f->name;
		value.sealed = json_object_get(
		    json_object_get(ev->body, EVENT_PERSONAL), f->name);
		add_shown(w, &value);
	}
}

/* The event of that name; the fold named only what it was given. */
static const struct fold_event *
event_named(const struct loaded *l, const char *name)
{
	struct event_id id;
	size_t i = 0;

	if (event_id_parse(name, &id) != 0)
		return NULL;
	while (i < l->count && (l->events[i].place != id.place ||
				   !changeset_id_is_same(
				       &l->events[i].changeset, &id.changeset)))
		i++;
	return i == l->count ? NULL : &l->events[i];
}

static void
find_shown(struct following *w, const json_t *shown)
{
	const char *name;
	json_t *fields;

	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)shown, name, fields) {
		const struct fold_event *ev =
		    event_named(w->subject->loaded, name);

		assert(ev != NULL);
		add_finding(w, ev, fields);
	}
}

/* Whether a field is shown as it was when its row was made. */
static int
stays(const struct following *w, const char *field)
{
	for (size_t i = w->changed_count; i < w->shown_count; i++)
		if (strcmp(w->shown[i].field, field) == 0)
			return 1;
	return 0;
}

/* Rows of what is shown no more, or with another value. */
static int
drop_old(struct following *w, struct err *e)
{
	for (size_t i = 0; i < w->count; i++)
		if (!stays(w, w->rows[i].field) &&
		    store_lookup_drop(
			w->engine->store, w->record, w->rows[i].field, e) != 0)
			return -1;
	return 0;
}

static int
add_row(struct following *w, const struct personal_value *shown,
    const char *value, struct err *e)
{
	struct store_lookup row = {.seal = seal_of(shown->sealed)};

	(void)snprintf(row.field, sizeof(row.field), "%s", shown->field);
	if (lookups_of(w->engine, row.field, value, &row.hash, e) != 0)
		return -1;
	return store_lookup_add(w->engine->store, w->record, &row, e);
}

/* Those of events in force first: there may be more than are taken. */
static int
collect_keys(const struct following *w, struct record_keys *out, struct err *e)
{
	const struct loaded *l = w->subject->loaded;
	int failed = 0;

	out->count = 0;
	for (int in_force = 1; in_force >= 0; in_force--)
		for (size_t i = 0; i < l->count && !failed; i++)
			if (event_status_is_in_force(l->events[i].status) ==
			    in_force)
				failed = record_keys_add(w->engine,
				    w->subject->record->space,
				    l->events[i].body, out, e);
	return failed ? -1 : 0;
}

static int
open_changed(struct following *w, json_t **out, struct err *e)
{
	struct record_keys keys;
	enum personal_state state;
	int failed = collect_keys(w, &keys, e) != 0 ||
		     personal_open_folded(w->engine, w->subject->record->space,
			 w->subject->name, &keys, w->shown, w->changed_count,
			 out, &state, e) != 0;

	record_keys_wipe(&keys);
	return failed ? -1 : 0;
}

static int
add_new(struct following *w, struct err *e)
{
	json_t *clear;
	int failed = 0;

	if (w->changed_count == 0)
		return 0;
	if (open_changed(w, &clear, e) != 0)
		return -1;
	for (size_t i = 0; i < w->changed_count && !failed; i++) {
		const char *value = json_member_text(clear, w->shown[i].field);

		if (value != NULL)
			failed = add_row(w, &w->shown[i], value, e);
	}
	json_decref(clear);
	return failed;
}

static int
follow(struct following *w, const json_t *shown, struct err *e)
{
	if (store_lookups_read(
		w->engine->store, w->record, w->rows, &w->count, e) != 0)
		return -1;
	find_shown(w, shown);
	return drop_old(w, e) != 0 ? -1 : add_new(w, e);
}

int
lookups_follow(struct engine *g, const struct lookups_subject *subject,
    const json_t *shown, struct err *e)
{
	struct following w = {
	    .engine = g, .record = subject->record->id, .subject = subject};

	return follow(&w, shown, e);
}

int
lookups_drop(struct engine *g, int64_t record, struct err *e)
{
	struct following w = {.engine = g, .record = record};

	return follow(&w, NULL, e);
}
