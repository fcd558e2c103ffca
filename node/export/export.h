/*
 * export: a list as a file, by the columns it is declared with.
 *
 *	{list, format, what the list takes} --read--> which list
 *	    --write, page by page--> a file
 *
 * What it says of people is masked as in the list.  A short one is made while
 * its asker waits; of a long one a job is made (job.h).
 */
#ifndef SANJI_EXPORT_EXPORT_H
#define SANJI_EXPORT_EXPORT_H

#include "node/actions/action.h"
#include "node/hall_dir.h"
#include "node/export/sheet.h"
#include "schema/base/progress.h"

/* Rows somebody waits for; and of a list that has no pages. */
#define EXPORT_ROWS_AT_ONCE 1000
#define EXPORT_ROWS_UNPAGED 5000

/* How long a file is kept for whoever asked for it. */
#define EXPORT_KEPT_S 86400

#define EXPORT_NAME_MAX 64

struct export
{
	const struct action *list;
	enum sheet_form form;
	json_t *request; /* what the list is asked; owned */
};

/*
 * What is asked for.  -1 with ERR_NOT_FOUND if there is no such list.
 * export_free() afterwards in any case.
 */
int
export_read(const json_t *asked, struct export *out, struct err *e) MUST_CHECK;
void export_free(struct export *x);

/* Whether it goes page by page, so that it may have any number of rows. */
int export_has_pages(const struct export *x);

/*
 * Write it into a new file of that path, as the actor may see it; how many
 * rows in *rows_out.  -1 with ERR_LIMIT if there are more than `most`, or with
 * what else it fails with; then there is no file.
 */
int export_write(const struct actor *a, const struct export *x,
    const struct hall_dir *h, const char *path, size_t most,
    const struct progress *progress, size_t *rows_out,
    struct err *e) MUST_CHECK;

/* Where files lie that jobs made, or the directory of all, for "". */
void export_path(
    const struct hall_dir *h, const char *name, char out[HALL_PATH_MAX]);

/* Remove files that were kept long enough. */
void export_forget_old(const struct hall_dir *h, int64_t now_s);

#endif
