#include "schema/records/intake.h"

#include <string.h>

#include "schema/base/json.h"

/* In the order in which they are asked; the first that applies decides. */
void
intake_propose(const struct intake_facts *f, struct intake_proposal *out)
{
	*out = (struct intake_proposal){.is_joint = f->departments > 1};
	if (f->is_out_of_scope) {
		out->why = "this hall or department does not handle it";
	} else if (f->main_missing > 0) {
		out->why = "a main document is missing";
	} else if (f->is_against_policy) {
		out->why = "it is clearly against policy or the general plan";
	} else if (f->main_not_brought > 0) {
		out->kind = INTAKE_SUPPLEMENT;
		out->why = "a main document exists and was not brought";
	} else if (f->core_short > 0) {
		out->kind = INTAKE_SUPPLEMENT;
		out->why = "materials are missing that the applicant promises "
			   "to bring";
	} else if (f->secondary_short > 0 && !f->tolerates_missing) {
		out->kind = INTAKE_SUPPLEMENT;
		out->why = "a few attachments are missing, and this item does "
			   "not let them follow";
	} else if (f->is_simple && !out->is_joint) {
		out->kind = INTAKE_IMMEDIATE;
		out->why = "all is there, and it can be done the same day";
	} else {
		out->kind = INTAKE_PROMISE;
		out->why = out->is_joint
			       ? "all is there, and several departments take "
				 "part"
			       : "all is there, and it has to be examined";
	}
	if (f->secondary_short > 0 &&
	    (out->kind == INTAKE_PROMISE || out->kind == INTAKE_IMMEDIATE)) {
		out->is_short = 1;
		out->why = "a few attachments follow later, which does not "
			   "hinder the decision";
	}
}

const char *
intake_kind_word(enum intake_kind kind)
{
	static const char *const words[] = {
	    [INTAKE_DECLINE] = "decline",
	    [INTAKE_SUPPLEMENT] = "supplement",
	    [INTAKE_IMMEDIATE] = "immediate",
	    [INTAKE_PROMISE] = "promise",
	};

	return words[kind];
}

static int
says(const json_t *row, const char *name, const char *word)
{
	const char *said = json_member_text(row, name);

	return said != NULL && strcmp(said, word) == 0;
}

static int
is_secondary(const json_t *materials, const char *name)
{
	size_t i;
	json_t *m;

	json_array_foreach (materials, i, m)
		if (says(m, "name", name))
			return says(m, "weight", "secondary");
	return 0;
}

void
intake_count(
    const json_t *pieces, const json_t *materials, struct intake_facts *facts)
{
	size_t i;
	json_t *piece;

	json_array_foreach (pieces, i, piece) {
		int is_main = says(piece, "main", "yes");

		if (says(piece, "state", "supplied"))
			continue;
		if (is_main && says(piece, "state", "missing"))
			facts->main_missing++;
		else if (is_main)
			facts->main_not_brought++;
		else if (is_secondary(
			     materials, json_member_text(piece, "name")))
			facts->secondary_short++;
		else
			facts->core_short++;
	}
}
