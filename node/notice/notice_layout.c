#include "node/notice/notice_layout.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "node/notice/notice_draft.h"
#include "node/notice/notice_fields.h"
#include "node/notice/notice_issuer.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

/* No-break spaces keep a line open for handwriting. */
#define BLANK "\xc2\xa0\n\xc2\xa0"

/* Columns of numbers stand in the middle. */
static const struct layout_table facts_a4 = {4, {16, 34, 16, 34}, 1, 0};
static const struct layout_table facts_slip = {2, {32, 68}, 1, 0};
static const struct layout_table materials = {
    5, {10, 40, 12, 15, 23}, 0, 1U << 0 | 1U << 2 | 1U << 3};
static const struct layout_table departments = {
    4, {10, 42, 22, 26}, 0, 1U << 0};

/* One member of the notice on the form. */
struct fact {
	const char *name;
	const char *column; /* of the member, or NULL */
	int is_wide;	    /* takes a whole row */
};

static const struct fact facts[] = {
    {"case_number", NULL, 1},
    {"item", "name", 1},
    {"item", "code", 0},
    {"query_code", NULL, 0},
    {"department", NULL, 1},
    {"applicant", "name", 0},
    {"applicant", "id_number", 0},
    {"applicant", "agent", 0},
    {"applicant", "phone", 0},
    {"applicant", "address", 1},
    {"hall", NULL, 0},
    {"window", NULL, 0},
    {"issuing_hall", NULL, 1},
    {"power", "mode", 0},
    {"power", "number", 0},
    {"power", "basis", 1},
    {"received", NULL, 0},
    {"accepted", NULL, 0},
    {"promise_days", NULL, 0},
    {"due_date", NULL, 0},
    {"supplement_by", NULL, 0},
    {"decided", NULL, 0},
    {"order", NULL, 1},
    {"outcome", NULL, 0},
    {"result", NULL, 1},
    {"document", NULL, 1},
    {"method", NULL, 0},
    {"place", NULL, 0},
    {"law", NULL, 1},
    {"reason", NULL, 1},
};

/* --- the head ------------------------------------------------------------- */

static void
lay_banner(struct notice_draft *d)
{
	const char *standing = json_member_text(d->notice, "standing");

	if (standing == NULL || strcmp(standing, "in_force") == 0)
		return;
	notice_draft_say(d,
	    strcmp(standing, "held") == 0
		? _("Waiting to be ratified · not a final decision")
		: _("Disputed, waiting for a ruling · not a final decision"));
	notice_draft_line(d, LAYOUT_BANNER);
}

static void
lay_head(struct notice_draft *d)
{
	notice_draft_say(d, notice_issuer(d->kind, d->notice));
	notice_draft_line(d, LAYOUT_ISSUER);
	notice_draft_say(d, _(d->kind->title));
	notice_draft_line(d, LAYOUT_TITLE);
	notice_draft_say_about(
	    d, _("No. %s"), json_member_text(d->notice, "number"));
	notice_draft_line(d, LAYOUT_NUMBER);
	lay_banner(d);
}

static void
lay_greeting(struct notice_draft *d)
{
	if (d->kind->flags & NOTICE_TO_APPLICANT) {
		(void)notice_draft_say_member(d, "applicant", "name");
	} else if (d->kind->flags & NOTICE_TO_WINDOW) {
		(void)notice_draft_say_member(d, "hall", NULL);
		notice_draft_say(d, " ");
		(void)notice_draft_say_member(d, "window", NULL);
	} else {
		return;
	}
	notice_draft_say(d, _(":"));
	notice_draft_line(d, LAYOUT_GREETING);
}

static const char *
body(const struct notice_draft *d)
{
	const struct notice_kind *k = d->kind;
	const char *outcome = json_member_text(d->notice, "outcome");

	if (k->denied != NULL && outcome != NULL &&
	    strcmp(outcome, "denied") == 0)
		return k->denied;
	if (k->deferred != NULL && outcome != NULL &&
	    strcmp(outcome, "approved_short") == 0)
		return k->deferred;
	if (k->unlisted != NULL &&
	    json_object_get(d->notice, "materials") == NULL)
		return k->unlisted;
	return k->body;
}

static void
lay_body(struct notice_draft *d)
{
	lay_greeting(d);
	if (d->kind->body == NULL)
		return;
	notice_draft_say_about(d, _(body(d)),
	    json_member_text(json_object_get(d->notice, "item"), "name"));
	notice_draft_line(d, LAYOUT_BODY);
}

/* --- the facts ------------------------------------------------------------ */

/* A row of facts that waits for a second fact beside the first. */
struct row {
	size_t cells[4];
	size_t count;
};

static void
end_row(struct notice_draft *d, struct row *r)
{
	if (r->count > 0)
		notice_draft_block(d, LAYOUT_ROW,
		    d->l->size == NOTICE_A4 ? &facts_a4 : &facts_slip, r->cells,
		    r->count);
	r->count = 0;
}

/* Add label and value, of which the value was said last. */
static void
add_fact(struct notice_draft *d, struct row *r, size_t label, int is_wide)
{
	size_t value = notice_draft_keep(d);

	if (is_wide || d->l->size == NOTICE_80MM)
		end_row(d, r);
	r->cells[r->count++] = label;
	r->cells[r->count++] = value;
	if (is_wide || r->count == facts_a4.count)
		end_row(d, r);
}

/* What is filled in by hand when a document is delivered. */
static void
lay_blanks(struct notice_draft *d, struct row *r)
{
	const struct {
		const char *label;
		int is_wide;
	} blanks[] = {
	    {_("Received by (signature)"), 0},
	    {_("Day and hour of receipt"), 0},
	    {_("Received in the recipient's stead by, and why"), 1},
	    {_("Delivered by"), 0},
	    {_("Remarks"), 0},
	};

	for (size_t i = 0; i < COUNT_OF(blanks); i++) {
		size_t label;

		notice_draft_say(d, blanks[i].label);
		label = notice_draft_keep(d);
		notice_draft_say(d, BLANK);
		add_fact(d, r, label, blanks[i].is_wide);
	}
}

static void
lay_objection(struct notice_draft *d, struct row *r)
{
	size_t label;

	if (json_object_get(d->notice, "objection") == NULL &&
	    d->kind->objection == NULL)
		return;
	notice_draft_say_label(d, "objection", NULL);
	label = notice_draft_keep(d);
	if (!notice_draft_say_member(d, "objection", NULL))
		notice_draft_say(d, _(d->kind->objection));
	add_fact(d, r, label, 1);
}

static void
lay_facts(struct notice_draft *d)
{
	struct row r = {.count = 0};

	for (size_t i = 0; i < COUNT_OF(facts); i++) {
		const struct fact *f = &facts[i];
		const json_t *value = json_object_get(d->notice, f->name);
		size_t label;

		if (f->column != NULL)
			value = json_object_get(value, f->column);
		if (value == NULL)
			continue;
		notice_draft_say_label(d, f->name, f->column);
		label = notice_draft_keep(d);
		(void)notice_draft_say_member(d, f->name, f->column);
		add_fact(d, &r, label, f->is_wide);
	}
	lay_objection(d, &r);
	if (d->kind->flags & NOTICE_FINAL && d->kind->body == NULL)
		lay_blanks(d, &r);
	end_row(d, &r);
}

/* --- lists ---------------------------------------------------------------- */

/* The column of a row, if it has it; of a material also what is remarked. */
static size_t
keep_column(struct notice_draft *d, const char *name, const char *column,
    const json_t *row)
{
	const json_t *value = json_object_get(row, column);

	if (value != NULL)
		notice_draft_say_value(
		    d, notice_fields_find(name, column), value);
	if (strcmp(column, "state") == 0 &&
	    json_object_get(row, "note") != NULL) {
		notice_draft_say(d, value == NULL ? "" : "\n");
		notice_draft_say(d, json_member_text(row, "note"));
	}
	return notice_draft_keep(d);
}

static size_t
keep_ordinal(struct notice_draft *d, size_t n)
{
	if (!d->failed)
		d->failed = buf_printf(&d->line, d->e, "%zu", n);
	return notice_draft_keep(d);
}

/* A list of the notice as a table; columns ends with NULL. */
static void
lay_list(struct notice_draft *d, const struct layout_table *t, const char *name,
    const char *const *columns)
{
	const json_t *rows = json_object_get(d->notice, name);
	size_t cells[LAYOUT_CELLS_MAX], n, i;
	json_t *row;

	if (rows == NULL)
		return;
	notice_draft_say(d, _("No."));
	cells[0] = notice_draft_keep(d);
	for (n = 0; columns[n] != NULL; n++) {
		notice_draft_say_label(d, name, columns[n]);
		cells[n + 1] = notice_draft_keep(d);
	}
	notice_draft_block(d, LAYOUT_HEAD, t, cells, n + 1);
	json_array_foreach (rows, i, row) {
		cells[0] = keep_ordinal(d, i + 1);
		for (n = 0; columns[n] != NULL; n++)
			cells[n + 1] = keep_column(d, name, columns[n], row);
		notice_draft_block(d, LAYOUT_ROW, t, cells, n + 1);
	}
}

/* --- the foot ------------------------------------------------------------- */

static void
lay_close(struct notice_draft *d)
{
	size_t cells[4];

	if (d->l->qr.width > 0)
		notice_draft_say(d, _("Case number and query code, to ask how "
				      "the case stands"));
	cells[CLOSE_QR] = notice_draft_keep(d);
	notice_draft_say(d, notice_issuer(d->kind, d->notice));
	cells[CLOSE_ISSUER] = notice_draft_keep(d);
	(void)notice_draft_say_member(d, "issued", NULL);
	cells[CLOSE_DAY] = notice_draft_keep(d);
	notice_draft_say(d, _("Place of the seal"));
	cells[CLOSE_SEAL] = notice_draft_keep(d);
	notice_draft_block(d, LAYOUT_CLOSE, NULL, cells, COUNT_OF(cells));
}

static void
lay_signatures(struct notice_draft *d)
{
	notice_draft_say_label(d, "clerk", NULL);
	notice_draft_say(d, _(":"));
	(void)notice_draft_say_member(d, "clerk", NULL);
	notice_draft_line(d, LAYOUT_SIGN);
	if (!(d->kind->flags & (NOTICE_TO_APPLICANT | NOTICE_TO_WINDOW)))
		return;
	notice_draft_say(d, _("Received by (signature)"));
	notice_draft_say(d, _(":"));
	notice_draft_line(d, LAYOUT_SIGN);
}

/* --- the sheets ----------------------------------------------------------- */

static void
keep_copy(struct notice_draft *d, size_t n, size_t count, const char *keeper)
{
	if (!d->failed)
		d->failed = buf_printf(
		    &d->line, d->e, _("Copy %zu of %zu: %s"), n, count, keeper);
	d->l->copies[d->l->copy_count++] = notice_draft_keep(d);
}

/* Who keeps which copy: as the notice says, or else as its kind does. */
static void
lay_copies(struct notice_draft *d)
{
	const json_t *given = json_object_get(d->notice, "recipients");
	size_t only = (size_t)json_member_integer(d->notice, "copy", 0);
	size_t count = notice_kind_copies(d->kind, d->notice);

	for (size_t i = 0; i < count; i++)
		if (only == 0 || only == i + 1)
			keep_copy(d, i + 1, count,
			    given == NULL
				? _(d->kind->keepers[i])
				: json_string_value(json_array_get(given, i)));
}

static void
lay_reprint(struct notice_draft *d)
{
	json_int_t n = json_member_integer(d->notice, "print_count", 1) - 1;

	if (n > 0 && !d->failed)
		d->failed =
		    buf_printf(&d->line, d->e, _("REPRINT %lld"), (long long)n);
	d->l->reprint = notice_draft_keep(d);
}

static void
make_qr(struct notice_draft *d)
{
	struct buf text = BUF_INIT;

	if (!d->failed)
		d->failed = notice_qr_text(d->notice, &text, d->e);
	if (!d->failed && text.len > 0)
		d->failed = notice_qr_make(buf_text(&text), &d->l->qr, d->e);
	buf_free(&text);
}

static void
lay_all(struct notice_draft *d)
{
	static const char *const material_columns[] = {
	    "name", "originals", "copies", "state", NULL};
	static const char *const department_columns[] = {
	    "name", "role", "promise_days", NULL};

	make_qr(d);
	notice_draft_say(d, _(d->kind->title));
	notice_draft_say(d, " ");
	(void)notice_draft_say_member(d, "number", NULL);
	d->l->title = notice_draft_keep(d);
	notice_draft_say(d, json_member_text(d->notice, "issued"));
	d->l->issued = notice_draft_keep(d);
	lay_reprint(d);
	lay_copies(d);
	lay_head(d);
	lay_body(d);
	lay_facts(d);
	lay_list(d, &departments, "departments", department_columns);
	lay_list(d, &materials, "materials", material_columns);
	lay_close(d);
	lay_signatures(d);
}

int
notice_layout_make(const json_t *notice, const struct notice_kind *kind,
    enum notice_size size, struct notice_layout *l, struct err *e)
{
	const char *language = json_member_text(notice, "language");
	enum words_language of_operator = words_chosen();
	struct notice_draft d = {
	    .l = l, .notice = notice, .kind = kind, .e = e};
	int is_english = language != NULL && strcmp(language, "en") == 0;

	l->size = size;
	l->language = is_english ? "en" : "zh-CN";
	words_choose(is_english ? WORDS_EN : WORDS_ZH);
	lay_all(&d);
	words_choose(of_operator);
	buf_free(&d.line);
	return d.failed;
}

int
notice_layout_paint(const json_t *notice, enum notice_size size,
    notice_painter *paint, struct buf *out, struct err *e)
{
	const struct notice_kind *kind;
	struct notice_layout l = {0};
	int failed;

	if (notice_kind_check(notice, &kind, e) != 0)
		return -1;
	failed = notice_layout_make(notice, kind, size, &l, e) != 0 ||
		 paint(&l, out, e) != 0;
	notice_layout_free(&l);
	return failed ? -1 : 0;
}

void
notice_layout_free(struct notice_layout *l)
{
	buf_free(&l->text);
	notice_qr_free(&l->qr);
	free(l->blocks);
	*l = (struct notice_layout){0};
}

const char *
notice_layout_text(const struct notice_layout *l, size_t place)
{
	assert(place < l->text.len);
	return (const char *)l->text.bytes + place;
}
