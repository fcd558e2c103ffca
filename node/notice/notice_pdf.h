/*
 * notice_pdf: a layout as a PDF file, its fonts embedded as far as used.
 *
 * A sheet that does not fit on one A4 page goes on on the next; a slip is as
 * long as what stands on it.
 */
#ifndef SANJI_NOTICE_NOTICE_PDF_H
#define SANJI_NOTICE_NOTICE_PDF_H

#include "node/notice/notice_layout.h"

/*
 * Append the file.  -1 with ERR_NOT_FOUND if there is no font for the title
 * of the notice, ERR_NOMEM, ERR_LIMIT, or ERR_IO for what else cairo says.
 */
int notice_pdf_write(
    const struct notice_layout *l, struct buf *out, struct err *e) MUST_CHECK;

#endif
