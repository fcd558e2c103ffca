/*
 * notice_pdf: a notice as a PDF file, its fonts embedded as far as used.
 *
 *	notice as JSON --layout--> [notice_pdf] --pango, cairo--> PDF
 *
 * A sheet that does not fit on one A4 page goes on on the next; a slip is as
 * long as what stands on it.
 */
#ifndef SANJI_PDF_NOTICE_PDF_H
#define SANJI_PDF_NOTICE_PDF_H

#include "node/notice/notice.h"

/*
 * Append the file.  -1 as notice_render_html, and with ERR_NOT_FOUND if
 * there is no font for Chinese, or ERR_IO for what else cairo says.
 * Characters that no font has are drawn as a box with their code point, to
 * be completed by hand.
 */
int notice_render_pdf(const json_t *notice, enum notice_size size,
    struct buf *out, struct err *e) MUST_CHECK;

#endif
