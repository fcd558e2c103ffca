#include "node/pdf/notice_pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>

#include "node/notice/notice_layout.h"
#include "node/pdf/notice_flow.h"

/* The longest page a PDF may have (ISO 32000-1 annex C), in points. */
#define SLIP_LENGTH_MAX 14400.0

/* A table begins on a page that has room for its head and a row. */
#define HEAD_ROOM (24 * FLOW_MM)

/* Any font with these has Chinese. */
#define CHINESE "\xe9\x80\x9a\xe7\x9f\xa5\xe4\xb9\xa6" /* 通知书 */

/* Paper, and the sizes of what is set on it. */
struct paper {
	double width, height;		/* height 0: cut where it ends */
	double side, top, bottom;	/* margins */
	double text, cell, list, small; /* sizes of fonts */
	double pad;			/* within the cells of a table */
	double gap;			/* between blocks */
	enum flow_frame frame;
	double qr;
};

static const struct paper a4 = {
    .width = 210 * FLOW_MM,
    .height = 297 * FLOW_MM,
    .side = 20 * FLOW_MM,
    .top = 18 * FLOW_MM,
    .bottom = 16 * FLOW_MM,
    .text = 12,
    .cell = 10.5,
    .list = 10.5,
    .small = 8,
    .pad = 1.2 * FLOW_MM,
    .gap = 2 * FLOW_MM,
    .frame = FLOW_BOXED,
    .qr = 30 * FLOW_MM,
};

static const struct paper slip = {
    .width = 80 * FLOW_MM,
    .side = 4 * FLOW_MM,
    .top = 2 * FLOW_MM,
    .bottom = 4 * FLOW_MM,
    .text = 9,
    .cell = 9,
    .list = 8,
    .small = 7,
    .pad = 0.6 * FLOW_MM,
    .gap = 1 * FLOW_MM,
    .frame = FLOW_RULED,
    .qr = 28 * FLOW_MM,
};

/* A sheet being drawn. */
struct sheet {
	const struct notice_layout *l;
	const struct paper *paper;
	const struct layout_block *head; /* of the table now, or NULL */
	size_t copy;			 /* what this sheet is */
	size_t page;
	size_t signs; /* lines to sign, so far */
	struct notice_flow flow;
};

static const char *
text_of(const struct sheet *s, size_t place)
{
	return notice_layout_text(s->l, place);
}

/* --- tables --------------------------------------------------------------- */

static void
draw_row(struct sheet *s, const struct layout_block *b)
{
	const struct layout_table *t = b->table;
	struct flow_cell cells[FLOW_CELLS_MAX];
	double x = s->flow.left, end = s->flow.left + s->flow.width;

	for (size_t i = 0; i < b->count; i++) {
		double width = s->flow.width * t->percent[i] / 100;
		int is_name = t->is_labelled ? i % 2 == 0 && s->paper == &a4
					     : b->look == LAYOUT_HEAD;

		if (i + 1 == b->count)
			width = end - x;
		cells[i] = (struct flow_cell){
		    .text = text_of(s, b->cells[i]),
		    .x = x,
		    .width = width,
		    .size = t->is_labelled ? s->paper->cell : s->paper->list,
		    .align = is_name || t->centred & 1U << i
				 ? PANGO_ALIGN_CENTER
				 : PANGO_ALIGN_LEFT,
		};
		x += width;
	}
	notice_flow_row(
	    &s->flow, cells, b->count, s->paper->pad, s->paper->frame);
}

/* A second page says whose it is and repeats the head of its table. */
static void
on_page(struct notice_flow *f, void *arg)
{
	struct sheet *s = arg;
	double side = f->width * 0.45, size = s->paper->small;
	char page[24];
	struct flow_cell cells[] = {
	    {.text = text_of(s, s->l->title),
		.x = f->left,
		.width = side,
		.size = size,
		.align = PANGO_ALIGN_LEFT},
	    {.text = page,
		.x = f->left + side,
		.width = f->width - 2 * side,
		.size = size,
		.align = PANGO_ALIGN_CENTER},
	    {.text = text_of(s, s->copy),
		.x = f->left + f->width - side,
		.width = side,
		.size = size,
		.align = PANGO_ALIGN_RIGHT},
	};

	(void)snprintf(page, sizeof(page), "- %zu -", ++s->page);
	notice_flow_row(f, cells, COUNT_OF(cells), 0, FLOW_BARE);
	f->y += s->paper->gap;
	if (s->head != NULL)
		draw_row(s, s->head);
}

/* --- the foot ------------------------------------------------------------- */

static void
draw_qr(struct sheet *s, double x)
{
	const struct notice_qr *q = &s->l->qr;
	double side = s->paper->qr / (double)(q->width + 2 * NOTICE_QR_MARGIN);
	size_t at = 0, row, column, len;

	while (notice_qr_run(q, &at, &row, &column, &len))
		cairo_rectangle(s->flow.cr,
		    x + (double)(column + NOTICE_QR_MARGIN) * side,
		    s->flow.y + (double)(row + NOTICE_QR_MARGIN) * side,
		    (double)len * side, side);
	cairo_fill(s->flow.cr);
}

/* The QR code and what it is for, in width points from x; the height. */
static double
draw_code(struct sheet *s, const struct layout_block *b, double x, double width)
{
	struct notice_flow *f = &s->flow;
	double y = f->y, height;

	if (s->l->qr.width == 0)
		return 0;
	draw_qr(s, x + (width - s->paper->qr) / 2);
	f->y += s->paper->qr;
	height = notice_flow_place(f, text_of(s, b->cells[CLOSE_QR]), x, width,
	    s->paper->small, PANGO_ALIGN_CENTER);
	f->y = y;
	return s->paper->qr + height;
}

static void
dashed(struct notice_flow *f)
{
	static const double dashes[] = {3, 2};

	cairo_set_source_rgb(f->cr, 0.55, 0.55, 0.55);
	cairo_set_dash(f->cr, dashes, 2, 0);
	cairo_set_line_width(f->cr, 0.6);
	cairo_stroke(f->cr);
	cairo_set_dash(f->cr, NULL, 0, 0);
}

/* A seal of 40 mm is set over the name and the day. */
static void
draw_stamp_a4(struct sheet *s, const struct layout_block *b)
{
	struct notice_flow *f = &s->flow;
	double width = 80 * FLOW_MM, x = f->left + f->width - width;
	double y = f->y, radius = 20 * FLOW_MM;

	cairo_new_sub_path(f->cr);
	cairo_arc(f->cr, x + width / 2, y + radius, radius, 0, 6.2832);
	dashed(f);
	f->y = y + 28 * FLOW_MM;
	(void)notice_flow_place(f, text_of(s, b->cells[CLOSE_SEAL]), x, width,
	    s->paper->small, PANGO_ALIGN_CENTER);
	cairo_set_source_rgb(f->cr, 0, 0, 0);
	f->y = y + 10 * FLOW_MM;
	f->y += notice_flow_place(f, text_of(s, b->cells[CLOSE_ISSUER]), x,
	    width, s->paper->text, PANGO_ALIGN_CENTER);
	(void)notice_flow_place(f, text_of(s, b->cells[CLOSE_DAY]), x, width,
	    s->paper->text, PANGO_ALIGN_CENTER);
	f->y = y;
}

static void
draw_close_a4(struct sheet *s, const struct layout_block *b)
{
	double height = 44 * FLOW_MM;

	notice_flow_need(&s->flow, height + 10 * FLOW_MM);
	s->flow.y += 2 * s->paper->gap;
	(void)draw_code(s, b, s->flow.left, 44 * FLOW_MM);
	draw_stamp_a4(s, b);
	s->flow.y += height;
}

static void
draw_close_slip(struct sheet *s, const struct layout_block *b)
{
	struct notice_flow *f = &s->flow;
	double width = 40 * FLOW_MM, height = 14 * FLOW_MM;

	notice_flow_need(f, 70 * FLOW_MM);
	f->y += s->paper->gap;
	f->y += draw_code(s, b, f->left, f->width);
	notice_flow_text(f, text_of(s, b->cells[CLOSE_ISSUER]), s->paper->text,
	    PANGO_ALIGN_CENTER, s->paper->gap);
	notice_flow_text(f, text_of(s, b->cells[CLOSE_DAY]), s->paper->text,
	    PANGO_ALIGN_CENTER, 0);
	f->y += s->paper->gap;
	cairo_rectangle(
	    f->cr, f->left + (f->width - width) / 2, f->y, width, height);
	dashed(f);
	(void)notice_flow_place(f, text_of(s, b->cells[CLOSE_SEAL]), f->left,
	    f->width, s->paper->small, PANGO_ALIGN_CENTER);
	cairo_set_source_rgb(f->cr, 0, 0, 0);
	f->y += height;
}

/* Two lines to sign stand side by side on A4, below each other on a slip. */
static void
draw_sign(struct sheet *s, const struct layout_block *b)
{
	struct notice_flow *f = &s->flow;
	double gap = 4 * FLOW_MM, half = f->width / 2, height;

	if (s->paper == &a4) {
		(void)notice_flow_place(f, text_of(s, b->cells[0]),
		    f->left + (s->signs++ % 2 == 0 ? 0 : half), half,
		    s->paper->text, PANGO_ALIGN_LEFT);
		return;
	}
	f->y += gap;
	height = notice_flow_place(f, text_of(s, b->cells[0]), f->left,
	    f->width, s->paper->text, PANGO_ALIGN_LEFT);
	f->y += height;
	cairo_set_line_width(f->cr, 0.6);
	cairo_move_to(f->cr, f->left, f->y);
	cairo_rel_line_to(f->cr, f->width, 0);
	cairo_stroke(f->cr);
}

/* --- sheets --------------------------------------------------------------- */

static void
draw_banner(struct sheet *s, const struct layout_block *b, double size)
{
	struct flow_cell c = {.text = text_of(s, b->cells[0]),
	    .x = s->flow.left,
	    .width = s->flow.width,
	    .size = size,
	    .align = PANGO_ALIGN_CENTER};

	notice_flow_row(&s->flow, &c, 1, s->paper->gap / 2, FLOW_BOXED);
	s->flow.y += s->paper->gap;
}

static void
draw_body(struct sheet *s, const struct layout_block *b)
{
	struct flow_cell c = {.text = text_of(s, b->cells[0]),
	    .x = s->flow.left,
	    .width = s->flow.width,
	    .size = s->paper->text,
	    .align = PANGO_ALIGN_LEFT,
	    .is_indented = s->l->language[0] == 'z'};

	notice_flow_row(&s->flow, &c, 1, 0, FLOW_BARE);
	s->flow.y += s->paper->gap;
}

static void
draw_block(struct sheet *s, const struct layout_block *b)
{
	const struct paper *p = s->paper;
	double large = p == &a4 ? 22 : 13, middle = p == &a4 ? 15 : 10;
	const char *text = text_of(s, b->cells[0]);
	struct notice_flow *f = &s->flow;

	switch (b->look) {
	case LAYOUT_ISSUER:
		notice_flow_text(f, text, middle, PANGO_ALIGN_CENTER, p->gap);
		break;
	case LAYOUT_TITLE:
		notice_flow_text(f, text, large, PANGO_ALIGN_CENTER, 0);
		break;
	case LAYOUT_NUMBER:
		notice_flow_text(f, text, p->text, PANGO_ALIGN_RIGHT, p->gap);
		f->y += p->gap;
		break;
	case LAYOUT_BANNER:
		draw_banner(s, b, middle);
		break;
	case LAYOUT_GREETING:
		notice_flow_text(f, text, p->text, PANGO_ALIGN_LEFT, 0);
		break;
	case LAYOUT_BODY:
		draw_body(s, b);
		break;
	case LAYOUT_HEAD:
		notice_flow_need(f, HEAD_ROOM);
		draw_row(s, b);
		break;
	case LAYOUT_ROW:
		draw_row(s, b);
		break;
	case LAYOUT_CLOSE:
		if (p == &a4)
			draw_close_a4(s, b);
		else
			draw_close_slip(s, b);
		break;
	case LAYOUT_SIGN:
		draw_sign(s, b);
		break;
	}
}

/* The marks above the title: that it is a reprint, and which copy it is. */
static void
draw_marks(struct sheet *s)
{
	struct notice_flow *f = &s->flow;
	double size = s->paper->text - 2;

	(void)notice_flow_place(f, text_of(s, s->l->reprint), f->left,
	    f->width / 2, size, PANGO_ALIGN_LEFT);
	f->y += notice_flow_place(f, text_of(s, s->copy),
	    f->left + f->width / 3, f->width * 2 / 3, size, PANGO_ALIGN_RIGHT);
}

/* Draw a copy onto pages of a height; what of the last one is used. */
static double
draw_sheet(const struct notice_layout *l, size_t copy, cairo_t *cr,
    PangoContext *context, double height)
{
	const struct paper *p = l->size == NOTICE_A4 ? &a4 : &slip;
	struct sheet s = {
	    .l = l,
	    .paper = p,
	    .copy = copy,
	    .page = 1,
	    .flow = {.cr = cr,
		.context = context,
		.left = p->side,
		.width = p->width - 2 * p->side,
		.top = p->top,
		.bottom = height - p->bottom,
		.y = p->top,
		.on_page = on_page},
	};

	s.flow.arg = &s;
	draw_marks(&s);
	for (size_t i = 0; i < l->count; i++) {
		const struct layout_block *b = &l->blocks[i];

		if (s.head != NULL && s.head->table != b->table)
			s.head = NULL;
		draw_block(&s, b);
		if (b->look == LAYOUT_HEAD)
			s.head = b;
	}
	return s.page > 1 ? height : s.flow.y + p->bottom;
}

/*
 * Draw a copy.  A slip is cut off where it ends, so it is first drawn where
 * nobody sees it, to know where that is.
 */
static void
draw_copy(const struct notice_layout *l, size_t copy, cairo_surface_t *pdf,
    cairo_t *cr, PangoContext *context)
{
	cairo_surface_t *nowhere;
	cairo_t *unseen;
	double length;

	if (l->size == NOTICE_A4) {
		(void)draw_sheet(l, copy, cr, context, a4.height);
		return;
	}
	nowhere = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
	unseen = cairo_create(nowhere);
	length = draw_sheet(l, copy, unseen, context, SLIP_LENGTH_MAX);
	cairo_destroy(unseen);
	cairo_surface_destroy(nowhere);
	cairo_pdf_surface_set_size(pdf, slip.width, length);
	(void)draw_sheet(l, copy, cr, context, SLIP_LENGTH_MAX);
}

/* --- the file ------------------------------------------------------------- */

static cairo_status_t
on_bytes(void *arg, const unsigned char *bytes, unsigned int len)
{
	return buf_add(arg, bytes, len, NULL) == 0 ? CAIRO_STATUS_SUCCESS
						   : CAIRO_STATUS_NO_MEMORY;
}

/* Glyphs stand where they would on paper, not where pixels would be. */
static PangoContext *
make_context(PangoFontMap *fonts)
{
	PangoContext *context = pango_font_map_create_context(fonts);
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
	cairo_font_options_destroy(options);
	return context;
}

/* The day of the notice stands for the time of making, which is not known. */
static void
set_metadata(cairo_surface_t *pdf, const struct notice_layout *l)
{
	char made[32];

	(void)snprintf(made, sizeof(made), "%sT00:00:00+08:00",
	    notice_layout_text(l, l->issued));
	cairo_pdf_surface_set_metadata(
	    pdf, CAIRO_PDF_METADATA_TITLE, notice_layout_text(l, l->title));
	cairo_pdf_surface_set_metadata(
	    pdf, CAIRO_PDF_METADATA_CREATOR, "sanji");
	cairo_pdf_surface_set_metadata(
	    pdf, CAIRO_PDF_METADATA_CREATE_DATE, made);
}

static int
draw_all(const struct notice_layout *l, cairo_surface_t *pdf,
    PangoContext *context, struct err *e)
{
	cairo_t *cr = cairo_create(pdf);
	cairo_status_t status;

	set_metadata(pdf, l);
	for (size_t i = 0; i < l->copy_count; i++) {
		draw_copy(l, l->copies[i], pdf, cr, context);
		cairo_show_page(cr);
	}
	status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(pdf);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(pdf);
	if (status == CAIRO_STATUS_SUCCESS)
		return 0;
	if (status == CAIRO_STATUS_NO_MEMORY)
		return err_nomem(e);
	return err_set(e, ERR_IO, "the PDF could not be drawn: %s",
	    cairo_status_to_string(status));
}

static int
paint(const struct notice_layout *l, struct buf *out, struct err *e)
{
	PangoFontMap *fonts = pango_cairo_font_map_new();
	PangoContext *context = make_context(fonts);
	cairo_surface_t *pdf;
	int failed;

	if (!notice_flow_has_glyphs(context, CHINESE))
		failed = err_set(e, ERR_NOT_FOUND,
		    "this machine has no Chinese font; install "
		    "fonts-wqy-zenhei, or print the HTML page");
	else {
		pdf = cairo_pdf_surface_create_for_stream(
		    on_bytes, out, a4.width, a4.height);
		failed = draw_all(l, pdf, context, e);
		cairo_surface_destroy(pdf);
	}
	g_object_unref(context);
	g_object_unref(fonts);
	return failed;
}

int
notice_render_pdf(
    const json_t *notice, enum notice_size size, struct buf *out, struct err *e)
{
	return notice_layout_paint(notice, size, paint, out, e);
}
