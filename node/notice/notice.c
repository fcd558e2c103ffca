#include "node/notice/notice.h"

#include "node/notice/notice_html.h"
#include "node/notice/notice_layout.h"

int
notice_render_html(
    const json_t *notice, enum notice_size size, struct buf *out, struct err *e)
{
	return notice_layout_paint(notice, size, notice_html_write, out, e);
}
