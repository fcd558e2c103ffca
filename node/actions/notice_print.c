/*
 * Printing a notice:
 *
 *	found --> what stands on it --> rendered --> recorded --> handed over
 *
 * What cannot be rendered is not recorded; what cannot be recorded is not
 * handed over.  A paper that is lost in between was recorded all the same, and
 * the next one says that it is a reprint.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/disclose.h"
#include "node/actions/notice_acts.h"
#include "node/helper.h"
#include "node/pdf/pdf.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

/* A PDF is drawn by a program of its own (node/pdf/pdf.h). */
static int
draw(const json_t *paper, enum notice_size size, struct buf *out, struct err *e)
{
	const char *const words[] = {
	    size == NOTICE_80MM ? PDF_SIZE_SLIP : PDF_SIZE_A4,
	    words_chosen() == WORDS_ZH ? PDF_LANGUAGE_ZH : PDF_LANGUAGE_EN,
	    NULL};
	struct buf text = BUF_INIT;
	int failed = json_write(paper, &text, e) != 0 ||
		     helper_run(PDF_PROGRAM, words, &text, out, e) != 0;

	buf_free(&text);
	return failed ? -1 : 0;
}

static int
render(const json_t *paper, enum notice_format format, enum notice_size size,
    struct buf *out, struct err *e)
{
	return format == NOTICE_HTML ? notice_render_html(paper, size, out, e)
				     : draw(paper, size, out, e);
}

/* Record the print of a copy (0: all). */
static int
record(const struct actor *a, const struct notice_found *f,
    const json_t *request, json_int_t copy, struct err *e)
{
	const struct action self = {.event = "case.notice_printed"};
	const char *number = case_event_text(f->issued, "number");
	json_t *event =
	    request_event(&self, json_member_text(f->row, "id"), request, e);
	struct space_name ledger;
	int failed =
	    event == NULL || case_ledger(f->row, &ledger, e) != 0 ||
	    json_put_take(event, "number", json_string(number), e) != 0 ||
	    (copy > 0 &&
		json_put_take(event, "copies", json_pack("[I]", copy), e) != 0);

	if (!failed)
		failed = write_event_take(
		    a, &ledger, json_incref(event), number, request, "case", e);
	json_decref(event);
	return failed ? -1 : 0;
}

static int
print_found(const struct actor *a, const struct notice_found *f,
    const json_t *request, enum notice_format format, enum notice_size size,
    struct buf *out, json_t **result_out, struct err *e)
{
	size_t before = out->len;
	json_t *paper;
	json_int_t copy, print;
	int failed;

	if (notice_paper(a, f, request, &paper, e) != 0)
		return -1;
	copy = json_member_integer(paper, "copy", 0);
	print = (json_int_t)notice_prints(f, copy) + 1;
	failed =
	    json_put_take(paper, "print_count", json_integer(print), e) != 0 ||
	    render(paper, format, size, out, e) != 0 ||
	    record(a, f, request, copy, e) != 0 ||
	    disclose_note(a, "notice.print",
		case_event_text(f->issued, "number"), e) != 0;
	json_decref(paper);
	if (!failed) {
		*result_out = json_pack("{s:s,s:I}", "notice",
		    case_event_text(f->issued, "number"), "print", print);
		failed = *result_out == NULL ? err_nomem(e) : 0;
	}
	if (failed)
		out->len = before;
	return failed ? -1 : 0;
}

int
notice_print(const struct actor *a, const json_t *request,
    enum notice_format format, enum notice_size size, struct buf *out,
    json_t **result_out, struct err *e)
{
	struct notice_found f;
	int failed =
	    notice_find(a, request_text(request, "notice"), &f, e) != 0 ||
	    print_found(a, &f, request, format, size, out, result_out, e) != 0;

	notice_found_free(&f);
	return failed ? -1 : 0;
}

/* For whoever prints from a browser: the page itself. */
int
notice_page(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *paper = request_text(request, "paper");
	int is_slip = paper != NULL && strcmp(paper, "slip") == 0;
	struct buf page = BUF_INIT;
	json_t *result = NULL;
	int failed = 0;

	(void)self;
	if (paper != NULL && !is_slip && strcmp(paper, "a4") != 0)
		failed = err_set(e, ERR_FORMAT,
		    "paper is \"%s\"; it must be a4 or slip", paper);
	if (!failed)
		failed = notice_print(a, request, NOTICE_HTML,
		    is_slip ? NOTICE_80MM : NOTICE_A4, &page, &result, e);
	if (!failed)
		failed = json_put_take(
		    result, "page", json_string(buf_text(&page)), e);
	buf_free(&page);
	if (failed) {
		json_decref(result);
		return -1;
	}
	*out = result;
	return 0;
}
