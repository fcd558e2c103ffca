#include "node/actions/catalogue_cell.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"

/* --- reading ------------------------------------------------------------- */

/* 即办 becomes immediate; anything else stays, and is checked later. */
static const char *
choice_of(const struct field_type *f, const char *text)
{
	for (size_t i = 0; f->choices[i] != NULL; i++)
		if (strcmp(words_in(WORDS_ZH, f->choices[i]), text) == 0)
			return f->choices[i];
	return text;
}

/* Without the spaces around it, which mean something in a text only. */
static void
trim(const struct field_type *f, struct buf *text)
{
	size_t lead = 0;

	if (f->form == FIELD_TEXT)
		return;
	while (lead < text->len && text->bytes[lead] == ' ')
		lead++;
	buf_drop(text, lead);
	while (text->len > 0 && text->bytes[text->len - 1] == ' ')
		text->bytes[--text->len] = '\0';
}

static json_t *
read_one(const struct field_type *f, struct buf *text, struct err *e)
{
	struct field_type one = *f;
	const char *said;

	one.flags &= ~FIELD_LISTED;
	trim(f, text);
	said = buf_text(text);
	return field_parse(
	    &one, f->form == FIELD_CHOICE ? choice_of(f, said) : said, e);
}

static int
is_separator(char c, const char *separators)
{
	return c != '\0' && strchr(separators, c) != NULL;
}

/*
 * The piece up to the next separator, escapes resolved; *at is then at the
 * separator or the end.
 */
static int
next_piece(
    const char **at, const char *separators, struct buf *piece, struct err *e)
{
	buf_clear(piece);
	for (; **at != '\0' && !is_separator(**at, separators); (*at)++) {
		const char *add = *at;

		if (**at == '\\' && (*at)[1] != '\0') {
			(*at)++;
			add = **at == 'n' ? "\n" : *at;
		}
		if (buf_add(piece, add, 1, e) != 0)
			return -1;
	}
	return 0;
}

static int
read_member(
    const struct field_type *c, struct buf *piece, json_t *row, struct err *e)
{
	json_t *value;

	if (piece->len == 0)
		return 0;
	value = read_one(c, piece, e);
	return value == NULL ? -1 : json_put_take(row, c->name, value, e);
}

/* "居民身份证|yes|1|1": the members in their order. */
static int
read_row(
    const struct field_type *f, const char **at, json_t *row, struct err *e)
{
	const struct field_type *c = f->columns;
	struct buf piece = BUF_INIT;
	int failed = 0, goes_on = 1;

	for (; !failed && goes_on; c += c->name != NULL) {
		failed = next_piece(at, "|\n", &piece, e);
		if (!failed && c->name == NULL)
			failed = err_set(e, ERR_FORMAT,
			    "%s: a line has more members than %s has; write "
			    "\\| for a bar within one",
			    f->name, f->name);
		if (!failed)
			failed = read_member(c, &piece, row, e);
		goes_on = **at == '|';
		if (goes_on)
			(*at)++;
	}
	buf_free(&piece);
	return failed;
}

static json_t *
read_line(const struct field_type *f, const char **at, struct err *e)
{
	const char *separators = f->form == FIELD_TEXT ? "\n" : "\n,";
	struct buf piece = BUF_INIT;
	json_t *value = NULL;

	if (f->form == FIELD_ROW) {
		value = json_object();
		if (value == NULL)
			(void)err_nomem(e);
		else if (read_row(f, at, value, e) != 0) {
			json_decref(value);
			value = NULL;
		}
		return value;
	}
	if (next_piece(at, separators, &piece, e) == 0)
		value = read_one(f, &piece, e);
	buf_free(&piece);
	return value;
}

/* Chinese commas between choices count as commas: 即办、全程代办. */
static int
add_with_commas(const char *text, struct buf *out, struct err *e)
{
	static const char *const commas[] = {"、", "，"};

	while (*text != '\0') {
		size_t len = 1, i = 0;
		const char *add = text;

		for (; i < COUNT_OF(commas); i++)
			if (strncmp(text, commas[i], strlen(commas[i])) == 0) {
				len = strlen(commas[i]);
				add = ",";
			}
		if (buf_add(out, add, 1, e) != 0)
			return -1;
		text += len;
	}
	return 0;
}

static json_t *
read_list(const struct field_type *f, const char *text, struct err *e)
{
	json_t *list = json_array();
	const char *at = text;

	if (list == NULL)
		(void)err_nomem(e);
	while (list != NULL && *at != '\0') {
		json_t *value;

		/* Empty lines say nothing. */
		if (*at == '\n') {
			at++;
			continue;
		}
		value = read_line(f, &at, e);
		if (value == NULL || json_append_take(list, value, e) != 0) {
			json_decref(list);
			return NULL;
		}
		if (*at != '\0')
			at++;
	}
	return list;
}

static json_t *
read_plain(const struct field_type *f, const char *text, struct err *e)
{
	struct buf copy = BUF_INIT;
	json_t *value = NULL;

	if (buf_add_text(&copy, text, e) == 0)
		value = read_one(f, &copy, e);
	buf_free(&copy);
	return value;
}

static json_t *
read_choices(const struct field_type *f, const char *text, struct err *e)
{
	struct buf plain = BUF_INIT;
	json_t *list = NULL;

	if (add_with_commas(text, &plain, e) == 0)
		list = read_list(f, buf_text(&plain), e);
	buf_free(&plain);
	return list;
}

json_t *
cell_read(const struct field_type *f, const char *text, struct err *e)
{
	json_t *value;

	if (!(f->flags & FIELD_LISTED))
		value = read_plain(f, text, e);
	else if (f->form == FIELD_CHOICE)
		value = read_choices(f, text, e);
	else
		value = read_list(f, text, e);
	if (value != NULL && field_check(f, value, e) != 0) {
		json_decref(value);
		return NULL;
	}
	return value;
}

/* --- writing ------------------------------------------------------------- */

/* Characters that would end a piece are escaped. */
static int
add_escaped(
    const char *text, const char *separators, struct buf *out, struct err *e)
{
	for (const char *at = text; *at != '\0'; at++) {
		int failed;

		if (*at == '\n')
			failed = buf_add_text(out, "\\n", e);
		else if (*at == '\\' || is_separator(*at, separators))
			failed = buf_add_text(out, "\\", e) != 0 ||
				 buf_add(out, at, 1, e) != 0;
		else
			failed = buf_add(out, at, 1, e);
		if (failed)
			return -1;
	}
	return 0;
}

static int
write_piece(const struct field_type *f, const json_t *value,
    const char *separators, struct buf *out, struct err *e)
{
	if (value == NULL)
		return 0;
	if (f->form == FIELD_INTEGER)
		return buf_printf(
		    out, e, "%lld", (long long)json_integer_value(value));
	if (f->form == FIELD_CHOICE)
		return buf_add_text(out, _(json_string_value(value)), e);
	return add_escaped(json_string_value(value), separators, out, e);
}

/* Bars that nothing follows are left out. */
static int
write_row(const struct field_type *f, const json_t *row, struct buf *out,
    struct err *e)
{
	size_t bars = 0;

	for (const struct field_type *c = f->columns; c->name; c++, bars++) {
		const json_t *value = json_object_get(row, c->name);

		if (value == NULL)
			continue;
		for (; bars > 0; bars--)
			if (buf_add_text(out, "|", e) != 0)
				return -1;
		if (write_piece(c, value, "|", out, e) != 0)
			return -1;
	}
	return 0;
}

static int
write_list(const struct field_type *f, const json_t *list, struct buf *out,
    struct err *e)
{
	const char *between = f->form == FIELD_CHOICE ? "," : "\n";
	size_t i;
	json_t *one;

	if (f->form == FIELD_CHOICE && words_chosen() == WORDS_ZH)
		between = "、";
	json_array_foreach (list, i, one) {
		if (i > 0 && buf_add_text(out, between, e) != 0)
			return -1;
		if (f->form == FIELD_ROW ? write_row(f, one, out, e) != 0
					 : write_piece(f, one, "", out, e))
			return -1;
	}
	return 0;
}

int
cell_write(const struct field_type *f, const json_t *value, struct buf *out,
    struct err *e)
{
	if (f->flags & FIELD_LISTED)
		return write_list(f, value, out, e);
	if (f->form == FIELD_TEXT && value != NULL)
		return buf_add_text(out, json_string_value(value), e);
	return write_piece(f, value, "", out, e);
}
