#include "sync/engine/cut.h"

#include "schema/base/json.h"
#include "sync/engine/inside.h"

static int
add_head(struct engine *g, uint32_t branch, json_t *cut, struct err *e)
{
	const struct chart_branch *b = &g->chart.branches[branch];
	const struct log_name *name = &g->chart.logs[b->log].name;
	char key[SPACE_NAME_TEXT_MAX + LOG_NAME_TEXT_MAX];
	char space[SPACE_NAME_TEXT_MAX], log[LOG_NAME_TEXT_MAX];
	char id[CHANGESET_ID_TEXT_MAX];
	struct store_position row;
	json_t *heads;

	if (store_changeset_at(
		g->store, branch, b->head_seq, &row, NULL, NULL, e) != 1)
		return -1;
	space_name_text(&name->space, space);
	log_name_text(name, log);
	(void)snprintf(key, sizeof(key), "%s %s", space, log);
	heads = json_object_get(cut, key);
	if (heads == NULL) {
		if (json_put_take(cut, key, json_array(), e) != 0)
			return -1;
		heads = json_object_get(cut, key);
	}
	changeset_id_text(&row.id, id);
	return json_append_take(heads, json_string(id), e);
}

json_t *
engine_cut_of(struct engine *g, const struct hall_code *hall, struct err *e)
{
	json_t *cut = json_object();

	if (cut == NULL)
		(void)err_nomem(e);
	for (uint32_t b = 1; cut != NULL && b < g->chart.branch_count; b++) {
		const struct log_name *name =
		    &g->chart.logs[g->chart.branches[b].log].name;

		if (hall_code_is_same(&name->hall, hall) &&
		    add_head(g, b, cut, e) != 0) {
			json_decref(cut);
			cut = NULL;
		}
	}
	return cut;
}
