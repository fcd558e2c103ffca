#include "sync/engine/git_names.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/store/log.h"
#include "sync/engine/inside.h"

struct git_name {
	uint8_t oid[GIT_ID_LEN];
	int64_t n;
};

static int
compare_names(const void *a, const void *b)
{
	return memcmp(a, b, GIT_ID_LEN);
}

static int
add_name(void *context, int64_t n, const uint8_t *oid, struct err *e)
{
	struct git_names *names = context;
	size_t room = names->room == 0 ? 1024 : 2 * names->room;

	if (names->count == names->room) {
		struct git_name *bigger =
		    realloc(names->all, room * sizeof(*bigger));

		if (bigger == NULL)
			return err_nomem(e);
		names->all = bigger;
		names->room = room;
	}
	memcpy(names->all[names->count].oid, oid, GIT_ID_LEN);
	names->all[names->count++].n = n;
	return 0;
}

int
git_names_read(struct engine *g, struct git_names *out, struct err *e)
{
	*out = (struct git_names){.all = NULL};
	if (store_each_oid(g->store, add_name, out, e) != 0) {
		git_names_free(out);
		return -1;
	}
	if (out->count > 0)
		qsort(out->all, out->count, sizeof(*out->all), compare_names);
	return 0;
}

void
git_names_free(struct git_names *names)
{
	free(names->all);
	*names = (struct git_names){.all = NULL};
}

int
git_names_find(const struct git_names *names, const uint8_t oid[GIT_ID_LEN],
    int64_t *n_out)
{
	const struct git_name *found =
	    names->count == 0 ? NULL
			      : bsearch(oid, names->all, names->count,
				    sizeof(*names->all), compare_names);

	if (found != NULL)
		*n_out = found->n;
	return found != NULL;
}

void
git_names_branch(
    const struct chart *c, uint32_t branch, char out[GIT_BRANCH_NAME_MAX])
{
	const struct log_name *l = &c->logs[c->branches[branch].log].name;
	char space[SPACE_NAME_TEXT_MAX];
	unsigned nth = 1;

	space_name_text(&l->space, space);
	for (uint32_t i = 1; i < branch; i++)
		nth += c->branches[i].log == c->branches[branch].log;
	(void)snprintf(out, GIT_BRANCH_NAME_MAX,
	    "%s/%s.%" PRIu32 ".%016" PRIx64, space, l->hall.digits,
	    l->life.number, l->life.tag);
	if (nth > 1)
		(void)snprintf(out + strlen(out),
		    GIT_BRANCH_NAME_MAX - strlen(out), "-fork%u", nth);
}

uint32_t
git_names_head(const struct engine *g)
{
	const struct chart *c = &g->chart;
	uint32_t own = 0;

	for (uint32_t b = 1; b < c->branch_count; b++) {
		const struct log_name *l = &c->logs[c->branches[b].log].name;

		if (!hall_code_is_same(&l->hall, &g->identity.hall))
			continue;
		own = b;
		if (l->space.kind == SPACE_LEDGER)
			break;
	}
	return own;
}
