/*
 * notice_qr: a QR code as a square of dark and light modules.
 */
#ifndef SANJI_NOTICE_NOTICE_QR_H
#define SANJI_NOTICE_NOTICE_QR_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Light modules that must surround the code (ISO/IEC 18004). */
#define NOTICE_QR_MARGIN 4

struct notice_qr {
	size_t width;	  /* modules on a side; 0: there is no code */
	uint8_t *modules; /* owned; width * width, row by row; bit 0: dark */
};

/*
 * Make the code of an ASCII text.  -1 with ERR_LIMIT if it is too long for a
 * code, or ERR_NOMEM.
 */
int notice_qr_make(
    const char *text, struct notice_qr *out, struct err *e) MUST_CHECK;

void notice_qr_free(struct notice_qr *q);

/*
 * The next run of dark modules in reading order at or after *at (a place in
 * modules; begin with 0): its row, first column and length; *at moves behind
 * it.  Returns 0 when there is no more.
 */
int notice_qr_run(const struct notice_qr *q, size_t *at, size_t *row_out,
    size_t *column_out, size_t *len_out);

#endif
