/*
 * What becomes of two events of a case whose authors did not know of each
 * other (RULES O).  The first rule that names both decides; a pair that no
 * rule names waits until a hall above has ruled.  Nothing here looks at a
 * clock: which of two equal steps counts, and which of two facts is shown,
 * follows RULES O4.
 */
#include "schema/records/case_type.h"
#include "schema/records/erasure.h"
#include "schema/records/handover.h"
#include "schema/records/link.h"

#define TWICE "the same step taken twice counts once"
#define REPEATED "a repeated step does not touch what was built on the first"
#define DECIDED_FIRST \
	"a decision stands over a withdrawal that did not know of it"
#define TAKEN_BACK                                                          \
	"who handled it did not know that the citizen took it back, which " \
	"holds"
#define CROSSED "the return stands; what came in meanwhile calls for a review"
#define OVERTURNED "a review that overturns a return overturns its copies, too"
#define APART "facts are kept side by side, none of them is lost"
#define SHOWN "of several entries the higher tier's is shown, the others kept"

#define NOT_BOTH "a case is declined or goes on, and cannot be both"
#define RETURNED_TOO "a case is decided or returned, and cannot be both"
#define TAKEN_UP                                                         \
	"who overturned the return did not know that the case had been " \
	"decided all the same"

/* A pair of kinds, what becomes of them, by which rule and why. */
#define PAIR(a, b, what, by, why)                                   \
	.first = "case." a, .second = "case." b, .outcome = (what), \
	.rule = (by), .reason = (why)

/* A kind and any other. */
#define WITH_ANY(a, what, by, why) \
	.outcome = (what), .rule = (by), .reason = (why), .first = "case." a

/* Two of one kind are one. */
#define ONCE(k)                                               \
	{                                                     \
		PAIR(k, k, PAIR_DUPLICATE, "RULES O1", TWICE) \
	}

/* Both stand; the state of higher rank shows. */
#define BOTH(a, b, by, why)                                                    \
	{                                                                      \
		.first = "case." a, .second = "case." b, .outcome = PAIR_BOTH, \
		.rule = (by), .reason = (why)                                  \
	}

/* One excludes the other: what stands must be said by a person. */
#define EXCLUDES(a, b, why)                                 \
	{                                                   \
		PAIR(a, b, PAIR_CONFLICT, "RULES O3", why), \
		    .class = CLASS_HOLD, .situation = "K4"  \
	}

/* A citizen's withdrawal beside a step that did not know of it. */
#define BACK(k)                                                            \
	{PAIR(k, "withdrawn", PAIR_BOTH, "RULES O2", TAKEN_BACK),          \
	    .class = CLASS_FLAG, .situation = "K7"},                       \
	{                                                                  \
		PAIR(k, "pulled_back", PAIR_BOTH, "RULES O2", TAKEN_BACK), \
		    .class = CLASS_FLAG, .situation = "K7"                 \
	}

/* A decision, or what was built on one, beside a withdrawal. */
#define OVER_WITHDRAWAL(k)                                                     \
	{PAIR(k, "withdrawn", PAIR_FIRST, "RULES O2", DECIDED_FIRST),          \
	    .class = CLASS_FLAG, .situation = "K7"},                           \
	{                                                                      \
		PAIR(k, "pulled_back", PAIR_FIRST, "RULES O2", DECIDED_FIRST), \
		    .class = CLASS_FLAG, .situation = "K7"                     \
	}

/* A return beside steps that did not know of it (退回 and 补齐 cross). */
#define RETURN_OVER(k)                                               \
	{PAIR("returned", k, PAIR_FIRST, "RULES O", CROSSED),        \
	    .class = CLASS_FLAG, .situation = "K6"},                 \
	{                                                            \
		PAIR("declined", k, PAIR_FIRST, "RULES O", CROSSED), \
		    .class = CLASS_FLAG, .situation = "K6"           \
	}

/* Steps that come too late for a decision, or what was built on one. */
#define BEHIND(k)                                       \
	BOTH(k, "finished", "RULES O1", REPEATED),      \
	    BOTH(k, "delivered", "RULES O1", REPEATED), \
	    BOTH(k, "revoked", "RULES O1", REPEATED)

/* A fact that stands beside whatever else happened. */
#define BESIDE(k)                                        \
	{                                                \
		WITH_ANY(k, PAIR_BOTH, "RULES O", APART) \
	}

const struct pair_rule case_pairs[] = {
    ERASED_PAIRS("case"),
    BESIDE("erasure_asked"),

    /* Two halls decide. */
    {PAIR("decided", "decided", PAIR_SAME, "RULES O3",
	 "equal decisions count once; different ones wait for a ruling"),
	.field = "outcome", .class = CLASS_HOLD, .situation = "K4",
	.same_class = CLASS_FLAG, .same_situation = "K2"},
    EXCLUDES("decided", "returned", RETURNED_TOO),
    EXCLUDES("finished", "returned", RETURNED_TOO),
    EXCLUDES("delivered", "returned", RETURNED_TOO),
    EXCLUDES("revoked", "returned", RETURNED_TOO),
    {PAIR("accepted", "declined", PAIR_CONFLICT, "RULES O3",
	 "a case is accepted or declined, and cannot be both"),
	.class = CLASS_HOLD, .situation = "K4"},
    EXCLUDES("declined", "step", NOT_BOTH),
    EXCLUDES("declined", "special_started", NOT_BOTH),
    EXCLUDES("declined", "special_ended", NOT_BOTH),
    EXCLUDES("declined", "decided", NOT_BOTH),
    EXCLUDES("declined", "returned", NOT_BOTH),
    EXCLUDES("declined", "finished", NOT_BOTH),
    EXCLUDES("declined", "delivered", NOT_BOTH),
    EXCLUDES("declined", "revoked", NOT_BOTH),
    OVER_WITHDRAWAL("decided"),
    OVER_WITHDRAWAL("finished"),
    OVER_WITHDRAWAL("delivered"),
    OVER_WITHDRAWAL("revoked"),

    /* The same step at two halls. */
    ONCE("accepted"),
    ONCE("declined"),
    ONCE("supplement_completed"),
    ONCE("special_started"),
    ONCE("special_ended"),
    ONCE("returned"),
    ONCE("finished"),
    ONCE("delivered"),
    ONCE("withdrawn"),
    ONCE("pulled_back"),
    BOTH("withdrawn", "pulled_back", "RULES O1", TWICE),
    ONCE("revoked"),
    ONCE("review_overturned"),

    /* The citizen takes the case back at one hall, another goes on. */
    BACK("accepted"),
    BACK("declined"),
    BACK("supplement_requested"),
    BACK("supplement_completed"),
    BACK("step"),
    BACK("special_started"),
    BACK("special_ended"),
    BACK("returned"),
    BACK("review_overturned"),

    /* One hall returns it, another asks for materials or has them all. */
    RETURN_OVER("supplement_requested"),
    RETURN_OVER("supplement_completed"),

    /* One hall is further on than the other. */
    BOTH("accepted", "supplement_requested", "RULES O1", REPEATED),
    BOTH("accepted", "supplement_completed", "RULES O1", REPEATED),
    BOTH("accepted", "step", "RULES O1", REPEATED),
    BOTH("accepted", "special_started", "RULES O1", REPEATED),
    BOTH("accepted", "special_ended", "RULES O1", REPEATED),
    BOTH("accepted", "decided", "RULES O1", REPEATED),
    BOTH("accepted", "returned", "RULES O1", REPEATED),
    BOTH("accepted", "review_overturned", "RULES O1", REPEATED),
    BEHIND("accepted"),
    {PAIR("supplement_requested", "supplement_requested", PAIR_BOTH, "RULES O",
	 "both lists stand, though a citizen is to be told once (行政许可法 "
	 "32)"),
	.class = CLASS_FLAG},
    BOTH("supplement_requested", "supplement_completed", "RULES O1", REPEATED),
    BOTH("supplement_requested", "step", "RULES O1", REPEATED),
    {PAIR("supplement_requested", "decided", PAIR_BOTH, "RULES O1",
	 "who decided did not know that something was asked for"),
	.class = CLASS_FLAG},
    BOTH("supplement_requested", "special_started", "RULES O1", APART),
    BOTH("supplement_requested", "special_ended", "RULES O1", APART),
    BEHIND("supplement_requested"),
    BOTH("supplement_completed", "special_started", "RULES O1", APART),
    BOTH("supplement_completed", "special_ended", "RULES O1", APART),
    BOTH("supplement_completed", "decided", "RULES O1", REPEATED),
    BEHIND("supplement_completed"),
    BOTH("step", "step", "RULES O1", APART),
    BOTH("step", "special_started", "RULES O1", APART),
    BOTH("step", "special_ended", "RULES O1", APART),
    BOTH("step", "decided", "RULES O1", REPEATED),
    BEHIND("step"),
    BOTH("step", "returned", "RULES O1", REPEATED),
    BOTH("step", "supplement_completed", "RULES O1", APART),
    BOTH("special_started", "special_ended", "RULES O1", REPEATED),
    BOTH("special_started", "decided", "RULES O1", REPEATED),
    BOTH("special_ended", "decided", "RULES O1", REPEATED),
    BEHIND("special_started"),
    BEHIND("special_ended"),
    BOTH("special_started", "returned", "RULES O1", REPEATED),
    BOTH("special_ended", "returned", "RULES O1", REPEATED),
    BOTH("decided", "finished", "RULES O1", REPEATED),
    BOTH("decided", "delivered", "RULES O1", REPEATED),
    BOTH("finished", "delivered", "RULES O1", REPEATED),
    BOTH("decided", "revoked", "RULES O1", REPEATED),
    BOTH("finished", "revoked", "RULES O1",
	"a revocation shows over steps that did not know of it"),
    BOTH("delivered", "revoked", "RULES O1",
	"a revocation shows over steps that did not know of it"),

    /* A file that was closed. */
    ONCE("archived"),
    {WITH_ANY("archived", PAIR_BOTH, "RULES O",
	 "what comes after the file was closed goes into a further volume"),
	.class = CLASS_AUTO, .situation = "K20"},

    /* Materials: the set of what was handed in only grows. */
    {PAIR("material_received", "material_received", PAIR_BOTH, "RULES O",
	 "a material handed in twice is there; both receipts are kept"),
	.class = CLASS_AUTO, .situation = "K8"},
    {PAIR("returned", "material_received", PAIR_BOTH, "RULES O", CROSSED),
	.class = CLASS_FLAG, .situation = "K6"},
    {PAIR("declined", "material_received", PAIR_BOTH, "RULES O", CROSSED),
	.class = CLASS_FLAG, .situation = "K6"},
    BESIDE("material_received"),

    /* Scans: like materials, a set that only grows. */
    {PAIR("attached", "attached", PAIR_BOTH, "RULES O", APART)},
    BESIDE("attached"),
    {PAIR("detached", "detached", PAIR_DUPLICATE, "RULES O1", TWICE),
	.key = "scan"},
    BESIDE("detached"),

    /* Joint cases: each department's part by itself. */
    {PAIR("part_decided", "part_decided", PAIR_SAME, "RULES O3",
	 "a department that said two different things has to be asked"),
	.field = "outcome", .class = CLASS_HOLD, .key = "department"},
    {PAIR("part_accepted", "part_accepted", PAIR_DUPLICATE, "RULES O1", TWICE),
	.key = "department"},
    {PAIR("part_decided", "pulled_back", PAIR_BOTH, "RULES O2",
	 "what departments found is kept, and the case is taken back"),
	.class = CLASS_FLAG, .situation = "K21"},
    BESIDE("part_decided"),
    BESIDE("part_accepted"),
    {PAIR("lead_assigned", "lead_assigned", PAIR_SHOWN, "RULES O4", SHOWN),
	.class = CLASS_FLAG, .situation = "K11"},
    BESIDE("lead_assigned"),

    /* The clock. */
    {PAIR("extended", "extended", PAIR_BOTH, "RULES O",
	 "both extensions are kept, and one alone moves the limit"),
	.class = CLASS_FLAG},
    BESIDE("extended"),
    ONCE("converted"),
    BESIDE("converted"),
    {PAIR("urged", "urged", PAIR_SHOWN, "RULES O4", SHOWN)},
    {WITH_ANY("urged", PAIR_BOTH, "RULES O",
	 "an order to hurry holds from when it is known; nothing done before "
	 "is late by it"),
	.class = CLASS_AUTO, .situation = "K10"},
    ONCE("green_opened"),
    BESIDE("green_opened"),
    {PAIR("green_signed", "green_signed", PAIR_SHOWN, "RULES O4", SHOWN),
	.key = "window"},
    {PAIR("green_closed", "green_signed", PAIR_BOTH, "RULES O",
	 "windows that signed before they heard that the channel was withdrawn "
	 "keep their rows"),
	.class = CLASS_FLAG},
    BESIDE("green_signed"),
    ONCE("green_closed"),
    BESIDE("green_closed"),
    {PAIR("debt_opened", "debt_opened", PAIR_DUPLICATE, "RULES O1", TWICE),
	.key = "what"},
    {PAIR("debt_settled", "debt_settled", PAIR_DUPLICATE, "RULES O1", TWICE),
	.key = "what"},
    BESIDE("debt_opened"),
    BESIDE("debt_settled"),

    /* Paper: what a citizen holds binds. */
    {PAIR("notice_issued", "notice_issued", PAIR_BOTH, "RULES O",
	 "each paper handed out binds; of two due days the earlier is "
	 "supervised"),
	.class = CLASS_AUTO, .situation = "K9"},
    BESIDE("notice_issued"),
    BESIDE("notice_printed"),
    BESIDE("notice_delivered"),

    /* Reviews. */
    ONCE("review_requested"),
    BESIDE("review_requested"),
    ONCE("review_upheld"),
    {PAIR("review_upheld", "review_overturned", PAIR_CONFLICT, "RULES O3",
	 "a return is upheld or overturned, and cannot be both"),
	.class = CLASS_HOLD},
    BESIDE("review_upheld"),
    {PAIR("review_overturned", "returned", PAIR_FIRST, "RULES O", OVERTURNED),
	.class = CLASS_FLAG},
    {PAIR("review_overturned", "declined", PAIR_FIRST, "RULES O", OVERTURNED),
	.class = CLASS_FLAG},
    EXCLUDES("review_overturned", "decided", TAKEN_UP),
    EXCLUDES("review_overturned", "finished", TAKEN_UP),
    EXCLUDES("review_overturned", "delivered", TAKEN_UP),
    EXCLUDES("review_overturned", "revoked", TAKEN_UP),
    BOTH("review_overturned", "supplement_requested", "RULES O1", REPEATED),
    BOTH("review_overturned", "supplement_completed", "RULES O1", REPEATED),
    BOTH("review_overturned", "step", "RULES O1", REPEATED),
    BOTH("review_overturned", "special_started", "RULES O1", REPEATED),
    BOTH("review_overturned", "special_ended", "RULES O1", REPEATED),

    /* Received twice: who holds both ledgers says which keeps its number. */
    LINK_PAIRS("case", "K1"),

    /* Handed over twice (移交). */
    HANDOVER_PAIRS("case"),
    {.first = NULL},
};
