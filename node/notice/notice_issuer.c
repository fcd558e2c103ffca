#include "node/notice/notice_issuer.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/base/macros.h"

enum bearer {
	BEARER_HALL,
	BEARER_DEPARTMENT,
	BEARER_LEAD, /* the responsible one of several departments */
};

/*
 * Whose name stands on what was done under a power of each mode, and why:
 * who holds a power by law (授权, 行政许可法 art. 23) answers for it; who
 * is entrusted (委托, art. 24) acts in the name of who entrusted, and so does
 * who is given one case (直接交办); staff stationed in a town (派驻) stay the
 * department's, and with help from the town (镇派员协助) the department
 * decides itself; of several (联办) the responsible one signs.
 */
static const struct {
	const char *mode;
	enum bearer bearer;
} modes[] = {
    {"stationed", BEARER_DEPARTMENT},
    {"authorised", BEARER_HALL},
    {"entrusted", BEARER_DEPARTMENT},
    {"joint", BEARER_LEAD},
    {"assisted", BEARER_DEPARTMENT},
    {"assigned", BEARER_DEPARTMENT},
};

static const char *
hall_of(const json_t *notice)
{
	const char *issuing = json_member_text(notice, "issuing_hall");

	return issuing != NULL ? issuing : json_member_text(notice, "hall");
}

/* The department that leads, or else the one the item belongs to. */
static const char *
lead_of(const json_t *notice)
{
	size_t i;
	json_t *one;

	json_array_foreach (json_object_get(notice, "departments"), i, one) {
		const char *role = json_member_text(one, "role");

		if (role != NULL && strcmp(role, "lead") == 0)
			return json_member_text(one, "name");
	}
	return json_member_text(notice, "department");
}

const char *
notice_issuer(const struct notice_kind *kind, const json_t *notice)
{
	const char *department = json_member_text(notice, "department");
	const char *mode =
	    json_member_text(json_object_get(notice, "power"), "mode");

	if (!(kind->flags & NOTICE_FOR_DEPARTMENT))
		return hall_of(notice);
	if (mode == NULL)
		return department != NULL ? department : hall_of(notice);
	for (size_t i = 0; i < COUNT_OF(modes); i++)
		if (strcmp(modes[i].mode, mode) == 0)
			return modes[i].bearer == BEARER_HALL ? hall_of(notice)
			       : modes[i].bearer == BEARER_LEAD
				   ? lead_of(notice)
				   : department;
	return department;
}
