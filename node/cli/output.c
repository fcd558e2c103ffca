#include <stdio.h>
#include <string.h>

#include "node/actions/hall_named.h"
#include "node/cli/cli.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

/* Longest cell shown in a table; JSON shows all. */
#define CELL_MAX 160

void
print_json(const json_t *value)
{
	struct buf text = BUF_INIT;
	struct err e = ERR_INIT;

	if (json_write(value, &text, &e) == 0)
		(void)printf("%s\n", buf_text(&text));
	buf_free(&text);
}

/* East Asian characters, and the punctuation that goes with them. */
static int
is_wide(unsigned long c)
{
	return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
	       (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
	       (c >= 0x20000 && c <= 0x3fffd);
}

static unsigned long
next_character(const unsigned char **at)
{
	const unsigned char *p = *at;
	unsigned long c = *p++;
	int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

	if (more > 0)
		c &= 0x3fUL >> more;
	for (; more > 0 && (*p & 0xc0) == 0x80; more--)
		c = c << 6 | (*p++ & 0x3f);
	*at = p;
	return c;
}

size_t
text_width(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t width = 0;

	while (*at != '\0')
		width += is_wide(next_character(&at)) ? 2 : 1;
	return width;
}

/*
 * A value as one line.  Control characters of data from elsewhere must not
 * reach a terminal.
 */
/* "1, 2, 4": a list of texts or numbers; 0 if it is something else. */
static int
list_text(const json_t *list, struct buf *text, struct err *e)
{
	int failed = !json_is_array(list);
	size_t i;
	json_t *one;

	json_array_foreach (list, i, one) {
		if (!failed && i > 0)
			failed = buf_printf(text, e, ", ");
		if (!failed && json_is_string(one))
			failed =
			    buf_printf(text, e, "%s", json_string_value(one));
		else if (!failed && json_is_integer(one))
			failed = buf_printf(text, e, "%lld",
			    (long long)json_integer_value(one));
		else
			failed = 1;
	}
	return !failed;
}

static void
cell_text(const json_t *value, char out[CELL_MAX])
{
	struct buf text = BUF_INIT;
	struct err e = ERR_INIT;

	out[0] = '\0';
	if (json_is_string(value))
		text_copy(out, CELL_MAX, json_string_value(value),
		    json_string_length(value));
	else if (json_is_true(value) || json_is_false(value))
		(void)snprintf(
		    out, CELL_MAX, "%s", _(json_is_true(value) ? "yes" : "no"));
	else if (list_text(value, &text, &e) ||
		 (value != NULL && !json_is_null(value) &&
		     json_write(value, &text, &e) == 0))
		text_copy(out, CELL_MAX, buf_text(&text), text.len);
	buf_free(&text);
}

static void
print_padded(const char *text, size_t width)
{
	size_t used = text_width(text);

	(void)printf("%s", text);
	while (used++ < width)
		(void)putchar(' ');
}

#define COLUMNS_MAX 16

void
print_table(const json_t *rows, const char *const *columns, const char *empty)
{
	size_t widths[COLUMNS_MAX] = {0}, i;
	char cell[CELL_MAX];
	json_t *row;

	if (json_array_size(rows) == 0) {
		(void)printf("%s\n", _(empty));
		return;
	}
	for (size_t k = 0; columns[k] != NULL; k++) {
		widths[k] = text_width(_(columns[k]));
		json_array_foreach (rows, i, row) {
			cell_text(json_object_get(row, columns[k]), cell);
			if (text_width(cell) > widths[k])
				widths[k] = text_width(cell);
		}
	}
	for (size_t k = 0; columns[k] != NULL; k++)
		print_padded(
		    _(columns[k]), columns[k + 1] == NULL ? 0 : widths[k] + 2);
	(void)putchar('\n');
	json_array_foreach (rows, i, row) {
		for (size_t k = 0; columns[k] != NULL; k++) {
			cell_text(json_object_get(row, columns[k]), cell);
			print_padded(
			    cell, columns[k + 1] == NULL ? 0 : widths[k] + 2);
		}
		(void)putchar('\n');
	}
}

/* Members that hold one of a few words, each with its Chinese. */
static int
is_word(const char *name)
{
	static const char *const names[] = {"state", "tier", "ruling"};

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (strcmp(names[i], name) == 0)
			return 1;
	return 0;
}

static void
print_object(const json_t *object)
{
	const char *name;
	json_t *value;
	char cell[CELL_MAX];

	json_object_foreach ((json_t *)(uintptr_t)object, name, value) {
		cell_text(value, cell);
		(void)printf("%s: %s\n", _(name),
		    is_word(name) ? shown_word(cell) : cell);
	}
}

static void
print_array(const json_t *rows)
{
	const char *columns[COLUMNS_MAX] = {NULL}, *name;
	json_t *value;
	size_t count = 0;

	/* The first row says which columns there are. */
	json_object_foreach (json_array_get(rows, 0), name, value)
		if (count < COLUMNS_MAX - 1)
			columns[count++] = name;
	print_table(rows, columns, "nothing yet");
}

void
print_value(const json_t *value)
{
	if (json_is_array(value))
		print_array(value);
	else
		print_object(value);
}

/* In English the words of the code are read with spaces. */
const char *
shown_word(const char *word)
{
	static char texts[4][FIELD_TEXT_MAX + 1];
	static size_t next;
	char *text = texts[next++ % COUNT_OF(texts)];
	const char *said = _(word);
	int is_word = said == word &&
		      word[strspn(word, "abcdefghijklmnopqrstuvwxyz_")] == '\0';

	(void)snprintf(text, sizeof(texts[0]), "%s", said);
	for (char *at = text; is_word && *at != '\0'; at++)
		if (*at == '_')
			*at = ' ';
	return text;
}

void
print_result(const struct cli *c, const json_t *value)
{
	if (c->as_json)
		print_json(value);
	else
		print_value(value);
}

const char *
hall_name(const struct cli *c, const char *code)
{
	static char names[4][HALL_NAME_MAX];
	static size_t next;
	struct actor actor = cli_actor(c);
	char *name = names[next++ % COUNT_OF(names)];

	if (code == NULL)
		return "";
	hall_name_at(&actor, code, actor.now_s, name);
	return name;
}

void
name_times(json_t *rows, const char *const *members)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		for (size_t k = 0; members[k] != NULL; k++) {
			json_t *value = json_object_get(row, members[k]);
			char text[MOMENT_TEXT_MAX];

			if (!json_is_integer(value))
				continue;
			moment_text(json_integer_value(value), text);
			(void)json_object_set_new(
			    row, members[k], json_string(text));
		}
}
