#include <errno.h>
#include <git2.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "schema/store/log.h"
#include "sync/engine/git.h"
#include "sync/engine/git_backend.h"
#include "sync/engine/git_names.h"
#include "sync/engine/inside.h"

static int
git_failed(struct err *e, const char *what)
{
	const git_error *said = git_error_last();

	return err_set(
	    e, ERR_IO, "git: %s: %s", what, said == NULL ? "?" : said->message);
}

struct export
{
	struct engine *engine;
	const char *path;
	git_repository *repository;
	git_odb *there; /* what the repository has, without our backend */
	git_odb *all;
	git_packbuilder *pack;
	struct git_export_result *result;
	git_export_put *put;
	void *context;
};

/* What the repository's own files hold. */
static int
open_objects(struct export *x, struct err *e)
{
	char objects[4096];

	(void)snprintf(objects, sizeof(objects), "%sobjects",
	    git_repository_path(x->repository));
	if (git_odb_open(&x->there, objects) != 0)
		return git_failed(e, objects);
	return 0;
}

/* Bare, and either new or one of ours. */
static int
open_repository(struct export *x, struct err *e)
{
	git_odb_backend *backend;

	if (git_repository_open_bare(&x->repository, x->path) != 0 &&
	    git_repository_init(&x->repository, x->path, 1) != 0)
		return git_failed(e, x->path);
	if (open_objects(x, e) != 0)
		return -1;
	backend = git_backend_new(x->engine, e);
	if (backend == NULL)
		return -1;
	if (git_repository_odb(&x->all, x->repository) != 0 ||
	    git_odb_add_backend(x->all, backend, 1) != 0 ||
	    git_packbuilder_new(&x->pack, x->repository) != 0)
		return git_failed(e, x->path);
	return 0;
}

static void
close_repository(struct export *x)
{
	git_packbuilder_free(x->pack);
	git_odb_free(x->all);
	git_odb_free(x->there);
	git_repository_free(x->repository);
}

/* Everything the repository's own files do not have yet. */
static int
collect(struct export *x, struct err *e)
{
	int64_t last = 0;

	if (store_changeset_last(x->engine->store, &last, e) != 0)
		return -1;
	for (int64_t n = 1; n <= last; n++) {
		struct store_position row;
		git_oid oid;

		if (store_changeset_numbered(
			x->engine->store, n, &row, NULL, NULL, e) != 1)
			return -1;
		memcpy(oid.id, row.oid, sizeof(oid.id));
		if (git_odb_exists(x->there, &oid))
			continue;
		if (git_packbuilder_insert(x->pack, &oid, NULL) != 0)
			return git_failed(e, "pack");
		x->result->commits++;
	}
	return 0;
}

static int
write_pack(struct export *x, struct err *e)
{
	if (x->result->commits == 0)
		return 0;
	if (git_packbuilder_insert(x->pack, &git_empty_tree, NULL) != 0 ||
	    git_packbuilder_write(x->pack, NULL, 0644, NULL, NULL) != 0)
		return git_failed(e, "pack");
	return 0;
}

static int
write_ref(struct export *x, uint32_t branch, struct err *e)
{
	const struct chart *c = &x->engine->chart;
	struct store_position row;
	char name[GIT_BRANCH_NAME_MAX], ref[160];
	git_reference *made = NULL;
	git_oid oid;

	if (store_changeset_at(x->engine->store, branch,
		c->branches[branch].head_seq, &row, NULL, NULL, e) != 1)
		return -1;
	memcpy(oid.id, row.oid, sizeof(oid.id));
	git_names_branch(c, branch, name);
	(void)snprintf(ref, sizeof(ref), "refs/heads/%s", name);
	if (git_reference_create(&made, x->repository, ref, &oid, 1, "sanji") !=
	    0)
		return git_failed(e, ref);
	git_reference_free(made);
	x->result->logs++;
	return 0;
}

/* The line that binds a key to a log's address, for ssh-keygen. */
static int
add_signer(const struct log_name *l, const uint8_t *key, struct buf *out,
    struct err *e)
{
	struct sign_public public;
	char text[SIGN_SSH_TEXT_MAX];

	memcpy(public.bytes, key, SIGN_PUBLIC_LEN);
	sign_ssh_text(&public, text);
	return buf_printf(out, e,
	    "%s.%" PRIu32 ".%016" PRIx64 "@sanji namespaces=\"git\" %s\n",
	    l->hall.digits, l->life.number, l->life.tag, text);
}

/* Keys a log was signed with: at its head, and where they changed. */
static int
write_signers_of(
    struct export *x, uint32_t branch, struct buf *all, struct err *e)
{
	const struct chart *c = &x->engine->chart;
	const struct chart_branch *b = &c->branches[branch];
	struct buf own = BUF_INIT;
	uint8_t last[STORE_KEY_LEN] = {0};
	char name[GIT_BRANCH_NAME_MAX];
	int failed = 0;

	for (uint64_t q = b->fork_seq + 1; q <= b->head_seq && !failed; q++) {
		struct store_position row;

		failed = store_changeset_at(x->engine->store, branch, q, &row,
			     NULL, NULL, e) != 1;
		if (failed || memcmp(last, row.key, sizeof(last)) == 0)
			continue;
		memcpy(last, row.key, sizeof(last));
		failed =
		    add_signer(&c->logs[b->log].name, row.key, &own, e) != 0;
	}
	git_names_branch(c, branch, name);
	for (char *at = name; *at != '\0'; at++)
		*at = *at == '/' ? '-' : *at;
	if (!failed)
		failed = buf_add(all, own.bytes, own.len, e) != 0 ||
			 x->put(x->context, name, &own, e) != 0;
	buf_free(&own);
	return failed ? -1 : 0;
}

static int
write_config(struct export *x, struct err *e)
{
	git_config *config = NULL;
	char signers[4096];
	int failed;

	(void)snprintf(signers, sizeof(signers), "%sallowed-signers",
	    git_repository_path(x->repository));
	failed = git_repository_config(&config, x->repository) != 0 ||
		 git_config_set_string(config, "gpg.format", "ssh") != 0 ||
		 git_config_set_string(
		     config, "gpg.ssh.allowedsignersfile", signers) != 0;
	git_config_free(config);
	return failed ? git_failed(e, "config") : 0;
}

static int
write_refs(struct export *x, struct err *e)
{
	const struct chart *c = &x->engine->chart;
	struct buf all = BUF_INIT;
	int failed = 0;

	for (uint32_t b = 1; b < c->branch_count && !failed; b++)
		failed = write_ref(x, b, e) != 0 ||
			 write_signers_of(x, b, &all, e) != 0;
	if (!failed)
		failed = x->put(x->context, NULL, &all, e);
	buf_free(&all);
	return failed ? -1 : write_config(x, e);
}

static int
write_head(struct export *x, struct err *e)
{
	uint32_t head = git_names_head(x->engine);
	char name[GIT_BRANCH_NAME_MAX], ref[160];

	if (head == 0)
		return 0;
	git_names_branch(&x->engine->chart, head, name);
	(void)snprintf(ref, sizeof(ref), "refs/heads/%s", name);
	return git_repository_set_head(x->repository, ref) != 0
		   ? git_failed(e, ref)
		   : 0;
}

/* No cache, which would still show a commit that was rolled back, and no
 * configuration of users. */
static int
git_start(struct err *e)
{
	static const git_config_level_t levels[] = {GIT_CONFIG_LEVEL_SYSTEM,
	    GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
	    GIT_CONFIG_LEVEL_PROGRAMDATA};

	if (git_libgit2_init() < 0)
		return git_failed(e, "git");
	(void)git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	for (size_t i = 0; i < COUNT_OF(levels); i++)
		(void)git_libgit2_opts(
		    GIT_OPT_SET_SEARCH_PATH, (int)levels[i], "");
	return 0;
}

int
git_export(struct engine *g, const char *path, git_export_put *put,
    void *context, struct git_export_result *out, struct err *e)
{
	struct export x = {.engine = g,
	    .path = path,
	    .result = out,
	    .put = put,
	    .context = context};
	int failed;

	memset(out, 0, sizeof(*out));
	if (git_start(e) != 0)
		return -1;
	failed = open_repository(&x, e) != 0 || collect(&x, e) != 0 ||
		 write_pack(&x, e) != 0 || write_refs(&x, e) != 0 ||
		 write_head(&x, e) != 0;
	close_repository(&x);
	(void)git_libgit2_shutdown();
	return failed ? -1 : 0;
}
