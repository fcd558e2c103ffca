#include "sync/fold/recovery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/sshsig.h"
#include "schema/base/json.h"
#include "sync/fold/said.h"

/* --- the proof ----------------------------------------------------------- */

/* The county, the log, and all the event says but the proof. */
static int
proof_bytes(const struct changeset_id *county, const struct log_name *log,
    const json_t *body, struct buf *out, struct err *e)
{
	char pin[CHANGESET_ID_TEXT_MAX], name[LOG_NAME_TEXT_MAX];
	json_t *bare = json_copy((json_t *)(uintptr_t)body);
	int failed;

	if (bare == NULL)
		return err_nomem(e);
	(void)json_object_del(bare, "proof");
	changeset_id_text(county, pin);
	log_name_text(log, name);
	failed = buf_printf(out, e, "%s %s ", pin, name) != 0 ||
		 json_write(bare, out, e) != 0;
	json_decref(bare);
	return failed ? -1 : 0;
}

int
recovery_prove(const struct sign_secret *recovery,
    const struct changeset_id *county, const struct log_name *log, json_t *body,
    struct err *e)
{
	struct buf bytes = BUF_INIT;
	struct signature sig;
	char text[2 * SIGNATURE_LEN + 1];
	int failed = proof_bytes(county, log, body, &bytes, e);

	if (!failed) {
		sshsig_sign(
		    recovery, SSHSIG_RECOVERY, bytes.bytes, bytes.len, &sig);
		hex_text(sig.bytes, SIGNATURE_LEN, text);
		failed = json_put_take(body, "proof", json_string(text), e);
	}
	buf_free(&bytes);
	return failed;
}

int
recovery_is_proved(const uint8_t recovery_key[VIEW_KEY_LEN],
    const struct changeset_id *county, const struct log_name *log,
    const json_t *body)
{
	const char *text = json_member_text(body, "proof");
	struct buf bytes = BUF_INIT;
	struct sign_public key;
	struct signature sig;
	struct err ignored = ERR_INIT;
	int is_valid;

	if (text == NULL || strlen(text) != (size_t)2 * SIGNATURE_LEN ||
	    hex_parse(text, SIGNATURE_LEN, sig.bytes) != 0)
		return 0;
	memcpy(key.bytes, recovery_key, SIGN_PUBLIC_LEN);
	is_valid = proof_bytes(county, log, body, &bytes, &ignored) == 0 &&
		   sshsig_is_valid(
		       &key, SSHSIG_RECOVERY, bytes.bytes, bytes.len, &sig);
	buf_free(&bytes);
	return is_valid;
}

/* --- taking them in ------------------------------------------------------ */

static int
is_of_root(const struct authority *a, const struct view *view,
    const struct gazette_event *ev, const char *kind)
{
	const struct space_name *space =
	    &view->chart->spaces[chart_space_of(view->chart, ev->at)];

	return strcmp(ev->type->kind, kind) == 0 &&
	       hall_code_is_same(&space->hall, &a->halls[0].code) &&
	       strcmp(ev->record, a->halls[0].code.digits) == 0;
}

/* The first change set of a log, whose key is the one it names. */
static int
is_recovery(const struct authority *a, const struct view *view,
    const struct changeset_id *county, const struct gazette_event *ev)
{
	const struct chart *c = view->chart;
	uint8_t key[VIEW_KEY_LEN];

	return is_of_root(a, view, ev, "member.recovered") && ev->at.seq == 1 &&
	       ev->place == 0 && a->has_recovery_key &&
	       said_key(ev->body, "signing_key", key) == 0 &&
	       memcmp(key, ev->key, VIEW_KEY_LEN) == 0 &&
	       said_key(ev->body, "transport_key", key) == 0 &&
	       recovery_is_proved(a->recovery_key, county,
		   &c->logs[c->branches[ev->at.branch].log].name, ev->body);
}

static int
add(struct authority *a, const struct view *view,
    const struct gazette_event *ev, struct err *e)
{
	const struct chart *c = view->chart;
	struct recovery *all =
	    realloc(a->recoveries, (a->recovery_count + 1) * sizeof(*all));
	struct recovery *r;

	if (all == NULL)
		return err_nomem(e);
	a->recoveries = all;
	r = &all[a->recovery_count++];
	memset(r, 0, sizeof(*r));
	r->at = ev->at;
	r->life = c->logs[c->branches[ev->at.branch].log].name.life;
	(void)said_key(ev->body, "signing_key", r->signing_key);
	(void)said_key(ev->body, "transport_key", r->transport_key);
	if (past_join(&r->past, c, &ev->past, e) != 0)
		return -1;
	return said_cut(ev->body, "cut", &r->cut, e);
}

/* One that another knew is over; of two that did not, the earlier life. */
static int
is_over_by(const struct view *view, const struct recovery *old,
    const struct recovery *new)
{
	if (past_contains(&new->past, view->chart, old->at))
		return 1;
	return !past_contains(&old->past, view->chart, new->at) &&
	       incarnation_is_later(&new->life, &old->life);
}

static int
end_key(struct authority *a, const struct view *view, const struct recovery *r,
    const uint8_t *key, struct err *e)
{
	struct revocation_list *list = &a->halls[0].revocations;
	struct revocation *items, *x;

	if (memcmp(key, r->signing_key, VIEW_KEY_LEN) == 0)
		return 0;
	items = realloc(list->items, (list->count + 1) * sizeof(*items));
	if (items == NULL)
		return err_nomem(e);
	list->items = items;
	x = &items[list->count++];
	memset(x, 0, sizeof(*x));
	x->at = r->at;
	x->where = REVOKES_IN_GAZETTES;
	x->effective = 1;
	memcpy(x->signing_key, key, VIEW_KEY_LEN);
	x->cut.heads = calloc(r->cut.count + 1, sizeof(*x->cut.heads));
	if (x->cut.heads == NULL)
		return err_nomem(e);
	memcpy(
	    x->cut.heads, r->cut.heads, r->cut.count * sizeof(*x->cut.heads));
	x->cut.count = r->cut.count;
	return past_join(&x->past, view->chart, &r->past, e);
}

/* All keys the root had that a recovery did not know to be its own. */
static int
end_others(struct authority *a, const struct view *view, size_t which,
    const struct gazette_event *events, size_t count, struct err *e)
{
	uint8_t key[VIEW_KEY_LEN];

	for (size_t i = 0; i < count; i++)
		if (is_of_root(a, view, &events[i], "member.admitted") &&
		    !past_contains(&events[i].past, view->chart,
			a->recoveries[which].at) &&
		    said_key(events[i].body, "signing_key", key) == 0 &&
		    end_key(a, view, &a->recoveries[which], key, e) != 0)
			return -1;
	for (size_t i = 0; i < a->recovery_count; i++)
		if (i != which &&
		    is_over_by(
			view, &a->recoveries[i], &a->recoveries[which]) &&
		    end_key(a, view, &a->recoveries[which],
			a->recoveries[i].signing_key, e) != 0)
			return -1;
	return 0;
}

/* The key that was pinned with the founding event. */
static void
find_key(struct authority *a, const struct view *view,
    const struct gazette_event *events, size_t count)
{
	for (size_t i = 0; i < count && !a->has_recovery_key; i++)
		if (is_of_root(a, view, &events[i], "member.admitted") &&
		    events[i].at.branch == a->founded.branch &&
		    events[i].at.seq == a->founded.seq)
			a->has_recovery_key =
			    said_key(events[i].body, "recovery_key",
				a->recovery_key) == 0;
}

int
recovery_take_all(struct authority *a, const struct view *view,
    const struct changeset_id *county, const struct gazette_event *events,
    size_t count, struct err *e)
{
	find_key(a, view, events, count);
	for (size_t i = 0; i < count; i++)
		if (is_recovery(a, view, county, &events[i]) &&
		    add(a, view, &events[i], e) != 0)
			return -1;
	for (size_t i = 0; i < a->recovery_count; i++)
		if (end_others(a, view, i, events, count, e) != 0)
			return -1;
	return 0;
}

const struct recovery *
recovery_at(const struct authority *a, struct position at)
{
	for (size_t i = 0; i < a->recovery_count; i++)
		if (a->recoveries[i].at.branch == at.branch &&
		    a->recoveries[i].at.seq == at.seq)
			return &a->recoveries[i];
	return NULL;
}

int
recovery_named(const struct authority *a, const uint8_t *signing_key)
{
	for (size_t i = 0; i < a->recovery_count; i++)
		if (memcmp(a->recoveries[i].signing_key, signing_key,
			VIEW_KEY_LEN) == 0)
			return !authority_key_is_revoked(
			    &a->halls[0], signing_key);
	return 0;
}

void
recoveries_free(struct authority *a)
{
	for (size_t i = 0; i < a->recovery_count; i++) {
		past_free(&a->recoveries[i].past);
		free(a->recoveries[i].cut.heads);
	}
	free(a->recoveries);
}
