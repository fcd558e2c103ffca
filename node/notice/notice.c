#include "node/notice/notice.h"

#include "node/notice/notice_html.h"
#include "node/notice/notice_kind.h"
#include "node/notice/notice_layout.h"
#include "node/notice/notice_pdf.h"

int
notice_render(const json_t *notice, enum notice_format format,
    enum notice_size size, struct buf *out, struct err *e)
{
	const struct notice_kind *kind;
	struct notice_layout l = {0};
	int failed;

	if (notice_kind_check(notice, &kind, e) != 0)
		return -1;
	failed = notice_layout_make(notice, kind, size, &l, e);
	if (!failed)
		failed = format == NOTICE_HTML ? notice_html_write(&l, out, e)
					       : notice_pdf_write(&l, out, e);
	notice_layout_free(&l);
	return failed ? -1 : 0;
}
