/*
 * notice_layout: what stands on a notice and in which order, before it is
 * HTML or PDF.
 *
 *	JSON, kind --> [layout] --blocks of text--> notice_html, node/pdf
 *
 * The painters decide fonts and places and add no word of their own, but for
 * what a PDF repeats at the head of a second page.
 */
#ifndef SANJI_NOTICE_NOTICE_LAYOUT_H
#define SANJI_NOTICE_NOTICE_LAYOUT_H

#include <jansson.h>
#include <stddef.h>

#include "node/notice/notice.h"
#include "node/notice/notice_kind.h"
#include "node/notice/notice_qr.h"
#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"

#define LAYOUT_CELLS_MAX 5

/* What a block of a sheet looks like; how many cells it has. */
enum layout_look {
	LAYOUT_ISSUER,	 /* 1: in whose name, centred */
	LAYOUT_TITLE,	 /* 1: centred, large */
	LAYOUT_NUMBER,	 /* 1: at the right */
	LAYOUT_BANNER,	 /* 1: framed, centred */
	LAYOUT_GREETING, /* 1: to whom */
	LAYOUT_BODY,	 /* 1: a paragraph */
	LAYOUT_HEAD,	 /* as the table: names of its columns */
	LAYOUT_ROW,	 /* to as many as the table; the last takes the rest */
	LAYOUT_CLOSE,	 /* enum layout_close; here is the QR code */
	LAYOUT_SIGN,	 /* 1: a line to write on */
};

/* The cells of LAYOUT_CLOSE. */
enum layout_close {
	CLOSE_QR,     /* what the code is for; "" without a code */
	CLOSE_ISSUER, /* who seals */
	CLOSE_DAY,
	CLOSE_SEAL, /* stands where the seal goes */
};

/* Columns of a table; neighbouring blocks of one table are one. */
struct layout_table {
	size_t count;
	unsigned percent[LAYOUT_CELLS_MAX]; /* of the width; 100 in all */
	int is_labelled;  /* cells 0, 2, … say what the next one is */
	unsigned centred; /* bit n: cell n of a row stands in the middle */
};

struct layout_block {
	enum layout_look look;
	const struct layout_table *table; /* HEAD, ROW */
	size_t count;
	size_t cells[LAYOUT_CELLS_MAX]; /* places in text */
};

struct notice_layout {
	enum notice_size size;
	const char *language;		  /* as in HTML */
	struct buf text;		  /* every text, each with its NUL */
	size_t title;			  /* of the document: places in text */
	size_t issued;			  /* YYYY-MM-DD */
	size_t reprint;			  /* "" on the first print */
	size_t copies[NOTICE_COPIES_MAX]; /* what each sheet is */
	size_t copy_count;
	struct layout_block *blocks; /* owned */
	size_t count, room;
	struct notice_qr qr;
};

/*
 * Lay out a notice that was checked.  l is zeroed, and to be freed even when
 * this fails: -1 with ERR_LIMIT or ERR_NOMEM.
 */
int notice_layout_make(const json_t *notice, const struct notice_kind *kind,
    enum notice_size size, struct notice_layout *l, struct err *e) MUST_CHECK;

/* Whoever paints a layout.  -1 with what the painter says. */
typedef int
notice_painter(const struct notice_layout *l, struct buf *out, struct err *e);

/*
 * Check a notice, lay it out, have it painted.  -1 as notice_kind_check,
 * notice_layout_make or the painter.
 */
int notice_layout_paint(const json_t *notice, enum notice_size size,
    notice_painter *paint, struct buf *out, struct err *e) MUST_CHECK;

/* Wipe and release. */
void notice_layout_free(struct notice_layout *l);

/* A text of the layout: valid UTF-8, newlines, no other control character. */
const char *notice_layout_text(const struct notice_layout *l, size_t place);

#endif
