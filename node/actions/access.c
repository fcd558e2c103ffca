#include "node/actions/access.h"

#include <assert.h>
#include <string.h>

#define VILLAGE ROLE(ROLE_VILLAGE)
#define WINDOW (VILLAGE | ROLE(ROLE_WINDOW))
#define APPROVAL (VILLAGE | ROLE(ROLE_APPROVAL))
#define BUSINESS ROLE(ROLE_BUSINESS)
#define SUPERVISION ROLE(ROLE_SUPERVISION)
#define FIGURES ROLE(ROLE_STATISTICS)
#define SYSTEM ROLE(ROLE_SYSTEM)
#define SECURITY ROLE(ROLE_SECURITY)
#define AUDIT ROLE(ROLE_AUDIT)

/* Whoever handles cases, or looks after those who do. */
#define STAFF (WINDOW | APPROVAL | BUSINESS | SUPERVISION)
#define ANYBODY (STAFF | FIGURES | ROLES_ADMINISTER)

struct right {
	const char *noun, *verb; /* verb "*": any that has no row before */
	enum access_kind kind;
	uint32_t roles;
};

/* The first row that fits decides. */
static const struct right rights[] = {
    {"case", "list", ACCESS_LISTS, STAFF},
    {"case", "show", ACCESS_OPENS, STAFF},
    {"case", "attachments", ACCESS_OPENS, STAFF},
    {"case", "attach_bytes", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "detach", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "explain", ACCESS_READS, STAFF | ROLES_ADMINISTER},
    {"case", "check", ACCESS_READS, WINDOW},
    {"case", "may", ACCESS_READS, STAFF},
    {"case", "propose", ACCESS_READS, WINDOW | BUSINESS},
    {"case", "outdated", ACCESS_READS, STAFF},
    {"case", "today", ACCESS_READS, ANYBODY},
    {"case", "track", ACCESS_WRITES, ANYBODY},
    {"case", "receive", ACCESS_WRITES, WINDOW},
    {"case", "take", ACCESS_WRITES, WINDOW},
    {"case", "deliver", ACCESS_WRITES, WINDOW},
    {"case", "withdraw", ACCESS_WRITES, WINDOW},
    {"case", "review", ACCESS_WRITES, WINDOW},
    {"case", "accept", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "decline", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "ask", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "complete", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "convert", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "owe", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "settle", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "amend", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "archive", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "sign_green", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "finish", ACCESS_WRITES, WINDOW | APPROVAL},
    {"case", "step", ACCESS_WRITES, APPROVAL},
    {"case", "pause", ACCESS_WRITES, APPROVAL},
    {"case", "resume", ACCESS_WRITES, APPROVAL},
    {"case", "extend", ACCESS_WRITES, APPROVAL},
    {"case", "decide", ACCESS_WRITES, APPROVAL},
    {"case", "return", ACCESS_WRITES, APPROVAL},
    {"case", "revoke", ACCESS_WRITES, APPROVAL},
    {"case", "take_part", ACCESS_WRITES, APPROVAL},
    {"case", "decide_part", ACCESS_WRITES, APPROVAL},
    {"case", "urge", ACCESS_WRITES, BUSINESS | SUPERVISION},
    {"case", "*", ACCESS_WRITES, BUSINESS},
    {"task", "list", ACCESS_LISTS, APPROVAL},
    {"task", "*", ACCESS_WRITES, APPROVAL},
    {"notice", "show", ACCESS_OPENS, STAFF},
    {"notice", "list", ACCESS_LISTS, STAFF},
    {"notice", "print", ACCESS_WRITES, WINDOW | APPROVAL},
    {"notice", "*", ACCESS_WRITES, WINDOW | APPROVAL},
    {"item", "list", ACCESS_READS, ANYBODY},
    {"item", "show", ACCESS_READS, ANYBODY},
    {"item", "versions", ACCESS_READS, ANYBODY},
    {"item", "diff", ACCESS_READS, ANYBODY},
    {"item", "drafts", ACCESS_READS, STAFF},
    {"item", "export", ACCESS_READS, STAFF},
    {"item", "*", ACCESS_WRITES, BUSINESS},
    {"calendar", "list", ACCESS_READS, ANYBODY},
    {"calendar", "show", ACCESS_READS, ANYBODY},
    {"calendar", "days", ACCESS_READS, ANYBODY},
    {"calendar", "*", ACCESS_WRITES, BUSINESS},
    {"joint", "list", ACCESS_READS, ANYBODY},
    {"joint", "*", ACCESS_WRITES, BUSINESS},
    {"power", "list", ACCESS_READS, STAFF},
    {"power", "show", ACCESS_READS, STAFF},
    {"power", "matrix", ACCESS_READS, STAFF},
    {"power", "publication", ACCESS_READS, ANYBODY},
    {"power", "held", ACCESS_LISTS, STAFF},
    {"power", "violations", ACCESS_LISTS, STAFF},
    {"power", "*", ACCESS_WRITES, BUSINESS},
    {"rate", "judge", ACCESS_WRITES, SUPERVISION},
    {"rate", "*", ACCESS_WRITES, WINDOW | SUPERVISION},
    {"complaint", "list", ACCESS_LISTS, STAFF},
    {"complaint", "strikes", ACCESS_READS, STAFF},
    {"complaint", "show", ACCESS_OPENS, SUPERVISION | BUSINESS},
    {"complaint", "register", ACCESS_WRITES, WINDOW | SUPERVISION},
    {"complaint", "*", ACCESS_WRITES, SUPERVISION},
    {"payment", "list", ACCESS_LISTS, STAFF | FIGURES},
    {"payment", "refunds", ACCESS_LISTS, STAFF | FIGURES},
    {"payment", "show", ACCESS_OPENS, WINDOW | BUSINESS},
    {"payment", "waive", ACCESS_WRITES, BUSINESS},
    {"payment", "grant", ACCESS_WRITES, BUSINESS},
    {"payment", "*", ACCESS_WRITES, WINDOW},
    {"score", "list", ACCESS_LISTS, STAFF},
    {"score", "show", ACCESS_OPENS, STAFF},
    {"score", "sheet", ACCESS_READS, STAFF},
    {"score", "*", ACCESS_WRITES, SUPERVISION},
    {"agency", "list", ACCESS_READS, STAFF},
    {"agency", "entries", ACCESS_READS, STAFF},
    {"agency", "*", ACCESS_WRITES, SUPERVISION},
    {"staff", "list", ACCESS_READS, ANYBODY},
    {"staff", "*", ACCESS_WRITES, SYSTEM},
    {"swipe", "list", ACCESS_READS, STAFF},
    {"swipe", "record", ACCESS_WRITES, WINDOW | APPROVAL},
    {"swipe", "*", ACCESS_WRITES, SUPERVISION},
    {"person", "list", ACCESS_LISTS, WINDOW | APPROVAL | BUSINESS},
    {"person", "show", ACCESS_OPENS, WINDOW | APPROVAL | BUSINESS},
    {"person", "*", ACCESS_WRITES, WINDOW | BUSINESS},
    {"slot", "list", ACCESS_READS, ANYBODY},
    {"slot", "*", ACCESS_WRITES, BUSINESS | VILLAGE},
    {"booking", "list", ACCESS_LISTS, WINDOW | BUSINESS},
    {"booking", "show", ACCESS_OPENS, WINDOW | BUSINESS},
    {"booking", "*", ACCESS_WRITES, WINDOW},
    {"erase", "ask", ACCESS_WRITES, WINDOW | BUSINESS},
    {"erase", "requests", ACCESS_READS, WINDOW | BUSINESS | SECURITY},
    {"erase", "status", ACCESS_READS, BUSINESS | AUDIT},
    {"erase", "*", ACCESS_WRITES, BUSINESS},
    {"audit", "list", ACCESS_READS, AUDIT},
    {"audit", "check", ACCESS_READS, AUDIT},
    {"figures", "*", ACCESS_READS, STAFF | FIGURES},
    {"timewarps", "list", ACCESS_READS, ANYBODY},
    {"conflicts", "list", ACCESS_LISTS, STAFF},
    {"conflicts", "show", ACCESS_OPENS, STAFF},
    {"conflicts", "*", ACCESS_WRITES,
	BUSINESS | SUPERVISION | ROLE(ROLE_APPROVAL)},
    {"handover", "*", ACCESS_WRITES, BUSINESS},
    {"hall", "list", ACCESS_READS, ANYBODY},
    {"hall", "show", ACCESS_READS, ANYBODY},
    {"hall", "tree", ACCESS_READS, ANYBODY},
    {"hall", "status", ACCESS_READS, ANYBODY},
    {"hall", "counters", ACCESS_READS, ANYBODY},
    {"hall", "outbox", ACCESS_READS, STAFF | SYSTEM},
    {"hall", "*", ACCESS_WRITES, SYSTEM},
    {"members", "show", ACCESS_READS, ANYBODY},
    {"members", "*", ACCESS_WRITES, SECURITY},
    {"fork", "list", ACCESS_READS, ROLES_ADMINISTER | SUPERVISION | BUSINESS},
    {"fork", "show", ACCESS_READS, ROLES_ADMINISTER | SUPERVISION | BUSINESS},
    {"fork", "*", ACCESS_WRITES, SECURITY},
    {"git", "*", ACCESS_READS, AUDIT | SUPERVISION},
    {"log", "*", ACCESS_READS, ROLES_ADMINISTER | SUPERVISION | BUSINESS},
    {"job", "list", ACCESS_READS, ROLES_ADMINISTER},
    {"job", "*", ACCESS_WRITES, SYSTEM},
    {"export", "list", ACCESS_READS, ANYBODY},
    {"export", "cancel", ACCESS_WRITES, ANYBODY},
    {"sessions", "*", ACCESS_READS, ROLES_ADMINISTER | SUPERVISION},
    {"quarantine", "*", ACCESS_READS, ROLES_ADMINISTER},
    {"stick", "*", ACCESS_WRITES, STAFF | SYSTEM},
    {"token", "list", ACCESS_READS, SECURITY | AUDIT},
    {"token", "make", ACCESS_WRITES, SECURITY},
    {"token", "revoke", ACCESS_WRITES, SECURITY},
    {"user", "list", ACCESS_READS, ROLES_ADMINISTER},
    {"user", "add", ACCESS_WRITES, SYSTEM},
    {"user", "disable", ACCESS_WRITES, SYSTEM | SECURITY},
    {"user", "role", ACCESS_WRITES, SYSTEM | SECURITY},
    {"user", "passwd", ACCESS_WRITES, ANYBODY},
    {"user", "pin", ACCESS_WRITES, ANYBODY},
};

static const struct {
	const char *word;
	const char *meaning; /* English; Chinese in the catalogue */
} roles[] = {
    [ROLE_VILLAGE] = {"village", .meaning = "village operator"},
    [ROLE_WINDOW] = {"window", .meaning = "window clerk"},
    [ROLE_APPROVAL] = {"approval", .meaning = "approver"},
    [ROLE_BUSINESS] = {"business", .meaning = "business section"},
    [ROLE_SUPERVISION] = {"supervision", .meaning = "supervision section"},
    [ROLE_STATISTICS] = {"statistics", .meaning = "statistics"},
    [ROLE_SYSTEM] = {"system", .meaning = "system administrator"},
    [ROLE_SECURITY] = {"security", .meaning = "security administrator"},
    [ROLE_AUDIT] = {"audit", .meaning = "audit administrator"},
};

const char *
access_role_word(enum role role)
{
	return role < ROLE_COUNT ? roles[role].word : NULL;
}

const char *
access_role_meaning(enum role role)
{
	return role < ROLE_COUNT ? roles[role].meaning : NULL;
}

static int
role_of(const char *word, size_t len)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		if (strlen(roles[i].word) == len &&
		    memcmp(roles[i].word, word, len) == 0)
			return i;
	return -1;
}

int
access_roles_parse(const char *words, uint32_t *roles_out, struct err *e)
{
	uint32_t set = 0, administers;

	for (const char *at = words + strspn(words, " ,"); *at != '\0';) {
		size_t len = strcspn(at, " ,");
		int role = role_of(at, len);

		if (role < 0)
			return err_set(e, ERR_FORMAT,
			    "there is no role \"%.*s\"; the roles are village, "
			    "window, approval, business, supervision, "
			    "statistics, system, security, audit",
			    (int)(len < 40 ? len : 40), at);
		set |= ROLE(role);
		at += len;
		at += strspn(at, " ,");
	}
	administers = set & ROLES_ADMINISTER;
	if (administers != 0 && (set & (set - 1)) != 0)
		return err_set(e, ERR_REFUSED,
		    "an administrator has that one role and no other: the "
		    "three keep an eye on each other");
	*roles_out = set;
	return 0;
}

static const struct right *
right_of(const char *noun, const char *verb)
{
	for (size_t i = 0; i < COUNT_OF(rights); i++)
		if (strcmp(rights[i].noun, noun) == 0 &&
		    (strcmp(rights[i].verb, "*") == 0 ||
			strcmp(rights[i].verb, verb) == 0))
			return &rights[i];
	return NULL;
}

enum access_kind
access_kind_of(const char *noun, const char *verb)
{
	const struct right *r = right_of(noun, verb);

	return r == NULL ? ACCESS_NONE : r->kind;
}

int
access_is_allowed(uint32_t set, const char *noun, const char *verb)
{
	const struct right *r = right_of(noun, verb);

	return r != NULL && (r->roles & set) != 0;
}
