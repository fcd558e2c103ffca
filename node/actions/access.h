/*
 * access: which role may do what, in one table.
 *
 *	roles of a user, noun, verb --> [access] --> yes or no, and how it shows
 *
 * The command line is not asked: who may read hall.key may do everything.
 * For the console and for other programs everything is forbidden that no row
 * of the table allows.
 */
#ifndef SANJI_ACTIONS_ACCESS_H
#define SANJI_ACTIONS_ACCESS_H

#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/*
 * The last three keep apart who runs the system, who gives rights and who
 * looks at both (三员分立, GB/T 22239-2019, 8.1.5): nobody has two of them,
 * or one of them beside any other role.
 */
enum role {
	ROLE_VILLAGE,	  /* 村操作员: all windows of a village */
	ROLE_WINDOW,	  /* 窗口: takes in, asks, hands out */
	ROLE_APPROVAL,	  /* 审批: examines and decides */
	ROLE_BUSINESS,	  /* 业务科: catalogue, powers, conflicts */
	ROLE_SUPERVISION, /* 督查科: complaints, ratings, scores */
	ROLE_STATISTICS,  /* 统计: figures only */
	ROLE_SYSTEM,	  /* 系统管理员 */
	ROLE_SECURITY,	  /* 安全管理员 */
	ROLE_AUDIT,	  /* 审计管理员 */
	ROLE_COUNT,
};

#define ROLE(role) (1U << (role))
#define ROLES_ADMINISTER \
	(ROLE(ROLE_SYSTEM) | ROLE(ROLE_SECURITY) | ROLE(ROLE_AUDIT))

/* What a verb does with what it finds. */
enum access_kind {
	ACCESS_NONE,   /* nobody may */
	ACCESS_READS,  /* changes nothing, shows nobody's data */
	ACCESS_LISTS,  /* changes nothing; personal data come out masked */
	ACCESS_OPENS,  /* changes nothing; shows all of one: is noted */
	ACCESS_WRITES, /* never by GET */
};

/* The word of a role, and the text people read; NULL after the last. */
const char *access_role_word(enum role role);
const char *access_role_meaning(enum role role);

/*
 * The set the words name, with spaces or commas between; "" is none.  -1
 * with ERR_FORMAT (no such role) or ERR_REFUSED (not together).
 */
int access_roles_parse(
    const char *words, uint32_t *roles_out, struct err *e) MUST_CHECK;

/* What the verb does, whoever asks. */
enum access_kind access_kind_of(const char *noun, const char *verb);

/* Whether one of the roles may. */
int access_is_allowed(uint32_t roles, const char *noun, const char *verb);

#endif
