/*
 * job/file: what a job made, a backup, for the browser to keep.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "node/actions/access.h"
#include "node/actions/disclose.h"
#include "node/job.h"
#include "node/web/visit.h"
#include "schema/base/json.h"
#include "schema/store/job.h"

/* All that is known of everybody leaves the hall: that is noted first. */
static int
note(const struct visit *v, const char *file, struct err *e)
{
	struct actor actor = visit_actor(v);

	return disclose_note(&actor, "job.file", file, e);
}

static int
find(const struct visit *v, struct store_job *out, struct err *e)
{
	const char *text = json_member_text(v->request->query, "job");
	int64_t id = text == NULL ? 0 : strtoll(text, NULL, 10);
	int found =
	    store_job_find(engine_store(v->web->hall->engine), id, out, e);

	if (found < 0)
		return -1;
	return found && out->file[0] != '\0'
		   ? 0
		   : err_set(e, ERR_NOT_FOUND,
			 "this work has made no file; see `sanji job list`");
}

/* The name stands in a row that this program alone writes. */
static int
open_made(
    const struct visit *v, const char *file, size_t *len_out, struct err *e)
{
	char path[HALL_PATH_MAX];
	struct stat st = {.st_size = 0};
	int fd;

	if (job_backup_path(v->web->hall, file, path, e) != 0)
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0 && fstat(fd, &st) == 0) {
		*len_out = (size_t)st.st_size;
		return fd;
	}
	if (fd >= 0)
		(void)close(fd);
	return err_errno(e, "%s", path);
}

void
route_job_file(struct visit *v)
{
	struct err e = ERR_INIT;
	struct store_job job;
	size_t len = 0;
	int fd;

	if (!access_is_allowed(v->who.roles, "job", "start")) {
		reply_refusal(v->reply, 403, "forbidden",
		    "your role does not allow this; the security "
		    "administrator gives roles");
		return;
	}
	fd = find(v, &job, &e) != 0 ? -1 : open_made(v, job.file, &len, &e);
	if (fd >= 0 && note(v, job.file, &e) != 0) {
		(void)close(fd);
		fd = -1;
	}
	if (fd >= 0)
		reply_file_take(v->reply, fd, len);
	else
		reply_error(v->reply, &e);
}
