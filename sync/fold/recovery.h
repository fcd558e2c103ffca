/*
 * recovery: the offline key of the county names another key for it.
 *
 *	member.recovered, first of a new log --proof--> the root's key
 *
 * The public half of the recovery key stands in the founding event, so
 * everybody has pinned it.  Who has it, and only who has it, can open a log
 * whose first change set carries its own key.  What other keys of the root
 * signed is cut: in the root's gazette at what the recovery names, in ledgers
 * at what the new key names afterwards (member.ended), when all ledgers have
 * come back.
 */
#ifndef SANJI_FOLD_RECOVERY_H
#define SANJI_FOLD_RECOVERY_H

#include "crypto/sign.h"
#include "sync/fold/authority.h"

/* A proved recovery. */
struct recovery {
	struct position at;
	struct past past;
	struct incarnation life;
	struct cut cut;
	uint8_t signing_key[VIEW_KEY_LEN];
	uint8_t transport_key[VIEW_KEY_LEN];
};

/*
 * Sign an event of the first change set of that log, and put the proof into
 * it; or check one: whether the proof is the recovery key's.
 */
int recovery_prove(const struct sign_secret *recovery,
    const struct changeset_id *county, const struct log_name *log, json_t *body,
    struct err *e) MUST_CHECK;
int recovery_is_proved(const uint8_t recovery_key[VIEW_KEY_LEN],
    const struct changeset_id *county, const struct log_name *log,
    const json_t *body);

/*
 * Take in all proved recoveries of the root, and what they end; the root must
 * have been found.
 */
int recovery_take_all(struct authority *a, const struct view *view,
    const struct changeset_id *county, const struct gazette_event *events,
    size_t count, struct err *e) MUST_CHECK;

/* The proved recovery at a position, or NULL. */
const struct recovery *
recovery_at(const struct authority *a, struct position at);

/* Whether a proved recovery that no other one has ended named this key. */
int recovery_named(const struct authority *a, const uint8_t *signing_key);

void recoveries_free(struct authority *a);

#endif
