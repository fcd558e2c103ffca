#include "node/loop/jobs.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "node/export/export.h"
#include "node/helper.h"
#include "schema/base/words.h"
#include "schema/store/job.h"

int
jobs_begin(struct hall_dir *h, int64_t now_s, struct err *e)
{
	return store_jobs_interrupt(
	    h->store, _("it was interrupted"), now_s, e);
}

static int
start(struct jobs *j, const struct hall_dir *h, int64_t id, struct err *e)
{
	char number[24];
	const char *words[] = {"-C", h->path, "job", "work", number, NULL};

	(void)snprintf(number, sizeof(number), "%lld", (long long)id);
	return helper_start_self(words, &j->pid, e);
}

#define HOUR_S 3600

static void
forget_files(struct jobs *j, const struct hall_dir *h, int64_t now_s)
{
	if (j->hour == now_s / HOUR_S)
		return;
	j->hour = now_s / HOUR_S;
	export_forget_old(h, now_s);
}

int
jobs_tend(struct jobs *j, struct hall_dir *h, int64_t now_s, struct err *e)
{
	struct store_job next;
	int found;

	forget_files(j, h, now_s);
	if (j->pid != 0) {
		if (waitpid(j->pid, NULL, WNOHANG) == 0)
			return 0;
		j->pid = 0;
		/* One that ended well has said so itself. */
		if (jobs_begin(h, now_s, e) != 0)
			return -1;
	}
	found = store_job_next(h->store, &next, e);
	return found == 1 ? start(j, h, next.id, e) : found;
}

void
jobs_end(struct jobs *j)
{
	if (j->pid == 0)
		return;
	(void)kill(j->pid, SIGTERM);
	(void)waitpid(j->pid, NULL, 0);
	j->pid = 0;
}
