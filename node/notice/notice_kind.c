#include "node/notice/notice_kind.h"

#include <assert.h>
#include <string.h>

#include "node/notice/notice_fields.h"
#include "node/notice/notice_issuer.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

#define KEEPER_WINDOW "the window's copy"
#define KEEPER_SECTION "the business section's copy"
#define KEEPER_REGISTER                                              \
	"the business section's copy, registered and handed to the " \
	"supervision section"
#define KEEPER_HEAD "the copy of the department's head"
#define KEEPER_APPLICANT "the applicant's copy"

/*
 * How many copies there are and who keeps them is the centre's rule; where
 * it names none, the applicant and the window that acted keep one each.
 */
static const struct notice_kind kinds[] = {
    {.name = "receipt",
	.code = "SJ",
	.title = "Receipt of application materials",
	.body = "The materials listed below, for “%s”, have been received. "
		"This receipt proves that they were handed in, not that the "
		"application is accepted.",
	.unlisted = "Your application for “%s” has been received. This receipt "
		    "proves that it was handed in, not that it is accepted.",
	.flags = NOTICE_TO_APPLICANT,
	.keepers = {KEEPER_APPLICANT}},
    {.name = "acceptance",
	.code = "SL",
	.title = "Notice of acceptance",
	.body = "Your application for “%s” is complete and in due form. It is "
		"accepted.",
	.flags = NOTICE_TO_APPLICANT | NOTICE_FOR_DEPARTMENT,
	.needs = {"accepted"},
	.keepers = {KEEPER_WINDOW, KEEPER_APPLICANT}},
    {.name = "supplement",
	.code = "BZ",
	.title = "Notice to supplement materials",
	.body = "Your application for “%s” was examined. The materials listed "
		"below must be supplied or corrected; this notice names all of "
		"them at once. The time limit runs from the day on which they "
		"are complete.",
	.flags = NOTICE_TO_APPLICANT | NOTICE_FOR_DEPARTMENT,
	.needs = {"materials"},
	.keepers = {KEEPER_WINDOW, KEEPER_SECTION, KEEPER_APPLICANT}},
    {.name = "promise",
	.code = "CN",
	.title = "Notice of a promised case",
	.body = "Your application for “%s” is accepted and needs examination "
		"or a site visit. It will be finished by the day promised "
		"below; if it is not, you may complain to the supervision "
		"section.",
	.flags = NOTICE_TO_APPLICANT | NOTICE_FOR_DEPARTMENT,
	.needs = {"due_date"},
	.keepers = {KEEPER_WINDOW, KEEPER_REGISTER, KEEPER_HEAD,
	    KEEPER_APPLICANT}},
    {.name = "joint",
	.code = "LB",
	.title = "Notice of a joint case",
	.body = "Your application for “%s” concerns two or more departments. "
		"Those listed below handle it jointly, each within its "
		"promised time limit.",
	.flags = NOTICE_TO_APPLICANT,
	.needs = {"departments"},
	.keepers = {KEEPER_WINDOW, KEEPER_SECTION, KEEPER_APPLICANT}},
    {.name = "returned",
	.code = "TH",
	.title = "Notice of return",
	.body = "Your application for “%s” was examined and is returned, for "
		"the reason below.",
	.objection = "If you object to the return, you may ask the business "
		     "section for a review, bringing this notice.",
	.flags = NOTICE_TO_APPLICANT | NOTICE_FOR_DEPARTMENT,
	.needs = {"reason"},
	.keepers = {KEEPER_WINDOW, KEEPER_SECTION, KEEPER_APPLICANT}},
    {.name = "urgent",
	.code = "JB",
	.title = "Order to handle urgently",
	.body = "“%s” is pressing and of special importance. Handle it as an "
		"urgent case, as fast as the law allows.",
	.flags = NOTICE_TO_WINDOW,
	.keepers = {KEEPER_WINDOW}},
    {.name = "decision",
	.code = "JD",
	.title = "Decision",
	.body = "Your application for “%s” was examined and meets the "
		"conditions and standards of the law. It is approved.",
	.denied = "Your application for “%s” was examined and does not meet "
		  "the conditions and standards of the law. It is denied.",
	.deferred = "Your application for “%s” was examined and in the main "
		    "meets the conditions and standards of the law. It is "
		    "approved; the materials listed below are to follow.",
	/* 行政许可法 art. 38; 行政复议法 art. 20; 行政诉讼法 art. 46 */
	.objection = "If you do not accept this decision, you may apply for "
		     "administrative reconsideration within sixty days, or "
		     "bring an action before a people's court within six "
		     "months, of receiving it.",
	.flags = NOTICE_TO_APPLICANT | NOTICE_FOR_DEPARTMENT | NOTICE_FINAL,
	.needs = {"outcome", "decided"},
	.keepers = {KEEPER_WINDOW, KEEPER_APPLICANT}},
    {.name = "delivery",
	.code = "SD",
	.title = "Proof of delivery",
	.flags = NOTICE_FOR_DEPARTMENT | NOTICE_FINAL,
	.needs = {"document"},
	.keepers = {KEEPER_WINDOW}},
};

const struct notice_kind *
notice_kind_named(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

size_t
notice_kind_copies(const struct notice_kind *kind, const json_t *notice)
{
	size_t count = json_array_size(json_object_get(notice, "recipients"));

	if (count == 0)
		while (kind->keepers[count] != NULL)
			count++;
	return count;
}

static int
check_copy(const struct notice_kind *k, const json_t *notice, struct err *e)
{
	json_int_t only = json_member_integer(notice, "copy", 1);
	size_t count = notice_kind_copies(k, notice);

	if (only <= (json_int_t)count)
		return 0;
	return err_set(e, ERR_FORMAT,
	    "there is no copy %lld; the notice has %zu", (long long)only,
	    count);
}

/* In whose name an act is printed must be known (RULES A). */
static int
check_name(const struct notice_kind *k, const json_t *notice, struct err *e)
{
	const char *mode =
	    json_member_text(json_object_get(notice, "power"), "mode");

	if (notice_issuer(k, notice) != NULL)
		return 0;
	return err_set(e, ERR_FORMAT,
	    "under a power of mode %s the department's name stands on the "
	    "notice; give department",
	    _(mode));
}

int
notice_kind_check_standing(
    const struct notice_kind *kind, const char *standing, struct err *e)
{
	if (!(kind->flags & NOTICE_FINAL) || standing == NULL ||
	    strcmp(standing, "in_force") == 0)
		return 0;
	if (strcmp(standing, "held") == 0)
		return err_set(e, ERR_REFUSED,
		    "the decision waits to be ratified; it may be printed "
		    "when the department has ratified it");
	return err_set(e, ERR_REFUSED,
	    "the decision is disputed; it may be printed when a hall above "
	    "has ruled on it");
}

static int
check_needs(const struct notice_kind *k, const json_t *notice, struct err *e)
{
	const char *outcome = json_member_text(notice, "outcome");

	for (size_t i = 0; k->needs[i] != NULL; i++)
		if (json_object_get(notice, k->needs[i]) == NULL)
			return notice_fields_missing(k->needs[i], e);
	/* 行政许可法 art. 38: who refuses says why. */
	if (k->denied != NULL && outcome != NULL &&
	    strcmp(outcome, "denied") == 0 &&
	    json_object_get(notice, "reason") == NULL)
		return notice_fields_missing("reason", e);
	return 0;
}

int
notice_kind_check(
    const json_t *notice, const struct notice_kind **kind_out, struct err *e)
{
	const struct notice_kind *k;

	if (notice_fields_check(notice, e) != 0)
		return -1;
	k = notice_kind_named(json_member_text(notice, "kind"));
	assert(k != NULL);
	if (notice_kind_check_standing(
		k, json_member_text(notice, "standing"), e) != 0 ||
	    check_needs(k, notice, e) != 0 || check_name(k, notice, e) != 0 ||
	    check_copy(k, notice, e) != 0)
		return -1;
	*kind_out = k;
	return 0;
}
