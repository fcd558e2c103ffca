/*
 * git_backend: libgit2's view of hall.db.  Private to engine/.
 */
#ifndef SANJI_ENGINE_GIT_BACKEND_H
#define SANJI_ENGINE_GIT_BACKEND_H

#include <git2.h>

#include "sync/engine/engine.h"

/* git's name for the tree without entries, which every commit has. */
extern const git_oid git_empty_tree;

/*
 * A read-only backend over the engine's store, which must outlive it.
 * Owned by the object database it is added to.  NULL with ERR_NOMEM.
 */
git_odb_backend *git_backend_new(struct engine *g, struct err *e) MUST_CHECK;

#endif
