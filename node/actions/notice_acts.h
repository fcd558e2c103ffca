/*
 * notice_acts: notices of cases (通知书), issued, printed and handed over.
 *
 *	case, its events, the item's version, the power
 *	    --[notice_paper]--> JSON --node/notice--> page or PDF
 *
 * Files: notice.c the actions · notice_find.c which notice is meant ·
 * notice_basis.c what a notice tells of, and whether that stands ·
 * notice_paper.c, notice_parts.c what stands on the paper ·
 * notice_issue.c · notice_print.c
 */
#ifndef SANJI_ACTIONS_NOTICE_ACTS_H
#define SANJI_ACTIONS_NOTICE_ACTS_H

#include "node/actions/action.h"
#include "node/notice/notice.h"
#include "node/notice/notice_kind.h"

typedef int notice_act(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

notice_act notice_issue;
notice_act notice_deliver;
notice_act notice_page;
notice_act notice_show;
notice_act notice_list;

/* A notice that was issued, with its case. */
struct notice_found {
	json_t *rows;	      /* owned: what keeps the rest alive */
	json_t *row;	      /* the case, with "events" */
	const json_t *issued; /* its case.notice_issued */
	const json_t *about;  /* the event it tells of */
	const struct notice_kind *kind;
};

/*
 * Find the notice of a number, in force or not; the caller frees, also after
 * a failure.  -1 with ERR_NOT_FOUND.
 */
int notice_find(const struct actor *a, const char *number,
    struct notice_found *out, struct err *e) MUST_CHECK;
void notice_found_free(struct notice_found *f);

/* How many copies the notice has. */
size_t notice_copies(const struct notice_found *f);

/*
 * How often the copy (0: any) was printed before, and whether it was handed
 * over: events in force.
 */
size_t notice_prints(const struct notice_found *f, json_int_t copy);

/* --- events of a case ----------------------------------------------------- */

/* Whether an event is in force. */
int case_event_counts(const json_t *event);

/* Whether it is of that kind. */
int case_event_is(const json_t *event, const char *kind);

/* What it says in a text field, personal or not; or NULL. */
const char *case_event_text(const json_t *event, const char *field);

/* Its id: where it was written first, if the case has moved since. */
void case_event_id(const json_t *event, char out[EVENT_ID_TEXT_MAX]);

/* The event of that id among a case's, or NULL. */
const json_t *case_event_named(const json_t *row, const char *id);

/* --- what a notice tells of ----------------------------------------------- */

/*
 * The event of the case that a notice of the kind would tell of now, in
 * *out.  -1 with ERR_REFUSED, and why, if there is none that stands.
 */
int notice_basis(const struct notice_kind *kind, const json_t *row,
    const json_t **out, struct err *e) MUST_CHECK;

/*
 * The standing of what a notice tells of, as node/notice/notice.h has it.
 * -1 with ERR_REFUSED if it stands no longer, if the paper would be final and
 * what it tells of is not, or if the notice itself is not in force.
 */
int notice_standing(
    const struct notice_found *f, const char **out, struct err *e) MUST_CHECK;

/* --- paper ---------------------------------------------------------------- */

/*
 * What stands on the notice, as node/notice/notice.h takes it: a new
 * reference in *out.  The request may have copy (a number) and language.
 * Equal events give equal paper, whenever it is printed.
 */
int notice_paper(const struct actor *a, const struct notice_found *f,
    const json_t *request, json_t **out, struct err *e) MUST_CHECK;

enum notice_format {
	NOTICE_HTML,
	NOTICE_PDF, /* by sanji-pdf (node/pdf) */
};

/*
 * Print the notice that the request names as {"notice", "copy", "language",
 * "reason", …}: append it to out, record that it was printed, and say so in
 * *result_out.  Nothing is recorded unless it could be rendered.
 */
int notice_print(const struct actor *a, const json_t *request,
    enum notice_format format, enum notice_size size, struct buf *out,
    json_t **result_out, struct err *e) MUST_CHECK;

#endif
