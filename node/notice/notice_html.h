/*
 * notice_html: a layout as one HTML file that a browser prints.
 *
 * Nothing in it is fetched or run: the style stands inside, the QR code is
 * an SVG path, a policy in the head forbids the rest.
 */
#ifndef SANJI_NOTICE_NOTICE_HTML_H
#define SANJI_NOTICE_NOTICE_HTML_H

#include "node/notice/notice_layout.h"

/* Append the file.  -1 with ERR_NOMEM or ERR_LIMIT. */
int notice_html_write(
    const struct notice_layout *l, struct buf *out, struct err *e) MUST_CHECK;

#endif
