#include "node/actions/link.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/store/node.h"

/* What the other one is, if one is that; most roles go both ways. */
static const char *
opposite(const char *role)
{
	if (strcmp(role, "keeps") == 0)
		return "alias";
	return strcmp(role, "alias") == 0 ? "keeps" : role;
}

static int
write_side(const struct actor *a, const struct link *l, const json_t *one,
    const json_t *other, const char *role, uint64_t ruling, struct err *e)
{
	char kind[EVENT_KIND_MAX];
	json_t *event;

	(void)snprintf(kind, sizeof(kind), "%s.linked", l->type);
	event = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:{s:s}}", EVENT_DO,
	    kind, EVENT_ON, json_member_text(one, "id"), "other",
	    json_member_text(other, "id"), "hall",
	    json_member_text(other, "hall"), "number", row_label(other), "role",
	    role, "automatic", l->is_automatic ? "yes" : "no", "ruling",
	    (json_int_t)ruling, EVENT_PERSONAL, "reason", l->reason);
	if (event == NULL)
		return err_nomem(e);
	return write_about_take(a, l->type, one, event, NULL, e);
}

static int
is_same(const json_t *one, const json_t *other, const char *member)
{
	return strcmp(json_member_text(one, member),
		   json_member_text(other, member)) == 0;
}

int
link_write(const struct actor *a, const struct link *l, struct err *e)
{
	uint64_t ruling;
	int is_own, failed;

	if (is_same(l->one, l->other, "id") &&
	    is_same(l->one, l->other, "hall"))
		return err_set(e, ERR_FORMAT,
		    "name two of them; this is one and the same");
	if (action_begin(a, &is_own, e) != 0)
		return -1;
	failed =
	    store_node_next_ruling(engine_store(a->engine), &ruling, e) != 0 ||
	    write_side(a, l, l->one, l->other, l->role, ruling, e) != 0 ||
	    write_side(a, l, l->other, l->one, opposite(l->role), ruling, e) !=
		0;
	return action_end(a, is_own, failed, e);
}
