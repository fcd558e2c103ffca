/*
 * git_names: what change sets and logs are called in git.
 *
 *	git id --find--> number of the change set
 *	branch --name--> ref
 *
 * Only git asks by these names, so there is no index of them on the disk:
 * each would cost a page at every action.
 */
#ifndef SANJI_ENGINE_GIT_NAMES_H
#define SANJI_ENGINE_GIT_NAMES_H

#include "sync/changeset/changeset.h"
#include "sync/engine/engine.h"

struct git_names {
	struct git_name *all; /* sorted */
	size_t count;
	size_t room;
};

/* The git ids of all change sets held now; git_names_free() it. */
int git_names_read(
    struct engine *g, struct git_names *out, struct err *e) MUST_CHECK;
void git_names_free(struct git_names *names);

/* The number of the change set with that git id: 1 or 0. */
int git_names_find(const struct git_names *names, const uint8_t oid[GIT_ID_LEN],
    int64_t *n_out);

/* ledger/330421111205/330421111205.1.8f3a…, with -fork2 for a second branch. */
#define GIT_BRANCH_NAME_MAX 128
void git_names_branch(
    const struct chart *c, uint32_t branch, char out[GIT_BRANCH_NAME_MAX]);

/* The branch HEAD is: this hall's own log, of its ledger if there is one; 0. */
uint32_t git_names_head(const struct engine *g);

#endif
