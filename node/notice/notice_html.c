#include "node/notice/notice_html.h"

#include <string.h>

/* What both sizes share.  The fonts are those of the reader's machine. */
static const char style[] =
    "*{box-sizing:border-box}"
    "body{margin:0;color:#000;background:#fff;"
    "font-family:FangSong,STFangsong,SimSun,\"Songti SC\","
    "\"Noto Serif CJK SC\",\"WenQuanYi Zen Hei\",serif;"
    "-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    ".sheet{margin:0 auto;position:relative}"
    ".sheet+.sheet{break-before:page;page-break-before:always}"
    "p,td,th{white-space:pre-wrap;overflow-wrap:anywhere;"
    "overflow:hidden}"
    "p{margin:0}"
    ".marks{display:flex;justify-content:space-between}"
    ".reprint{border:1px solid #000;padding:0 .4em}"
    ".issuer,.title,.banner{text-align:center}"
    ".title{font-family:SimHei,\"Heiti SC\",\"Noto Sans CJK SC\","
    "\"WenQuanYi Zen Hei\",sans-serif;font-weight:normal;margin:0}"
    ".number{text-align:right}"
    ".banner{border:2px solid #000;font-weight:bold}"
    "table{border-collapse:collapse;width:calc(100% - 1px);"
    "table-layout:fixed}"
    "table+table{margin-top:-1px}"
    "th{font-weight:normal;text-align:center}"
    "tr,.close{break-inside:avoid;page-break-inside:avoid}"
    "thead{display:table-header-group}"
    ".seal{border:1px dashed #888;color:#888;border-radius:50%;"
    "display:flex;align-items:center;justify-content:center}"
    ".middle{text-align:center}"
    ":lang(zh) .body{text-indent:2em}"
    "svg{display:block}";

static const char style_a4[] =
    "@page{size:A4;margin:18mm 20mm 16mm}"
    "body{font-size:12pt;line-height:1.6}"
    ".marks{font-size:10pt}"
    ".issuer{font-size:15pt;margin-top:4mm}"
    ".title{font-size:22pt;letter-spacing:.1em;line-height:1.5}"
    ".number{margin:2mm 0}"
    ".banner{font-size:15pt;margin:2mm 0;padding:1mm}"
    ".body{margin-bottom:3mm;text-align:justify}"
    "th,td{border:1px solid #000;padding:1.2mm 2mm;font-size:10.5pt;"
    "line-height:1.45}"
    "th{padding:1.2mm 1mm}"
    ".close{display:flex;justify-content:space-between;margin-top:5mm}"
    ".qr{width:40mm;font-size:8pt;line-height:1.3;text-align:center}"
    ".qr svg{width:30mm;height:30mm;margin:0 auto}"
    ".stamp{width:80mm;position:relative;text-align:center;"
    "padding-top:9mm}"
    ".seal{position:absolute;width:40mm;height:40mm;left:20mm;top:0;"
    "font-size:9pt;padding-top:24mm}"
    ".stamp{min-height:42mm}"
    ".sign{float:left;width:50%;margin-top:4mm}"
    ".sheet::after{content:\"\";display:block;clear:both}"
    "@media screen{.sheet{width:170mm;padding:10mm 0}}";

/* The paper of 80 mm printers is called 80(72) x 297 mm by their drivers. */
static const char style_slip[] =
    "@page{size:80mm 297mm;margin:2mm 4mm}"
    "body{font-size:9pt;line-height:1.4}"
    ".sheet{width:72mm}"
    ".issuer{font-size:10pt}"
    ".title{font-size:13pt;line-height:1.5}"
    ".number{border-bottom:1px dashed #000;padding-bottom:1mm}"
    ".banner{font-size:10pt;margin:1mm 0}"
    ".greeting{margin-top:1mm}"
    ".body{margin-bottom:1mm}"
    "th,td{border-bottom:1px dotted #888;padding:.6mm .5mm;"
    "vertical-align:top}"
    ".facts th{text-align:left}"
    ".list th,.list td{font-size:8pt}"
    ".qr{margin-top:2mm;font-size:8pt;text-align:center}"
    ".qr svg{width:28mm;height:28mm;margin:0 auto}"
    ".stamp{margin-top:2mm;text-align:center}"
    ".seal{width:40mm;height:14mm;margin:1mm auto;border-radius:0}"
    ".sign{margin-top:4mm;border-bottom:1px solid #000}";

/* A file in the making; after a failure the rest does nothing. */
struct page {
	const struct notice_layout *l;
	struct buf *out;
	int failed;
	struct err *e;
};

static void
raw(struct page *p, const char *markup)
{
	if (!p->failed)
		p->failed = buf_add_text(p->out, markup, p->e);
}

/* A text of the layout; the only way data comes into the file. */
static void
text(struct page *p, size_t place)
{
	const char *c = notice_layout_text(p->l, place);

	while (!p->failed && *c != '\0') {
		size_t plain = strcspn(c, "&<>\"'");

		p->failed = buf_add(p->out, c, plain, p->e);
		c += plain;
		if (*c == '\0')
			break;
		raw(p, *c == '&'   ? "&amp;"
		       : *c == '<' ? "&lt;"
		       : *c == '>' ? "&gt;"
		       : *c == '"' ? "&quot;"
				   : "&#39;");
		c++;
	}
}

static void
element(struct page *p, const char *begin, size_t place, const char *end)
{
	raw(p, begin);
	text(p, place);
	raw(p, end);
}

/* --- tables --------------------------------------------------------------- */

static void
begin_table(struct page *p, const struct layout_table *t)
{
	raw(p, t->is_labelled ? "<table class=\"facts\"><colgroup>"
			      : "<table class=\"list\"><colgroup>");
	for (size_t i = 0; i < t->count && !p->failed; i++)
		p->failed = buf_printf(
		    p->out, p->e, "<col style=\"width:%u%%\">", t->percent[i]);
	raw(p, "</colgroup>\n");
}

static void
cell(struct page *p, const struct layout_block *b, size_t i)
{
	int is_name =
	    b->look == LAYOUT_HEAD || (b->table->is_labelled && i % 2 == 0);
	size_t span = i + 1 == b->count ? b->table->count - i : 1;

	if (!p->failed && span > 1)
		p->failed = buf_printf(p->out, p->e, "<%s colspan=\"%zu\">",
		    is_name ? "th" : "td", span);
	else
		raw(p, is_name			     ? "<th>"
		       : b->table->centred & 1U << i ? "<td class=\"middle\">"
						     : "<td>");
	element(p, "", b->cells[i], is_name ? "</th>" : "</td>");
}

static void
row(struct page *p, const struct layout_block *b)
{
	raw(p, b->look == LAYOUT_HEAD ? "<thead><tr>" : "<tr>");
	for (size_t i = 0; i < b->count; i++)
		cell(p, b, i);
	raw(p, b->look == LAYOUT_HEAD ? "</tr></thead>\n" : "</tr>\n");
}

/* Open and close tables where the blocks begin or end one. */
static void
change_table(struct page *p, const struct layout_block *before,
    const struct layout_block *now)
{
	const struct layout_table *was = before == NULL ? NULL : before->table;
	const struct layout_table *is = now == NULL ? NULL : now->table;

	if (was == is)
		return;
	if (was != NULL)
		raw(p, "</table>\n");
	if (is != NULL)
		begin_table(p, is);
}

/* --- the foot ------------------------------------------------------------- */

static void
qr_code(struct page *p)
{
	const struct notice_qr *q = &p->l->qr;
	size_t side = q->width + 2 * NOTICE_QR_MARGIN;
	size_t at = 0, row_, column, len;

	if (!p->failed)
		p->failed = buf_printf(p->out, p->e,
		    "<svg viewBox=\"0 0 %zu %zu\" role=\"img\" "
		    "shape-rendering=\"crispEdges\"><path d=\"",
		    side, side);
	while (!p->failed && notice_qr_run(q, &at, &row_, &column, &len))
		p->failed = buf_printf(p->out, p->e, "M%zu %zuh%zuv1h-%zuz",
		    column + NOTICE_QR_MARGIN, row_ + NOTICE_QR_MARGIN, len,
		    len);
	raw(p, "\"/></svg>");
}

static void
close_block(struct page *p, const struct layout_block *b)
{
	raw(p, "<div class=\"close\"><div class=\"qr\">");
	if (p->l->qr.width > 0) {
		qr_code(p);
		element(p, "<p>", b->cells[CLOSE_QR], "</p>");
	}
	element(p, "</div><div class=\"stamp\"><div class=\"seal\">",
	    b->cells[CLOSE_SEAL], "</div>");
	element(p, "<p>", b->cells[CLOSE_ISSUER], "</p>");
	element(p, "<p>", b->cells[CLOSE_DAY], "</p></div></div>\n");
}

/* --- sheets --------------------------------------------------------------- */

static void
block(struct page *p, const struct layout_block *b)
{
	static const struct {
		const char *begin, *end;
	} tags[] = {
	    [LAYOUT_ISSUER] = {"<p class=\"issuer\">", "</p>\n"},
	    [LAYOUT_TITLE] = {"<h1 class=\"title\">", "</h1>\n"},
	    [LAYOUT_NUMBER] = {"<p class=\"number\">", "</p>\n"},
	    [LAYOUT_BANNER] = {"<p class=\"banner\">", "</p>\n"},
	    [LAYOUT_GREETING] = {"<p class=\"greeting\">", "</p>\n"},
	    [LAYOUT_BODY] = {"<p class=\"body\">", "</p>\n"},
	    [LAYOUT_SIGN] = {"<p class=\"sign\">", "</p>\n"},
	};

	if (b->table != NULL)
		row(p, b);
	else if (b->look == LAYOUT_CLOSE)
		close_block(p, b);
	else
		element(p, tags[b->look].begin, b->cells[0], tags[b->look].end);
}

static void
sheet(struct page *p, size_t copy)
{
	const struct notice_layout *l = p->l;
	const struct layout_block *before = NULL;

	raw(p, "<section class=\"sheet\">\n<div class=\"marks\">");
	if (notice_layout_text(l, l->reprint)[0] != '\0')
		element(p, "<span class=\"reprint\">", l->reprint, "</span>");
	else
		raw(p, "<span></span>");
	element(p, "<span>", copy, "</span></div>\n");
	for (size_t i = 0; i < l->count; i++) {
		change_table(p, before, &l->blocks[i]);
		block(p, &l->blocks[i]);
		before = &l->blocks[i];
	}
	change_table(p, before, NULL);
	raw(p, "</section>\n");
}

int
notice_html_write(const struct notice_layout *l, struct buf *out, struct err *e)
{
	struct page p = {.l = l, .out = out, .e = e};

	raw(&p, "<!DOCTYPE html>\n<html lang=\"");
	raw(&p, l->language);
	raw(&p, "\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" "
		"content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n");
	element(&p, "<title>", l->title, "</title>\n<style>");
	raw(&p, style);
	raw(&p, l->size == NOTICE_A4 ? style_a4 : style_slip);
	raw(&p, "</style>\n</head>\n<body>\n");
	for (size_t i = 0; i < l->copy_count; i++)
		sheet(&p, l->copies[i]);
	raw(&p, "</body>\n</html>\n");
	return p.failed;
}
