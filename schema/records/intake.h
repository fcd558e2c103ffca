/*
 * intake: which kind of case a window has before it, and why.
 *
 *	what was brought, what the item is --> [intake] --> proposal, reason
 *
 * A proposal: the operator decides.  The centre's rules of reception; a
 * citizen whose papers are short is told so once (行政许可法 32).
 */
#ifndef SANJI_RECORDS_INTAKE_H
#define SANJI_RECORDS_INTAKE_H

#include <jansson.h>

enum intake_kind {
	INTAKE_DECLINE,	   /* 退回 */
	INTAKE_SUPPLEMENT, /* 补办 */
	INTAKE_IMMEDIATE,  /* 即办 */
	INTAKE_PROMISE,	   /* 承诺 */
};

struct intake_facts {
	int is_out_of_scope;
	int is_against_policy; /* clearly against policy or the plan */
	int is_simple;	       /* can be done the same day */
	int departments;       /* that take part in it */
	int main_missing;      /* main documents that do not exist */
	int main_not_brought;  /* that exist and were left at home */
	int core_short;	       /* other core materials missing */
	int secondary_short;   /* others missing */
	int tolerates_missing; /* the item lets secondary ones follow */
};

struct intake_proposal {
	enum intake_kind kind;
	int is_joint;
	int is_short;	 /* accepted although secondary ones follow (容缺) */
	const char *why; /* English; Chinese in the catalogue */
};

void
intake_propose(const struct intake_facts *facts, struct intake_proposal *out);

/* The word of a kind: "decline", "supplement", "immediate", "promise". */
const char *intake_kind_word(enum intake_kind kind);

/*
 * Count what is short among pieces, as case.received has them; a secondary
 * piece is one that the item's materials call so.  Either may be NULL.
 */
void intake_count(
    const json_t *pieces, const json_t *materials, struct intake_facts *facts);

#endif
