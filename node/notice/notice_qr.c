#include "node/notice/notice_qr.h"

#include <errno.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "node/notice/notice.h"
#include "schema/base/json.h"

int
notice_qr_text(const json_t *notice, struct buf *out, struct err *e)
{
	const char *code = json_member_text(notice, "query_code");

	if (code == NULL)
		return 0;
	return buf_printf(
	    out, e, "%s %s", json_member_text(notice, "case_number"), code);
}

int
notice_qr_make(const char *text, struct notice_qr *out, struct err *e)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	size_t width;

	if (code == NULL && errno == ENOMEM)
		return err_nomem(e);
	if (code == NULL)
		return err_set(
		    e, ERR_LIMIT, "\"%s\" does not fit into a QR code", text);
	width = (size_t)code->width;
	out->modules = malloc(width * width);
	if (out->modules != NULL) {
		memcpy(out->modules, code->data, width * width);
		out->width = width;
	}
	QRcode_free(code);
	return out->modules == NULL ? err_nomem(e) : 0;
}

void
notice_qr_free(struct notice_qr *q)
{
	free(q->modules);
	*q = (struct notice_qr){0};
}

int
notice_qr_run(const struct notice_qr *q, size_t *at, size_t *row_out,
    size_t *column_out, size_t *len_out)
{
	size_t end = q->width * q->width, i = *at, first;

	while (i < end && !(q->modules[i] & 1))
		i++;
	if (i == end)
		return 0;
	first = i;
	do
		i++;
	while (i % q->width != 0 && q->modules[i] & 1);
	*row_out = first / q->width;
	*column_out = first % q->width;
	*len_out = i - first;
	*at = i;
	return 1;
}
