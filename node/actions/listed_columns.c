/*
 * The columns of lists that are none of one record type.  What concerns cases
 * is headed as in GB/T 39046-2020 (办件, 评价); levels are those of its A.8.
 */
#include "node/actions/listed.h"

#define END                     \
	{                       \
		.meaning = NULL \
	}

static const struct listed_column cases[] = {
    {.meaning = "number of the case", "number", LISTED_PLAIN},
    {.meaning = "code of the item", "item", LISTED_PLAIN},
    {.meaning = "name of the item", "item", LISTED_ITEM},
    {.meaning = "name of the applicant", "personal.name", LISTED_PLAIN},
    {.meaning = "number of the applicant's document",
	"personal.id_number",
	LISTED_PLAIN},
    {.meaning = "code of the hall", "hall", LISTED_PLAIN},
    {.meaning = "state of the case", "state", LISTED_WORD},
    {.meaning = "time received", "received_time", LISTED_TIME},
    {.meaning = "time accepted", "accepted_time", LISTED_TIME},
    {.meaning = "time decided", "decided_time", LISTED_TIME},
    {.meaning = "time finished", "finished_time", LISTED_TIME},
    {.meaning = "result of the case", "outcome", LISTED_WORD},
    END,
};

static const struct listed_column tasks[] = {
    {.meaning = "number of the case", "number", LISTED_PLAIN},
    {.meaning = "code of the item", "item", LISTED_PLAIN},
    {.meaning = "name of the item", "item", LISTED_ITEM},
    {.meaning = "name of the applicant", "personal.name", LISTED_PLAIN},
    {.meaning = "code of the hall", "hall", LISTED_PLAIN},
    {.meaning = "name of the hall", "hall_name", LISTED_PLAIN},
    {.meaning = "state of the case", "state", LISTED_WORD},
    {.meaning = "time received", "received_time", LISTED_TIME},
    {.meaning = "day it is due", "deadline.supervised_due", LISTED_PLAIN},
    {.meaning = "working days left", "deadline.left_days", LISTED_PLAIN},
    {.meaning = "mode of the power", "under.mode", LISTED_WORD},
    {.meaning = "why it cannot be decided here", "refused", LISTED_PLAIN},
    {.meaning = "in the hands of", "claim.full_name", LISTED_PLAIN},
    END,
};

static const struct listed_column conflicts[] = {
    {.meaning = "number", "number", LISTED_PLAIN},
    {.meaning = "situation", "situation", LISTED_PLAIN},
    {.meaning = "act", "meaning", LISTED_PLAIN},
    {.meaning = "hall that acted", "author_name", LISTED_PLAIN},
    {.meaning = "time of the act", "time", LISTED_TIME},
    {.meaning = "the other act", "against_meaning", LISTED_PLAIN},
    {.meaning = "hall of the other act", "against_author_name", LISTED_PLAIN},
    {.meaning = "time of the other act", "against_time", LISTED_TIME},
    {.meaning = "standing of the act", "status_meaning", LISTED_PLAIN},
    {.meaning = "why", "why_meaning", LISTED_PLAIN},
    END,
};

static const struct listed_column held[] = {
    {.meaning = "number", "number", LISTED_PLAIN},
    {.meaning = "act", "meaning", LISTED_PLAIN},
    {.meaning = "hall that acted", "author_name", LISTED_PLAIN},
    {.meaning = "time of the act", "time", LISTED_TIME},
    {.meaning = "power", "power", LISTED_PLAIN},
    {.meaning = "standing of the act", "status_meaning", LISTED_PLAIN},
    {.meaning = "why", "why_meaning", LISTED_PLAIN},
    {.meaning = "days it has waited", "waited_days", LISTED_PLAIN},
    END,
};

static const struct listed_column powers[] = {
    {.meaning = "power", "id", LISTED_PLAIN},
    {.meaning = "code of the hall", "grantee", LISTED_PLAIN},
    {.meaning = "name of the hall", "grantee_name", LISTED_PLAIN},
    {.meaning = "codes of the items", "items", LISTED_PLAIN},
    {.meaning = "mode of the power", "mode", LISTED_WORD},
    {.meaning = "standing of the power", "stage", LISTED_WORD},
    {.meaning = "department", "department", LISTED_PLAIN},
    {.meaning = "basis", "basis", LISTED_PLAIN},
    {.meaning = "valid from", "valid_from", LISTED_PLAIN},
    {.meaning = "valid until", "valid_to", LISTED_PLAIN},
    END,
};

static const struct listed_column publication[] = {
    {.meaning = "code of the organ", "organ", LISTED_PLAIN},
    {.meaning = "name of the organ", "organ_name", LISTED_PLAIN},
    {.meaning = "codes of the items", "items", LISTED_PLAIN},
    {.meaning = "mode of the power", "mode", LISTED_WORD},
    {.meaning = "department", "department", LISTED_PLAIN},
    {.meaning = "basis", "basis", LISTED_PLAIN},
    {.meaning = "valid from", "valid_from", LISTED_PLAIN},
    {.meaning = "valid until", "valid_to", LISTED_PLAIN},
    {.meaning = "day it was made public", "published_day", LISTED_PLAIN},
    {.meaning = "where it was made public", "published_where", LISTED_PLAIN},
    END,
};

static const struct listed_column items[] = {
    {.meaning = "code of the item", "code", LISTED_PLAIN},
    {.meaning = "name of the item", "name", LISTED_PLAIN},
    {.meaning = "type of the item", "type", LISTED_WORD},
    {.meaning = "tier that exercises it", "tier", LISTED_WORD},
    {.meaning = "department", "department", LISTED_PLAIN},
    {.meaning = "promised working days", "promise_days", LISTED_PLAIN},
    {.meaning = "statutory working days", "statutory_days", LISTED_PLAIN},
    {.meaning = "version", "version", LISTED_PLAIN},
    {.meaning = "state", "state", LISTED_WORD},
    END,
};

#define COUNTS                                                        \
	{.meaning = "cases received", "received", LISTED_PLAIN},      \
	    {.meaning = "cases accepted", "accepted", LISTED_PLAIN},  \
	    {.meaning = "cases decided", "decided", LISTED_PLAIN},    \
	{                                                             \
		.meaning = "cases finished", "finished", LISTED_PLAIN \
	}

static const struct listed_column figures[] = {
    {.meaning = "code of the hall", "hall", LISTED_PLAIN},
    {.meaning = "name of the hall", "name", LISTED_PLAIN},
    COUNTS,
    {.meaning = "cases withdrawn", "withdrawn", LISTED_PLAIN},
    {.meaning = "cases in dispute", "disputed", LISTED_PLAIN},
    {.meaning = "cases rated", "rated", LISTED_PLAIN},
    {.meaning = "data up to", "data_to", LISTED_TIME},
    END,
};

static const struct listed_column months[] = {
    {.meaning = "month", "month", LISTED_PLAIN},
    COUNTS,
    {.meaning = "ratings", "ratings", LISTED_PLAIN},
    {.meaning = "ratings that are satisfied", "satisfied", LISTED_PLAIN},
    END,
};

static const struct listed_column figure_rows[] = {
    {.meaning = "number of the case", "number", LISTED_PLAIN},
    {.meaning = "code of the item", "item", LISTED_PLAIN},
    {.meaning = "name of the item", "item", LISTED_ITEM},
    {.meaning = "code of the hall", "hall", LISTED_PLAIN},
    {.meaning = "name of the hall", "hall", LISTED_HALL},
    {.meaning = "state of the case", "state", LISTED_WORD},
    {.meaning = "time received", "received_time", LISTED_TIME},
    {.meaning = "time accepted", "accepted_time", LISTED_TIME},
    {.meaning = "time decided", "decided_time", LISTED_TIME},
    {.meaning = "time finished", "finished_time", LISTED_TIME},
    {.meaning = "result of the case", "outcome", LISTED_WORD},
    END,
};

static const struct listed_column levels[] = {
    {.meaning = "code of the hall", "hall", LISTED_PLAIN},
    {.meaning = "name of the hall", "hall", LISTED_HALL},
    {.meaning = "level of satisfaction, 1 to 5", "level", LISTED_PLAIN},
    {.meaning = "ratings", "count", LISTED_PLAIN},
    END,
};

static const struct listed_column ratings[] = {
    {.meaning = "number of the case", "number", LISTED_PLAIN},
    {.meaning = "time of the rating", "given_time", LISTED_TIME},
    {.meaning = "code of the hall", "hall", LISTED_PLAIN},
    {.meaning = "name of the hall", "hall", LISTED_HALL},
    {.meaning = "level of satisfaction, 1 to 5", "level", LISTED_PLAIN},
    {.meaning = "channel of the rating", "channel", LISTED_WORD},
    END,
};

static const struct listed_column power_figures[] = {
    {.meaning = "power", "power", LISTED_PLAIN},
    {.meaning = "code of the hall", "hall", LISTED_PLAIN},
    {.meaning = "name of the hall", "hall", LISTED_HALL},
    {.meaning = "cases decided", "decided", LISTED_PLAIN},
    {.meaning = "cases approved", "approved", LISTED_PLAIN},
    {.meaning = "cases denied", "denied", LISTED_PLAIN},
    {.meaning = "last used", "last_time", LISTED_TIME},
    END,
};

static const struct listed_column sessions[] = {
    {.meaning = "began", "began", LISTED_TIME},
    {.meaning = "ended", "ended", LISTED_TIME},
    {.meaning = "code of the hall", "peer", LISTED_PLAIN},
    {.meaning = "name of the hall", "peer", LISTED_HALL},
    {.meaning = "by", "carrier", LISTED_WORD},
    {.meaning = "change sets in", "changesets_in", LISTED_PLAIN},
    {.meaning = "change sets out", "changesets_out", LISTED_PLAIN},
    {.meaning = "pieces in", "pieces_in", LISTED_PLAIN},
    {.meaning = "pieces out", "pieces_out", LISTED_PLAIN},
    {.meaning = "bytes in", "bytes_in", LISTED_PLAIN},
    {.meaning = "bytes out", "bytes_out", LISTED_PLAIN},
    {.meaning = "refused", "refused", LISTED_PLAIN},
    {.meaning = "clock of the other, in seconds", "skew", LISTED_PLAIN},
    {.meaning = "outcome", "outcome", LISTED_PLAIN},
    END,
};

static const struct listed_column quarantine[] = {
    {.meaning = "came", "came", LISTED_TIME},
    {.meaning = "code of the hall", "peer", LISTED_PLAIN},
    {.meaning = "name of the hall", "peer", LISTED_HALL},
    {.meaning = "by", "carrier", LISTED_WORD},
    {.meaning = "reason", "reason", LISTED_PLAIN},
    {.meaning = "bytes", "bytes", LISTED_PLAIN},
    END,
};

static const struct listed_column audit[] = {
    {.meaning = "time", "time", LISTED_TIME},
    {.meaning = "who", "who", LISTED_PLAIN},
    {.meaning = "what was done", "what", LISTED_PLAIN},
    {.meaning = "number of what was looked at", "about", LISTED_PLAIN},
    {.meaning = "why", "why", LISTED_PLAIN},
    END,
};

static const struct listed_column users[] = {
    {.meaning = "user", "name", LISTED_PLAIN},
    {.meaning = "full name", "full_name", LISTED_PLAIN},
    {.meaning = "number they work under", "staff", LISTED_PLAIN},
    {.meaning = "roles", "roles", LISTED_PLAIN},
    END,
};

static const struct listed_column halls[] = {
    {.meaning = "code of the hall", "code", LISTED_PLAIN},
    {.meaning = "name of the hall", "name", LISTED_PLAIN},
    {.meaning = "tier", "tier", LISTED_WORD},
    {.meaning = "code of the hall above", "parent", LISTED_PLAIN},
    {.meaning = "state", "state", LISTED_WORD},
    {.meaning = "since", "since", LISTED_PLAIN},
    END,
};

static const struct listed_column heard[] = {
    {.meaning = "code of the hall", "code", LISTED_PLAIN},
    {.meaning = "name of the hall", "name", LISTED_PLAIN},
    {.meaning = "tier", "tier", LISTED_WORD},
    {.meaning = "code of the hall above", "parent", LISTED_PLAIN},
    {.meaning = "last heard of", "heard_time", LISTED_TIME},
    {.meaning = "change sets it lacks", "lacking", LISTED_PLAIN},
    END,
};

const struct listed_list listed_lists[] = {
    {"case", "list", NULL, "number", cases},
    {"task", "list", NULL, NULL, tasks},
    {"conflicts", "list", NULL, NULL, conflicts},
    {"power", "held", NULL, NULL, held},
    {"power", "violations", NULL, NULL, held},
    {"power", "list", NULL, NULL, powers},
    {"power", "publication", NULL, NULL, publication},
    {"item", "list", NULL, NULL, items},
    {"figures", "show", "halls", NULL, figures},
    {"figures", "months", "rows", NULL, months},
    {"figures", "rows", NULL, "number", figure_rows},
    {"figures", "levels", "rows", NULL, levels},
    {"figures", "ratings", NULL, NULL, ratings},
    {"figures", "powers", "rows", NULL, power_figures},
    {"sessions", "list", NULL, NULL, sessions},
    {"quarantine", "list", NULL, NULL, quarantine},
    {"audit", "list", NULL, NULL, audit},
    {"user", "list", NULL, NULL, users},
    {"hall", "list", NULL, NULL, halls},
    {"hall", "tree", NULL, NULL, heard},
    {"booking", "list", NULL, NULL, NULL},
    {"complaint", "list", NULL, NULL, NULL},
    {.noun = NULL},
};
