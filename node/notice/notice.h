/*
 * notice (通知书): what a hall hands out on paper, as print-ready text.
 *
 *	what stands on it, as JSON --> [notice] --> a page, every copy
 *	                                   '------> a PDF, by node/pdf
 *
 * One notice is printed as several copies (联), each naming who keeps it.
 * Both formats are painted from one layout (notice_layout.h), so they say
 * the same.  Nothing here reads a file, a clock or a case: what is not in
 * the JSON is not on the paper, and equal JSON gives equal bytes.
 *
 * The JSON is an object with these members; those with * are required, any
 * other member is refused.
 *
 *	kind*		receipt 收件回执, acceptance 受理通知书, supplement
 *			补正告知书, promise 承诺件通知书, joint 联办通知书,
 *			returned 退回通知书, urgent 急办通知单, decision
 *			决定书, delivery 送达回证
 *	number*		文书编号
 *	issued*		day of the paper, YYYY-MM-DD, as all days
 *	case_number*	办件编号
 *	query_code	查询码; without it there is no QR code
 *	item*		{name*, code} 事项名称, 实施编码
 *	applicant*	{name*, id_number, phone, address, agent}, masked or in
 *			full: printed as given
 *	hall*, window	who received
 *	issuing_hall	who decides, orders or else issues this, if not hall
 *	department	whose item it is (实施主体)
 *	departments	联办: [{name*, role: lead or joint, promise_days}]
 *	power		{basis*, mode*, number}: 文号 and mode of the power
 *			acted under, and its record's name
 *	received, accepted, decided, supplement_by	days
 *	promise_days	承诺时限, in working days
 *	due_date	the day promised; on a reprint the day first printed,
 *			which binds
 *	materials	[{name*, originals, copies, state: supplied, missing,
 *			not_brought or deferred, note}]
 *	order		urgent: 文号 of what the centre ordered
 *	outcome		decision: approved, approved_short (容缺, the
 *			materials follow) or denied
 *	result		名称 and number of what was granted
 *	reason, law	理由, 法律依据
 *	objection	what one may do against it; else the kind's own words
 *	document, method, place		delivery: what, how, where; method is
 *			direct, left, entrusted, mailed, electronic or announced
 *	clerk		经办人
 *	recipients	who keeps copy 1, 2, …; else the kind's own list
 *	copy		print only this copy
 *	print_count	1 (or left out) for the first time; print n + 1 says
 *			补打 n
 *	standing	in_force (or left out), held (待追认) or disputed
 *	language	zh (or left out) or en
 */
#ifndef SANJI_NOTICE_NOTICE_H
#define SANJI_NOTICE_NOTICE_H

#include <jansson.h>

#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Most copies of one notice. */
#define NOTICE_COPIES_MAX 16

enum notice_size {
	NOTICE_A4,
	NOTICE_80MM, /* a slip; 72 mm of it are printed on */
};

/*
 * Append the notice as a page to out: one file, no script, nothing fetched.
 * Errors speak the operator's language, the notice its own.
 *
 * A decision that is held or disputed is not final and no paper may say that
 * it is: kinds decision and delivery are refused with ERR_REFUSED, others
 * carry a banner.  -1 with ERR_FORMAT if a member is missing or wrong,
 * ERR_LIMIT, ERR_NOMEM.  What may not stand on paper (controls, marks that
 * hide text or turn it round) shows as U+FFFD.
 */
int notice_render_html(const json_t *notice, enum notice_size size,
    struct buf *out, struct err *e) MUST_CHECK;

/*
 * Append what the QR code says: case number, a space, query code, and never
 * anything else.  Appends nothing if there is no query code.  The notice has
 * been checked.  -1 with ERR_NOMEM or ERR_LIMIT.
 */
int
notice_qr_text(const json_t *notice, struct buf *out, struct err *e) MUST_CHECK;

#endif
