/*
 * JSON as programs write it is read here: members, plain strings, integers,
 * words, white space.  At anything else -- an escape, a fraction, a mistake --
 * the library reads the whole text anew and says what is wrong, so that it
 * alone decides what is JSON and this reader only saves its time.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/json_plain.h"

/* Deeper ones are left to the library. */
#define DEPTH_MAX 16

/* Digits that fit into an integer whatever they are. */
#define DIGITS_MAX 18

struct scan {
	const char *at, *end;
	json_t *open[DEPTH_MAX]; /* arrays and objects being read */
	size_t depth;
};

static void
skip_space(struct scan *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' ||
				     *s->at == '\t' || *s->at == '\r'))
		s->at++;
}

/* The next byte that is no space; 0 at the end. */
static char
peek(struct scan *s)
{
	skip_space(s);
	return s->at < s->end ? *s->at : '\0';
}

static int
take(struct scan *s, char wanted)
{
	if (peek(s) != wanted)
		return -1;
	s->at++;
	return 0;
}

/* A string without escapes, where it stands in the text. */
struct plain {
	const char *text;
	size_t len;
};

static int
take_plain(struct scan *s, struct plain *out)
{
	const char *begin;

	if (take(s, '"') != 0)
		return -1;
	begin = s->at;
	s->at = json_plain_end(begin, s->end);
	if (s->at == s->end || *s->at != '"')
		return -1;
	*out = (struct plain){begin, (size_t)(s->at - begin)};
	s->at++;
	return 0;
}

static json_t *
take_string(struct scan *s)
{
	struct plain string;

	if (take_plain(s, &string) != 0)
		return NULL;
	return json_plain_is_ascii(string.text, string.len)
		   ? json_stringn_nocheck(string.text, string.len)
		   : json_stringn(string.text, string.len);
}

static int
is_digit(const struct scan *s)
{
	return s->at < s->end && *s->at >= '0' && *s->at <= '9';
}

static json_t *
take_integer(struct scan *s)
{
	int is_negative = *s->at == '-';
	json_int_t value = 0;
	const char *begin;

	s->at += is_negative;
	begin = s->at;
	for (; is_digit(s) && s->at - begin < DIGITS_MAX; s->at++)
		value = value * 10 + (*s->at - '0');
	if (s->at == begin || is_digit(s) ||
	    (*begin == '0' && s->at - begin > 1))
		return NULL;
	if (s->at < s->end && (*s->at == '.' || *s->at == 'e' || *s->at == 'E'))
		return NULL;
	return json_integer(is_negative ? -value : value);
}

static json_t *
take_word(struct scan *s)
{
	static const char *const words[] = {"true", "false", "null"};
	size_t left = (size_t)(s->end - s->at), i = 0, len = 0;

	for (; i < COUNT_OF(words); i++) {
		len = strlen(words[i]);
		if (left >= len && memcmp(s->at, words[i], len) == 0)
			break;
	}
	if (i == COUNT_OF(words))
		return NULL;
	s->at += len;
	return i == 2 ? json_null() : json_boolean(i == 0);
}

static json_t *
take_scalar(struct scan *s, char first)
{
	if (first == '"')
		return take_string(s);
	if (first == '-' || (first >= '0' && first <= '9'))
		return take_integer(s);
	return take_word(s);
}

/* An array or object is opened, and has its members read one by one. */
static json_t *
take_open(struct scan *s, char first)
{
	json_t *value;

	if (s->depth == DEPTH_MAX)
		return NULL;
	value = first == '{' ? json_object() : json_array();
	if (value == NULL)
		return NULL;
	s->at++;
	s->open[s->depth++] = value;
	return value;
}

static json_t *
take_value(struct scan *s)
{
	char first = peek(s);

	return first == '{' || first == '[' ? take_open(s, first)
					    : take_scalar(s, first);
}

/* A name that is there already makes no new member. */
static int
take_member(struct scan *s, json_t *object)
{
	size_t count = json_object_size(object);
	struct plain name;
	json_t *value;

	if (take_plain(s, &name) != 0 || take(s, ':') != 0)
		return -1;
	value = take_value(s);
	if (value == NULL ||
	    json_object_setn_new(object, name.text, name.len, value) != 0)
		return -1;
	return json_object_size(object) == count ? -1 : 0;
}

/* The next member of what is innermost, or its end. */
static int
go_on(struct scan *s)
{
	json_t *of = s->open[s->depth - 1];
	size_t count = json_object_size(of) + json_array_size(of);

	if (peek(s) == (json_is_object(of) ? '}' : ']')) {
		s->at++;
		s->depth--;
		return 0;
	}
	if (count > 0 && take(s, ',') != 0)
		return -1;
	return json_is_object(of) ? take_member(s, of)
				  : json_array_append_new(of, take_value(s));
}

/* NULL: this is for the library. */
static json_t *
read_plain(const char *text, size_t len)
{
	struct scan s = {.at = text, .end = text + len};
	char first = peek(&s);
	json_t *all =
	    first == '{' || first == '[' ? take_open(&s, first) : NULL;

	while (all != NULL && s.depth > 0)
		if (go_on(&s) != 0)
			break;
	if (all != NULL && s.depth == 0 && peek(&s) == '\0' && s.at == s.end)
		return all;
	json_decref(all);
	return NULL;
}

json_t *
json_read(const char *text, size_t len, struct err *e)
{
	json_error_t where;
	json_t *value;

	if (len > JSON_TEXT_MAX) {
		(void)err_set(e, ERR_LIMIT,
		    "JSON text of %zu bytes; at most %zu are read", len,
		    JSON_TEXT_MAX);
		return NULL;
	}
	value = read_plain(text, len);
	if (value == NULL)
		value = json_loadb(text, len, JSON_REJECT_DUPLICATES, &where);
	if (value == NULL)
		(void)err_set(e, ERR_FORMAT,
		    "not JSON: %s (line %d, column %d)", where.text, where.line,
		    where.column);
	return value;
}
