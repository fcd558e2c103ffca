/*
 * stick: change sets sealed to one hall, as a file the browser keeps; and one
 * that was brought, looked at before it is taken in.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "node/actions/access.h"
#include "node/actions/automatic.h"
#include "node/actions/hall_named.h"
#include "node/web/visit.h"
#include "schema/base/json.h"
#include "sync/engine/handover.h"
#include "sync/engine/stick.h"

static int
is_allowed(struct visit *v, const char *verb)
{
	if (access_is_allowed(v->who.roles, "stick", verb))
		return 1;
	reply_refusal(v->reply, 403, "forbidden",
	    "your role does not allow this; the security administrator gives "
	    "roles");
	return 0;
}

/* --- making one ----------------------------------------------------------- */

static int
write_bytes(void *context, const void *bytes, size_t len, struct err *e)
{
	const int *fd = context;
	size_t done = 0;

	while (done < len) {
		ssize_t n = write(*fd, (const char *)bytes + done, len - done);

		if (n < 0)
			return err_errno(e, "the file cannot be kept");
		done += (size_t)n;
	}
	return 0;
}

/* The stick, in a file without a name. */
static int
make(
    struct visit *v, const json_t *body, int fd, size_t *len_out, struct err *e)
{
	struct engine *g = v->web->hall->engine;
	const char *code = json_member_text(body, "to");
	enum stick_scans scans = json_is_false(json_object_get(body, "scans"))
				     ? STICK_WITHOUT_SCANS
				     : STICK_WITH_SCANS;
	struct stick_sink sink = {write_bytes, &fd};
	struct stick_totals totals;
	struct hall_code to;
	size_t hall = HALL_UNKNOWN;

	if (code != NULL && hall_code_parse(code, &to) == 0)
		hall = authority_hall(engine_authority(g), &to);
	if (hall == HALL_UNKNOWN)
		return err_set(e, ERR_NOT_FOUND, "%s is no member",
		    code == NULL ? "" : code);
	if (stick_export(g, &v->web->hall->keys, hall, scans, v->now_s, &sink,
		&totals, e) != 0)
		return -1;
	*len_out = (size_t)totals.bytes;
	return 0;
}

/* {to, scans} -> bytes. */
void
route_stick_make(struct visit *v)
{
	json_t *body = is_allowed(v, "make") ? visit_body(v) : NULL;
	struct err e = ERR_INIT;
	size_t len = 0;
	int fd;

	if (body == NULL)
		return;
	fd = open(v->web->hall->path, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0) {
		(void)err_errno(&e, "%s cannot be written", v->web->hall->path);
		reply_error(v->reply, &e);
	} else if (make(v, body, fd, &len, &e) != 0) {
		(void)close(fd);
		reply_error(v->reply, &e);
	} else {
		reply_file_take(v->reply, fd, len);
	}
	json_decref(body);
}

/* --- taking one in -------------------------------------------------------- */

static int
read_bytes(void *context, size_t from, void *to, size_t len, size_t *got_out,
    struct err *e)
{
	const struct upload *u = context;
	size_t left = from < u->len ? u->len - from : 0;

	*got_out = len < left ? len : left;
	return upload_read(u, from, to, *got_out, e);
}

static json_t *
hall_json(const struct visit *v, const char *code)
{
	struct actor actor = visit_actor(v);
	char name[HALL_NAME_MAX];

	if (code[0] == '\0')
		return NULL;
	hall_name_at(&actor, code, v->now_s, name);
	return json_pack("{s:s,s:s}", "hall", code, "name", name);
}

static json_t *
result_json(const struct visit *v, const struct stick_result *r)
{
	return json_pack("{s:b,s:o*,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:b,s:b,s:s}",
	    "ours", 1, "from", hall_json(v, r->sender), "written",
	    (json_int_t)r->written, "stored", (json_int_t)r->stored, "known",
	    (json_int_t)r->known, "waiting", (json_int_t)r->waiting, "refused",
	    (json_int_t)r->refused, "receipts", (json_int_t)r->receipts,
	    "pieces", (json_int_t)r->pieces, "whole", r->is_whole, "kept",
	    r->is_kept, "why", r->why);
}

/* What came may concern records that have moved. */
static int
tend(struct visit *v, struct err *e)
{
	struct actor actor = visit_actor(v);
	size_t written;

	if (engine_settle_all(actor.engine, e) != 0 ||
	    engine_tend_all(actor.engine, v->now_s, &written, e) != 0 ||
	    automatic_run(&actor, &written, e) != 0)
		return -1;
	v->web->wish->written(v->web->wish->context);
	return 0;
}

/* Anybody may see for whom a stick is; only that hall what is in it. */
static int
look_or_take(struct visit *v, struct upload *u, enum stick_mode mode,
    json_t **out, struct err *e)
{
	struct engine *g = v->web->hall->engine;
	struct stick_source from = {read_bytes, u, u->len};
	struct stick_result r;
	struct hall_code to;

	if (stick_receiver(&from, &to, e) != 0)
		return -1;
	if (!hall_code_is_same(&to, &engine_identity(g)->hall) &&
	    mode == STICK_PRETEND) {
		*out = json_pack(
		    "{s:b,s:o*}", "ours", 0, "to", hall_json(v, to.digits));
		return *out == NULL ? err_nomem(e) : 0;
	}
	if (stick_import(
		g, &v->web->hall->keys, &from, mode, v->now_s, &r, e) != 0 ||
	    (mode == STICK_TAKE && tend(v, e) != 0))
		return -1;
	*out = result_json(v, &r);
	return *out == NULL ? err_nomem(e) : 0;
}

static void
open_stick(struct visit *v, enum stick_mode mode)
{
	json_t *body = is_allowed(v, "take") ? visit_body(v) : NULL;
	struct upload *u = body == NULL ? NULL : visit_upload(v, body);
	struct err e = ERR_INIT;
	json_t *out = NULL;

	if (u != NULL && look_or_take(v, u, mode, &out, &e) != 0)
		reply_error(v->reply, &e);
	else if (u != NULL)
		reply_json_take(v->reply, 200, out);
	if (mode == STICK_TAKE)
		upload_end(u);
	json_decref(body);
}

/* {upload} -> what it would add. */
void
route_stick_look(struct visit *v)
{
	open_stick(v, STICK_PRETEND);
}

/* {upload} -> what it added. */
void
route_stick_take(struct visit *v)
{
	open_stick(v, STICK_TAKE);
}
