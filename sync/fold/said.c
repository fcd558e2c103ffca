#include "sync/fold/said.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"

int
said_key(const json_t *body, const char *name, uint8_t out[VIEW_KEY_LEN])
{
	const char *text = json_member_text(body, name);

	return text != NULL && strlen(text) == (size_t)2 * VIEW_KEY_LEN &&
		       hex_parse(text, VIEW_KEY_LEN, out) == 0
		   ? 0
		   : -1;
}

int
said_cut(const json_t *body, const char *name, struct cut *out, struct err *e)
{
	json_t *logs = json_object_get(body, name), *heads, *head;
	const char *log, *text;
	size_t i, count = 0;

	json_object_foreach (logs, log, heads)
		count += json_array_size(heads);
	out->heads = calloc(count + 1, sizeof(*out->heads));
	if (out->heads == NULL)
		return err_nomem(e);
	json_object_foreach (logs, log, heads)
		json_array_foreach (heads, i, head) {
			text = json_string_value(head);
			if (text != NULL && changeset_id_parse(text,
						&out->heads[out->count]) == 0)
				out->count++;
		}
	return 0;
}
