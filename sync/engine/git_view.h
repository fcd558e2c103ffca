/*
 * git_view: the log as a bare repository that stands on no disk.
 *
 *	path of git's dumb protocol --read--> the file that would be there
 *
 * Refs, HEAD, and each commit as a loose object: enough for `git clone` and
 * `git fetch` over plain HTTP.  What is given out is the log as it is signed;
 * nothing can be written.
 */
#ifndef SANJI_ENGINE_GIT_VIEW_H
#define SANJI_ENGINE_GIT_VIEW_H

#include "schema/base/buf.h"
#include "sync/engine/engine.h"

struct git_view;

/* As of now; the engine stays the caller's and must outlive it. */
int git_view_open(
    struct engine *g, struct git_view **out, struct err *e) MUST_CHECK;
void git_view_free(struct git_view *v);

/*
 * Append the file of that path within the repository ("info/refs",
 * "objects/4b/825d…").  1; 0: there is none; -1.
 */
int git_view_read(struct git_view *v, const char *path, struct buf *out,
    struct err *e) MUST_CHECK;

#endif
