/*
 * audit: who looked at what is known of whom, in a chain nobody can take an
 * entry out of without its showing.
 *
 *	entry --note--> [chain under a key of this hall's] --check--> whole?
 *
 * Each entry's link covers the one before it, and the ends are sealed, so
 * that neither a row in the middle nor the first or last can be changed or
 * be gone.  Who has hall.key, unlocked, can write the chain anew; and a whole
 * hall.db of yesterday is whole.
 */
#ifndef SANJI_ENGINE_AUDIT_H
#define SANJI_ENGINE_AUDIT_H

#include "schema/store/audit.h"
#include "sync/engine/engine.h"

/*
 * How long entries are kept at least: logs of a network for six months
 * (网络安全法 23), what was done with personal data longer, so that a yearly
 * audit finds it (个人信息保护法 54).
 */
#define AUDIT_KEPT_S (INT64_C(400) * 86400)

/*
 * Note that somebody looked; n and link are filled in.  In a transaction of
 * its own unless one is open.  -1 with ERR_REFUSED if this hall's key is
 * locked.
 */
int engine_audit_note(
    struct engine *g, struct store_audit *entry, struct err *e) MUST_CHECK;

struct audit_result {
	int64_t checked;
	int64_t missing;   /* entries that should be there */
	int64_t first_bad; /* the first that is changed or missing; 0: none */
	int ends_are_bad;
};

/* Whether the chain is whole; ERR_REFUSED as above. */
int engine_audit_check(
    struct engine *g, struct audit_result *out, struct err *e) MUST_CHECK;

#endif
