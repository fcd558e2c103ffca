#include "node/actions/attachment.h"

#include <stdlib.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/media.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"
#include "schema/store/piece.h"
#include "sync/engine/personal.h"
#include "sync/engine/scans.h"

/* --- adding -------------------------------------------------------------- */

/* A scan on its way into the store. */
struct adding {
	const struct actor *actor;
	const struct attachment_source *from;
	const json_t *row;
	const json_t *request;
	struct scan_writer writer;
	uint8_t *piece; /* SCAN_PIECE_LEN bytes */
	const char *media;
};

static int
check_source(const struct attachment_source *from, struct err *e)
{
	if (from->len == 0)
		return err_set(e, ERR_FORMAT,
		    "%s is empty; scan it again and give the new file",
		    from->name);
	if (from->len > SCAN_LEN_MAX)
		return err_set(e, ERR_LIMIT,
		    "%s has %zu bytes, and a scan at most %zu (20 MB); scan it "
		    "again with fewer dots per inch, or add its pages as "
		    "several files",
		    from->name, from->len, SCAN_LEN_MAX);
	return 0;
}

/* All of it can be read, and is at hand when it is read again. */
static int
look_through(struct adding *x, struct err *e)
{
	const struct attachment_source *from = x->from;
	size_t count = scan_count(from->len);

	for (size_t i = 0; i < count; i++) {
		size_t len = scan_piece_len(from->len, i);

		if (from->read(from->context, i * SCAN_PIECE_LEN, x->piece, len,
			e) != 0)
			return -1;
		if (i == 0)
			x->media = media_type_of(x->piece, len, from->name);
		if (from->tell != NULL)
			from->tell(from->context, i + 1, count);
	}
	return 0;
}

static int
add_pieces(struct adding *x, struct err *e)
{
	const struct attachment_source *from = x->from;

	for (size_t i = 0; i < x->writer.scan.count; i++) {
		size_t len = scan_piece_len(from->len, i);

		if (from->read(from->context, i * SCAN_PIECE_LEN, x->piece, len,
			e) != 0 ||
		    scans_add(&x->writer, x->piece, len, e) != 0)
			return -1;
	}
	return 0;
}

static json_t *
event_of(const struct adding *x, struct err *e)
{
	json_t *event = json_pack("{s:s,s:s,s:O*,s:O*,s:{s:s,s:s}}", EVENT_DO,
	    "case.attached", EVENT_ON, json_member_text(x->row, "id"),
	    "material", json_object_get(x->request, "material"), EVENT_CLERK,
	    json_object_get(x->request, EVENT_CLERK), EVENT_PERSONAL, "file",
	    x->from->name, "media", x->media);

	if (event == NULL) {
		(void)err_set(
		    e, ERR_FORMAT, "%s is not valid UTF-8 text", x->from->name);
		return NULL;
	}
	if (scan_write(&x->writer.scan, event, e) == 0)
		return event;
	json_decref(event);
	return NULL;
}

static int
add_in_transaction(
    struct adding *x, const struct space_name *ledger, struct err *e)
{
	if (scans_begin(x->actor->engine, ledger, record_type_named("case"),
		json_member_text(x->row, "id"), x->from->len, &x->writer,
		e) != 0 ||
	    add_pieces(x, e) != 0)
		return -1;
	return write_event_take(x->actor, ledger, event_of(x, e),
	    json_member_text(x->row, "number"), x->request, "case", e);
}

static int
add(struct adding *x, struct err *e)
{
	struct engine *g = x->actor->engine;
	struct space_name ledger;
	int failed;

	if (case_ledger(x->row, &ledger, e) != 0 || look_through(x, e) != 0 ||
	    engine_begin(g, e) != 0)
		return -1;
	failed = add_in_transaction(x, &ledger, e);
	if (failed)
		engine_rollback(g);
	else
		failed = engine_commit(g, e);
	scans_end(&x->writer);
	return failed;
}

int
attachment_add(const struct actor *a, const json_t *request,
    const struct attachment_source *from, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	struct adding x = {.actor = a,
	    .from = from,
	    .row = row,
	    .request = request,
	    .piece = row == NULL ? NULL : malloc(SCAN_PIECE_LEN)};
	int failed = row == NULL || check_source(from, e) != 0;

	if (!failed && x.piece == NULL)
		failed = err_nomem(e);
	if (!failed)
		failed = add(&x, e);
	if (!failed) {
		*out = json_pack("{s:O,s:O,s:O,s:I,s:I}", "case",
		    json_object_get(row, "id"), "number",
		    json_object_get(row, "number"), "material",
		    json_object_get(request, "material"), "size",
		    (json_int_t)from->len, "pieces",
		    (json_int_t)x.writer.scan.count);
		failed = *out == NULL ? err_nomem(e) : 0;
	}
	if (x.piece != NULL)
		memset(x.piece, 0, SCAN_PIECE_LEN);
	free(x.piece);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- which there are ----------------------------------------------------- */

static int
is_in_force(const json_t *event, const char *kind)
{
	return strcmp(json_member_text(event, "kind"), kind) == 0 &&
	       strcmp(json_member_text(event, "status"), "ok") == 0;
}

/* The event that took a scan back, or NULL. */
static const json_t *
taking_back(const json_t *events, const char *scan)
{
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event)
		if (is_in_force(event, "case.detached") &&
		    strcmp(json_member_text(
			       json_object_get(event, "body"), "scan"),
			scan) == 0)
			return event;
	return NULL;
}

static json_t *
personal_of(const json_t *event)
{
	return json_object_get(json_object_get(event, "body"), EVENT_PERSONAL);
}

/* Why a scan was taken back; null where that cannot be read. */
static json_t *
reason_of(const json_t *back)
{
	json_t *reason = json_object_get(personal_of(back), "reason");

	return reason == NULL ? json_null() : json_incref(reason);
}

/* Who has the first piece that is to come: known to, or whoever added it. */
static int
put_last_at(const struct actor *a, const struct scan *scan, const char *author,
    json_t *one, struct err *e)
{
	struct store *s = engine_store(a->engine);
	struct hall_code hall;
	int found = 1;
	size_t i = 0;

	while (i < scan->count && found == 1) {
		found = store_piece_read(s, scan->hashes[i], NULL, e);
		i += found == 1;
	}
	if (found < 0 || i == scan->count)
		return found < 0 ? -1 : 0;
	found = store_piece_last_at(s, scan->hashes[i], &hall, e);
	if (found < 0)
		return -1;
	return json_put_take(
	    one, "last_at", json_string(found == 1 ? hall.digits : author), e);
}

/* A sealed field that cannot be read here is left out. */
static json_t *
describe(const struct actor *a, const json_t *event, const json_t *events,
    struct err *e)
{
	const json_t *body = json_object_get(event, "body");
	const json_t *back = taking_back(events, scan_name(body));
	struct scan scan;
	size_t held = 0;
	json_t *one;

	if (!scan_read(body, &scan) ||
	    scans_held(a->engine, &scan, &held, e) != 0)
		return NULL;
	one = json_pack("{s:O,s:O*,s:O*,s:I,s:I,s:I,s:s,s:O,s:O,s:O*,s:b}",
	    "material", json_object_get(body, "material"), "file",
	    json_object_get(personal_of(event), "file"), "media",
	    json_object_get(personal_of(event), "media"), "size",
	    (json_int_t)scan.len, "pieces", (json_int_t)scan.count, "held",
	    (json_int_t)held, "scan", scan_name(body), "hall",
	    json_object_get(event, "hall"), "time",
	    json_object_get(event, "time"), "ledger",
	    json_object_get(event, "ledger"), "erased",
	    strcmp(json_member_text(body, "personal_state"),
		personal_state_word(PERSONAL_ERASED)) == 0);
	if (one == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	if ((back != NULL &&
		json_put_take(one, "taken_back", reason_of(back), e) != 0) ||
	    put_last_at(a, &scan, json_member_text(event, "hall"), one, e) !=
		0) {
		json_decref(one);
		return NULL;
	}
	return one;
}

int
attachment_put(const struct actor *a, json_t *row, struct err *e)
{
	const json_t *events = json_object_get(row, "events");
	json_t *all = json_array(), *event;
	int failed = all == NULL ? err_nomem(e) : 0;
	size_t i;

	json_array_foreach (events, i, event) {
		json_t *one;

		if (failed || !is_in_force(event, "case.attached"))
			continue;
		one = describe(a, event, events, e);
		failed = one == NULL ||
			 json_put_take(one, "attachment",
			     json_integer((json_int_t)json_array_size(all) + 1),
			     e) != 0 ||
			 json_array_append(all, one) != 0;
		json_decref(one);
	}
	if (failed) {
		json_decref(all);
		return -1;
	}
	return json_put_take(row, "attachments", all, e);
}

json_t *
attachment_case(const struct actor *a, const json_t *request, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	int failed = row == NULL || case_put_events(a, row, e) != 0 ||
		     attachment_put(a, row, e) != 0;

	if (!failed)
		(void)json_incref(row);
	json_decref(rows);
	return failed ? NULL : row;
}

/* --- one of them --------------------------------------------------------- */

/* Short texts are numbers, as they are shown. */
#define NUMBER_DIGITS_MAX 3

static int
is_meant(const json_t *one, const char *text)
{
	size_t len = strlen(text);

	if (len <= NUMBER_DIGITS_MAX)
		return json_member_integer(one, "attachment", 0) ==
		       strtoll(text, NULL, 10);
	return strncmp(json_member_text(one, "scan"), text, len) == 0;
}

const json_t *
attachment_find(const json_t *row, const char *text, struct err *e)
{
	const json_t *all = json_object_get(row, "attachments");
	const char *number = json_member_text(row, "number");
	size_t i;
	json_t *one;

	if (text == NULL && json_array_size(all) == 1)
		return json_array_get(all, 0);
	json_array_foreach (all, i, one)
		if (text != NULL && is_meant(one, text))
			return one;
	if (json_array_size(all) == 0)
		(void)err_set(e, ERR_NOT_FOUND,
		    "case %s has no scans; add one with `sanji case attach`",
		    number);
	else if (text == NULL)
		(void)err_set(e, ERR_USAGE,
		    "case %s has %zu scans; say which, by its number in `sanji "
		    "case attachment %s`",
		    number, json_array_size(all), number);
	else
		(void)err_set(e, ERR_NOT_FOUND,
		    "case %s has no scan %s; see `sanji case attachment %s`",
		    number, text, number);
	return NULL;
}

static int
is_erased(const json_t *one)
{
	return json_is_true(json_object_get(one, "erased"));
}

int
attachment_check_whole(
    const struct actor *a, const json_t *attachment, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	json_int_t held = json_member_integer(attachment, "held", 0);
	json_int_t pieces = json_member_integer(attachment, "pieces", 0);
	const char *at = json_member_text(attachment, "last_at");
	struct hall_code code;
	size_t hall = HALL_UNKNOWN;

	if (is_erased(attachment))
		return err_set(e, ERR_REFUSED,
		    "what was said of this person was erased, and the scan "
		    "with it");
	if (held == pieces)
		return 0;
	if (at != NULL && hall_code_parse(at, &code) == 0)
		hall = authority_hall(all, &code);
	return err_set(e, ERR_NOT_FOUND,
	    "only %lld of %lld pieces of the scan of %s have arrived here; "
	    "%s was the last known to have it: sync with it, or carry a stick",
	    (long long)held, (long long)pieces,
	    json_member_text(attachment, "material"),
	    hall == HALL_UNKNOWN ? at : all->halls[hall].name);
}

/* Of a scan that was quoted: the ledger it was first written into. */
static int
find_origin(const json_t *row, const json_t *attachment, struct space_name *out,
    struct err *e)
{
	const char *ledger = json_member_text(attachment, "ledger");

	if (case_ledger(row, out, e) != 0)
		return -1;
	if (ledger == NULL || hall_code_parse(ledger, &out->hall) == 0)
		return 0;
	return err_set(
	    e, ERR_INTEGRITY, "hall.db is damaged; restore it from a backup");
}

/* The event's own list, which the row still has. */
static int
find_scan(const json_t *row, const json_t *attachment, struct scan *out)
{
	const char *name = json_member_text(attachment, "scan");
	size_t i;
	json_t *event;

	json_array_foreach (json_object_get(row, "events"), i, event) {
		const json_t *body = json_object_get(event, "body");

		if (is_in_force(event, "case.attached") &&
		    strcmp(scan_name(body), name) == 0)
			return scan_read(body, out);
	}
	return 0;
}

/* Where a scan of a row is read from, and all of it is here. */
static int
find_source(const struct actor *a, const json_t *row, const json_t *attachment,
    struct scan *scan_out, struct scan_source *out, struct err *e)
{
	*out = (struct scan_source){
	    .scan = scan_out, .record = json_member_integer(row, "record", 0)};
	if (attachment_check_whole(a, attachment, e) != 0 ||
	    find_origin(row, attachment, &out->space, e) != 0)
		return -1;
	if (find_scan(row, attachment, scan_out))
		return 0;
	return err_set(
	    e, ERR_INTEGRITY, "hall.db is damaged; restore it from a backup");
}

int
attachment_read(const struct actor *a, const json_t *row,
    const json_t *attachment, scan_sink *sink, void *context, struct err *e)
{
	struct scan scan;
	struct scan_source from;

	if (find_source(a, row, attachment, &scan, &from, e) != 0)
		return -1;
	return scans_read(a->engine, &from, sink, context, e);
}

int
attachment_read_piece(const struct actor *a, const json_t *row,
    const json_t *attachment, size_t n, struct buf *out, struct err *e)
{
	struct scan scan;
	struct scan_source from;

	if (find_source(a, row, attachment, &scan, &from, e) != 0)
		return -1;
	if (n >= scan.count)
		return err_set(e, ERR_NOT_FOUND,
		    "the scan has %zu pieces, from 1 on", scan.count);
	return scans_read_piece(a->engine, &from, n, out, e);
}

int
attachment_list(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *row = attachment_case(a, request, e);
	int failed = row == NULL || case_named(row, out, e) != 0;

	(void)self;
	if (!failed)
		failed = json_object_set(*out, "attachments",
			     json_object_get(row, "attachments")) != 0
			     ? err_nomem(e)
			     : 0;
	json_decref(row);
	return failed ? -1 : 0;
}

/* --- what follows -------------------------------------------------------- */

int
attachment_detach(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *row = attachment_case(a, request, e), *event = NULL;
	const json_t *one =
	    row == NULL
		? NULL
		: attachment_find(row, request_text(request, "attachment"), e);
	int failed = one == NULL;

	if (!failed) {
		event = request_event(
		    self, json_member_text(row, "id"), request, e);
		failed =
		    event == NULL || json_object_set(event, "scan",
					 json_object_get(one, "scan")) != 0;
	}
	if (!failed)
		failed = write_about_take(a, "case", row, json_incref(event),
			     request, e) != 0 ||
			 case_named(row, out, e) != 0;
	json_decref(event);
	json_decref(row);
	return failed ? -1 : 0;
}

json_t *
attachment_missing(const json_t *row, struct err *e)
{
	json_t *names = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(row, "attachments"), i, one) {
		if (names == NULL ||
		    json_object_get(one, "taken_back") != NULL ||
		    is_erased(one) ||
		    json_member_integer(one, "held", 0) ==
			json_member_integer(one, "pieces", 0))
			continue;
		if (json_array_append(
			names, json_object_get(one, "material")) != 0) {
			json_decref(names);
			names = NULL;
		}
	}
	if (names == NULL)
		(void)err_nomem(e);
	return names;
}
