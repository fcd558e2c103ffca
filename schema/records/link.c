#include "schema/records/link.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/records/standing.h"

static const char *const roles[] = {"keeps", "alias", "separate", NULL};
const char *const link_automatic[] = {"yes", "no", NULL};

const struct field_type link_fields[] = {
    LINK_FIELDS("keeps, alias or separate", roles), END};

static int
is_link(const struct standing_event *ev)
{
	const char *dot = strchr(ev->type->kind, '.');

	return dot != NULL && strcmp(dot, ".linked") == 0;
}

/* Whether a later ruling is on the same pair. */
static int
is_ruled_anew(const struct standing *all, size_t i)
{
	const char *other = json_member_text(all->events[i].body, "other");

	for (size_t k = i + 1; k < all->count; k++)
		if (is_link(&all->events[k]) &&
		    standing_says(&all->events[k], "other", other))
			return 1;
	return 0;
}

/* The last ruling that makes it another name, and was not undone; or NULL. */
static const struct standing_event *
find_alias(const struct standing *all)
{
	for (size_t i = all->count; i > 0; i--) {
		const struct standing_event *ev = &all->events[i - 1];

		if (is_link(ev) && standing_says(ev, "role", "alias") &&
		    !is_ruled_anew(all, i - 1))
			return ev;
	}
	return NULL;
}

json_t *
link_alias_of(const struct standing *all)
{
	const struct standing_event *ev = find_alias(all);

	return ev == NULL ? NULL
			  : json_incref(json_object_get(ev->body, "number"));
}

int
link_is_alias(const struct standing *all)
{
	return find_alias(all) != NULL;
}
