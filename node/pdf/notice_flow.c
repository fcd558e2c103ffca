#include "node/pdf/notice_flow.h"

#include <assert.h>
#include <pango/pangocairo.h>

/* Glyph outlines are one file, freely packaged, and embed small. */
#define FONT "WenQuanYi Zen Hei, Noto Sans CJK SC, sans-serif"
/* Of the height of a line, as forms are set. */
#define LINE_SPACING 1.25F
#define RULE_WIDTH 0.6

static double
points(int pango_units)
{
	return (double)pango_units / PANGO_SCALE;
}

static PangoLayout *
make_layout(PangoContext *context, const char *text, double size)
{
	PangoLayout *layout = pango_layout_new(context);
	PangoFontDescription *font = pango_font_description_from_string(FONT);

	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_auto_dir(layout, FALSE);
	pango_layout_set_text(layout, text, -1);
	return layout;
}

static void
open_cell(struct notice_flow *f, struct flow_cell *c, double pad)
{
	double width = c->width - 2 * pad;

	c->layout = make_layout(f->context, c->text, c->size);
	pango_layout_set_width(c->layout, (int)(width * PANGO_SCALE));
	if (c->is_indented)
		pango_layout_set_indent(
		    c->layout, (int)(2 * c->size * PANGO_SCALE));
	c->line = 0;
}

static double
line_height(PangoLayoutLine *line)
{
	PangoRectangle logical;

	pango_layout_line_get_extents(line, NULL, &logical);
	return points(logical.height) * (double)LINE_SPACING;
}

/*
 * The lines from the cell's next one on that fit into room, and in
 * height_out how much they take of it.  All lines if room is negative.
 */
static int
lines_fitting(const struct flow_cell *c, double room, double *height_out)
{
	int count = pango_layout_get_line_count(c->layout), n;
	double height = 0;

	for (n = c->line; n < count; n++) {
		double more =
		    line_height(pango_layout_get_line_readonly(c->layout, n));

		if (room >= 0 && height + more > room)
			break;
		height += more;
	}
	*height_out = height;
	return n - c->line;
}

static void
draw_line(struct notice_flow *f, const struct flow_cell *c, double pad, int n,
    double y)
{
	PangoLayoutLine *line = pango_layout_get_line_readonly(c->layout, n);
	PangoRectangle logical;
	double spare, x = c->x + pad, lead;

	pango_layout_line_get_extents(line, NULL, &logical);
	spare = c->width - 2 * pad - points(logical.width);
	if (c->align == PANGO_ALIGN_CENTER)
		x += spare / 2;
	else if (c->align == PANGO_ALIGN_RIGHT)
		x += spare;
	else if (c->is_indented && n == 0)
		x += 2 * c->size;
	lead = points(logical.height) * ((double)LINE_SPACING - 1) / 2;
	cairo_move_to(f->cr, x, y + lead - points(logical.y));
	pango_cairo_show_layout_line(f->cr, line);
}

static void
draw_frame(struct notice_flow *f, const struct flow_cell *c, double height,
    enum flow_frame frame)
{
	static const double dots[] = {0.8, 1.6};

	cairo_set_line_width(f->cr, RULE_WIDTH);
	if (frame == FLOW_BOXED)
		cairo_rectangle(f->cr, c->x, f->y, c->width, height);
	if (frame == FLOW_RULED) {
		cairo_set_dash(f->cr, dots, 2, 0);
		cairo_move_to(f->cr, c->x, f->y + height);
		cairo_rel_line_to(f->cr, c->width, 0);
	}
	cairo_stroke(f->cr);
	cairo_set_dash(f->cr, NULL, 0, 0);
}

/* Draw as many lines as fit into height, in the middle if these are all. */
static void
draw_cell(struct notice_flow *f, struct flow_cell *c, double pad, double height,
    enum flow_frame frame)
{
	double taken, y = f->y + pad;
	int n = lines_fitting(c, height, &taken);
	int is_whole = n == pango_layout_get_line_count(c->layout);

	if (is_whole && frame == FLOW_BOXED)
		y += (height - taken) / 2;
	/* Marks heaped on a letter do not reach into what stands around. */
	cairo_save(f->cr);
	cairo_rectangle(f->cr, c->x, f->y, c->width, height + 2 * pad);
	cairo_clip(f->cr);
	for (; n > 0; n--) {
		draw_line(f, c, pad, c->line, y);
		y += line_height(
		    pango_layout_get_line_readonly(c->layout, c->line));
		c->line++;
	}
	cairo_restore(f->cr);
	draw_frame(f, c, height + 2 * pad, frame);
}

static void
new_page(struct notice_flow *f)
{
	cairo_show_page(f->cr);
	f->y = f->top;
	if (f->on_page != NULL)
		f->on_page(f, f->arg);
}

void
notice_flow_need(struct notice_flow *f, double height)
{
	if (f->y + height > f->bottom && f->y > f->top)
		new_page(f);
}

/* The most any cell's remaining lines take within room; any if negative. */
static double
slice_height(const struct flow_cell *cells, size_t count, double room)
{
	double most = 0, height;

	for (size_t i = 0; i < count; i++) {
		(void)lines_fitting(&cells[i], room, &height);
		if (height > most)
			most = height;
	}
	return most;
}

/* The height of the highest next line. */
static double
next_height(const struct flow_cell *cells, size_t count)
{
	double most = 0;

	for (size_t i = 0; i < count; i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(
		    cells[i].layout, cells[i].line);
		double height = line == NULL ? 0 : line_height(line);

		if (height > most)
			most = height;
	}
	return most;
}

static int
is_done(const struct flow_cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (cells[i].line <
		    pango_layout_get_line_count(cells[i].layout))
			return 0;
	return 1;
}

void
notice_flow_row(struct notice_flow *f, struct flow_cell *cells, size_t count,
    double pad, enum flow_frame frame)
{
	double whole;

	for (size_t i = 0; i < count; i++)
		open_cell(f, &cells[i], pad);
	whole = slice_height(cells, count, -1) + 2 * pad;
	if (whole <= f->bottom - f->top)
		notice_flow_need(f, whole);
	for (;;) {
		double height;

		notice_flow_need(f, next_height(cells, count) + 2 * pad);
		height = slice_height(cells, count, f->bottom - f->y - 2 * pad);
		assert(height > 0); /* a page is higher than a line */
		for (size_t i = 0; i < count; i++)
			draw_cell(f, &cells[i], pad, height, frame);
		f->y += height + 2 * pad;
		if (is_done(cells, count))
			break;
		new_page(f);
	}
	for (size_t i = 0; i < count; i++)
		g_object_unref(cells[i].layout);
}

void
notice_flow_text(struct notice_flow *f, const char *text, double size,
    PangoAlignment align, double gap)
{
	struct flow_cell c = {.text = text,
	    .x = f->left,
	    .width = f->width,
	    .size = size,
	    .align = align};

	f->y += gap;
	notice_flow_row(f, &c, 1, 0, FLOW_BARE);
}

double
notice_flow_place(struct notice_flow *f, const char *text, double x,
    double width, double size, PangoAlignment align)
{
	struct flow_cell c = {
	    .text = text, .x = x, .width = width, .size = size, .align = align};
	double height, y = f->y;

	open_cell(f, &c, 0);
	(void)lines_fitting(&c, -1, &height);
	for (int n = 0; n < pango_layout_get_line_count(c.layout); n++) {
		draw_line(f, &c, 0, n, y);
		y += line_height(pango_layout_get_line_readonly(c.layout, n));
	}
	g_object_unref(c.layout);
	return height;
}

int
notice_flow_has_glyphs(PangoContext *context, const char *text)
{
	PangoLayout *layout = make_layout(context, text, 10);
	int unknown = pango_layout_get_unknown_glyphs_count(layout);

	g_object_unref(layout);
	return unknown == 0;
}
