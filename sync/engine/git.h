/*
 * git: the log as stock git sees it.
 *
 *	change sets --object backend--> libgit2 --pack, refs--> bare repository
 *
 * Commits are not stored twice: libgit2 reads them from hall.db through an
 * object backend that writes them out of their parts.
 */
#ifndef SANJI_ENGINE_GIT_H
#define SANJI_ENGINE_GIT_H

#include "schema/base/buf.h"
#include "sync/engine/engine.h"

struct git_export_result {
	uint64_t commits; /* added now */
	uint64_t logs;	  /* refs written */
};

/*
 * Writes an allowed-signers file into the repository: of one log (its name
 * as a file name), or of all (NULL).  The caller's, since files are its
 * business.
 */
typedef int git_export_put(
    void *context, const char *log, const struct buf *lines, struct err *e);

/*
 * Write all change sets held into a bare repository at path, or add those
 * it lacks, with a ref for each branch of each log
 * (refs/heads/<space>/<log>) and allowed signers for stock git.  -1 with ERR_IO
 * or ERR_REFUSED (path is something else).
 */
int git_export(struct engine *g, const char *path, git_export_put *put,
    void *context, struct git_export_result *out, struct err *e) MUST_CHECK;

#endif
