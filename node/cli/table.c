/*
 * Files of lines that operators hand in.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/cli.h"

/* Whether the line is UTF-8 without a NUL, as all text here is. */
static int
is_text(const char *line, size_t len)
{
	json_t *text = json_stringn(line, len);
	int is_utf8 = text != NULL;

	json_decref(text);
	return is_utf8 && memchr(line, '\0', len) == NULL;
}

static int
check_lines(const struct buf *text, struct err *e)
{
	const char *at = buf_text(text), *end = at + text->len;

	for (long n = 1; at < end; n++) {
		const char *next = memchr(at, '\n', (size_t)(end - at));

		if (next == NULL)
			next = end;
		if (!is_text(at, (size_t)(next - at)))
			return err_set(e, ERR_FORMAT,
			    "line %ld is not UTF-8; save the table as "
			    "\"CSV UTF-8\"",
			    n);
		at = next + 1;
	}
	return 0;
}

int
cli_read_table(const char *path, size_t max, struct buf *out, struct err *e)
{
	FILE *f = fopen(path, "re");
	char part[8192];
	size_t len;
	int failed = 0;

	if (f == NULL)
		return err_errno(e, "%s", path);
	while (!failed && (len = fread(part, 1, sizeof(part), f)) > 0) {
		failed = buf_add(out, part, len, e);
		if (!failed && out->len > max)
			failed = err_set(e, ERR_LIMIT,
			    "%s is longer than %zu bytes", path, max);
	}
	if (!failed && ferror(f))
		failed = err_errno(e, "%s", path);
	(void)fclose(f);
	if (!failed && check_lines(out, e) != 0)
		failed = err_wrap(e, "%s", path);
	return failed;
}
