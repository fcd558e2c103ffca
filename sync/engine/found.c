/*
 * Founding a county: the first change set of its gazette admits itself, with
 * the keys everybody pins through the change set's id.
 */
#include <string.h>

#include "schema/base/json.h"
#include "sync/engine/inside.h"

static json_t *
founding_event(const struct keys *keys, const struct hall_code *hall,
    const char *name, const struct sign_public *recovery)
{
	char sign[65], transport[65], offline[65];

	hex_text(keys->sign.public.bytes, SIGN_PUBLIC_LEN, sign);
	hex_text(keys->transport.public.bytes, NOISE_KEY_LEN, transport);
	hex_text(recovery->bytes, SIGN_PUBLIC_LEN, offline);
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "do", "member.admitted",
	    "on", hall->digits, "name", name, "signing_key", sign,
	    "transport_key", transport, "recovery_key", offline);
}

static int
compose(const struct store_node *node, const char *name, int64_t time_s,
    const json_t *event, struct changeset *out, struct err *e)
{
	struct header header = {
	    .log = {.space = {SPACE_GAZETTE, node->hall},
		.hall = node->hall,
		.life = node->life},
	    .seq = 1,
	    .depth = 1,
	    .time = time_s,
	    .rules = ENGINE_RULES,
	};
	struct buf text = BUF_INIT, summary = BUF_INIT;
	int failed = -1;

	if (strlen(name) > CHANGESET_AUTHOR_MAX)
		return err_set(e, ERR_FORMAT,
		    "a hall's name of %zu bytes; at most %d", strlen(name),
		    CHANGESET_AUTHOR_MAX);
	memcpy(header.author, name, strlen(name) + 1);
	if (json_write(event, &text, e) == 0 &&
	    buf_printf(&summary, e, "member.admitted %s %s", node->hall.digits,
		name) == 0)
		failed = changeset_compose(
		    &header, buf_text(&summary), &text, 1, out, e);
	buf_free(&text);
	buf_free(&summary);
	return failed;
}

/* The id must be known before the node's row can be written. */
static int
found_in(struct store *store, const struct keys *keys, struct store_node *node,
    struct changeset *c, struct err *e)
{
	struct ready ready = {.changeset = c, .key = keys->sign.public};
	struct engine *g = NULL;
	int failed;

	if (changeset_sign(c, &keys->sign, NULL, 0, e) != 0)
		return -1;
	node->county = c->id;
	failed = store_node_make(store, node, e) != 0 ||
		 engine_open(store, keys, &g, e) != 0 ||
		 engine_append(g, &ready, 0, e) != 0 ||
		 engine_fold_touched(g, e) != 0;
	engine_close(g);
	return failed ? -1 : 0;
}

int
engine_found(struct store *store, const struct keys *keys,
    const struct hall_code *hall, const char *name,
    const struct sign_public *recovery, int64_t time_s, struct err *e)
{
	struct store_node node = {.hall = *hall, .life = {.number = 1}};
	struct changeset c = {.event_count = 0};
	json_t *event = founding_event(keys, hall, name, recovery);
	int failed = -1;

	if (event == NULL)
		return err_set(
		    e, ERR_FORMAT, "the hall's name is not valid UTF-8 text");
	node.life = engine_first_life();
	if (compose(&node, name, time_s, event, &c, e) == 0 &&
	    store_begin(store, e) == 0)
		failed = found_in(store, keys, &node, &c, e) != 0 ||
			 store_commit(store, e) != 0;
	if (failed)
		store_rollback(store);
	changeset_free(&c);
	json_decref(event);
	return failed ? -1 : 0;
}
