#include "sync/ledger/receipt.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"

void
receipt_free(struct receipt *r)
{
	free(r->heads.ids);
	free(r->gazettes.ids);
	memset(r, 0, sizeof(*r));
}

static json_t *
ids_as_json(const struct changeset_heads *heads)
{
	json_t *list = json_array();
	char text[CHANGESET_ID_TEXT_MAX];

	for (size_t i = 0; list != NULL && i < heads->count; i++) {
		changeset_id_text(&heads->ids[i], text);
		if (json_array_append_new(list, json_string(text)) != 0) {
			json_decref(list);
			return NULL;
		}
	}
	return list;
}

int
receipt_compose(const struct receipt *r, struct buf *out, struct err *e)
{
	char space[SPACE_NAME_TEXT_MAX];
	json_t *text;
	int failed;

	space_name_text(&r->space, space);
	text =
	    json_pack("{s:i,s:s,s:I,s:I,s:s,s:o,s:o}", "receipt", 1, "signer",
		r->signer.digits, "incarnation", (json_int_t)r->incarnation,
		"counter", (json_int_t)r->counter, "space", space, "heads",
		ids_as_json(&r->heads), "gazettes", ids_as_json(&r->gazettes));
	if (text == NULL)
		return err_nomem(e);
	failed = json_write(text, out, e);
	json_decref(text);
	return failed;
}

static int
read_ids(const json_t *list, struct changeset_heads *out, struct err *e)
{
	size_t count = json_array_size(list);

	if (!json_is_array(list) || count > RECEIPT_HEADS_MAX)
		return -1;
	out->ids = calloc(count + 1, sizeof(*out->ids));
	if (out->ids == NULL)
		return err_nomem(e);
	for (out->count = 0; out->count < count; out->count++) {
		const char *text =
		    json_string_value(json_array_get(list, out->count));

		if (text == NULL ||
		    changeset_id_parse(text, &out->ids[out->count]) != 0)
			return -1;
		if (out->count > 0 &&
		    changeset_id_compare(
			&out->ids[out->count - 1], &out->ids[out->count]) >= 0)
			return -1;
	}
	return 0;
}

static int
read_members(const json_t *text, struct receipt *out, struct err *e)
{
	const char *signer = json_member_text(text, "signer");
	const char *space = json_member_text(text, "space");
	json_int_t incarnation = json_member_integer(text, "incarnation", 0);
	json_int_t counter = json_member_integer(text, "counter", 0);

	if (json_member_integer(text, "receipt", 0) != 1 || signer == NULL ||
	    space == NULL || incarnation < 1 || incarnation > INT32_MAX ||
	    counter < 1 || hall_code_parse(signer, &out->signer) != 0 ||
	    space_name_parse(space, &out->space) != 0)
		return -1;
	out->incarnation = (uint32_t)incarnation;
	out->counter = (uint64_t)counter;
	if (read_ids(json_object_get(text, "heads"), &out->heads, e) != 0)
		return -1;
	return read_ids(json_object_get(text, "gazettes"), &out->gazettes, e);
}

int
receipt_parse(const void *text, size_t len, struct receipt *out, struct err *e)
{
	json_t *parsed = json_read(text, len, e);
	struct buf again = BUF_INIT;
	int failed = -1;

	memset(out, 0, sizeof(*out));
	if (parsed == NULL)
		return -1;
	if (read_members(parsed, out, e) == 0 &&
	    receipt_compose(out, &again, e) == 0 && again.len == len &&
	    memcmp(again.bytes, text, len) == 0)
		failed = 0;
	buf_free(&again);
	json_decref(parsed);
	if (failed) {
		receipt_free(out);
		return err_set(e, ERR_FORMAT, "malformed receipt");
	}
	return 0;
}
