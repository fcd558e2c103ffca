/*
 * What the visitor may do, and what each of it takes: pages make their forms
 * and menus of this.
 */
#include "node/actions/access.h"
#include "node/actions/declared.h"
#include "node/web/visit.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

static json_t *
roles_json(void)
{
	json_t *all = json_array();

	for (int i = 0; i < ROLE_COUNT; i++)
		(void)json_array_append_new(
		    all, json_pack("{s:s,s:s}", "word",
			     access_role_word((enum role)i), "meaning",
			     _(access_role_meaning((enum role)i))));
	return all;
}

void
route_declarations(struct visit *v)
{
	struct err e = ERR_INIT;
	json_t *all = declared_actions(v->who.roles, &e);
	json_t *states = all == NULL ? NULL : declared_states(&e);

	if (states == NULL) {
		json_decref(all);
		reply_error(v->reply, &e);
		return;
	}
	reply_json_take(v->reply, 200,
	    json_pack("{s:o,s:o,s:o}", "actions", all, "states", states,
		"roles", roles_json()));
}
