/*
 * notice_flow: text set line by line down a page, and over to the next.
 *
 * Lengths are points (1/72 inch), y grows downwards.  A row of cells that
 * does not fit on the page goes whole to the next; one that is longer than a
 * page is cut between two lines.
 */
#ifndef SANJI_PDF_NOTICE_FLOW_H
#define SANJI_PDF_NOTICE_FLOW_H

#include <cairo.h>
#include <pango/pango.h>
#include <stddef.h>

#define FLOW_MM (72 / 25.4) /* a millimetre in points */
#define FLOW_CELLS_MAX 5

struct notice_flow {
	cairo_t *cr;
	PangoContext *context;
	double left, width, top, bottom; /* of what is written on */
	double y;			 /* where the next row begins */
	/* Called with context at the head of each page but the first. */
	void (*on_page)(struct notice_flow *f, void *arg);
	void *arg;
};

/* A text in a box. */
struct flow_cell {
	const char *text;
	double x, width;
	double size; /* of the font */
	PangoAlignment align;
	int is_indented; /* the first line, by two characters */
	/* What flow keeps while it sets the cell. */
	PangoLayout *layout;
	int line; /* the next to be drawn */
};

enum flow_frame {
	FLOW_BARE,
	FLOW_BOXED, /* a line around each cell */
	FLOW_RULED, /* a dotted line below the row */
};

/* Set a row of cells, pad points inside each box, and move y below it. */
void notice_flow_row(struct notice_flow *f, struct flow_cell *cells,
    size_t count, double pad, enum flow_frame frame);

/* Set a text of the flow's width, gap points below what was set before. */
void notice_flow_text(struct notice_flow *f, const char *text, double size,
    PangoAlignment align, double gap);

/* Set a text at (x, f->y) and leave y alone; returns its height. */
double notice_flow_place(struct notice_flow *f, const char *text, double x,
    double width, double size, PangoAlignment align);

/* Begin a new page unless height points are left, or the page is fresh. */
void notice_flow_need(struct notice_flow *f, double height);

/* Whether some font here has all characters of the text. */
int notice_flow_has_glyphs(PangoContext *context, const char *text);

#endif
