#include "schema/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/text.h"
#include "schema/base/words.h"

static _Thread_local int is_nomem_noted;

static void
format_text(char *out, const char *format, va_list args)
{
	(void)vsnprintf(out, ERR_TEXT_MAX, format, args);
	text_clean(out);
}

int
err_nomem(struct err *e)
{
	is_nomem_noted = 1;
	if (e == NULL)
		return -1;
	e->code = ERR_NOMEM;
	e->field[0] = '\0';
	(void)snprintf(e->text, ERR_TEXT_MAX, "%s",
	    _("out of memory; close other programs"));
	text_clean(e->text);
	return -1;
}

int
err_set(struct err *e, enum err_code code, const char *format, ...)
{
	va_list args;

	is_nomem_noted |= code == ERR_NOMEM;
	if (e == NULL)
		return -1;
	if (is_nomem_noted && code != ERR_NOMEM)
		return err_nomem(e);
	e->code = code;
	e->field[0] = '\0';
	va_start(args, format);
	format_text(e->text, words_translate(format), args);
	va_end(args);
	return -1;
}

/* What operators meet; all else in the words of the system. */
struct reason {
	int number;
	const char *text; /* English; Chinese in the catalogue */
};

static const struct reason reasons[] = {
    {EPERM, "Operation not permitted"},
    {ENOENT, "No such file or directory"},
    {EIO, "Input/output error"},
    {ENOMEM, "Cannot allocate memory"},
    {EACCES, "Permission denied"},
    {EBUSY, "Device or resource busy"},
    {EEXIST, "File exists"},
    {ENODEV, "No such device"},
    {ENOTDIR, "Not a directory"},
    {EISDIR, "Is a directory"},
    {EINVAL, "Invalid argument"},
    {ENFILE, "Too many open files in system"},
    {EMFILE, "Too many open files"},
    {EFBIG, "File too large"},
    {ENOSPC, "No space left on device"},
    {EROFS, "Read-only file system"},
    {EPIPE, "Broken pipe"},
    {ENAMETOOLONG, "File name too long"},
    {ELOOP, "Too many levels of symbolic links"},
    {EADDRINUSE, "Address already in use"},
    {EADDRNOTAVAIL, "Cannot assign requested address"},
    {ENETUNREACH, "Network is unreachable"},
    {ECONNRESET, "Connection reset by peer"},
    {ETIMEDOUT, "Connection timed out"},
    {ECONNREFUSED, "Connection refused"},
    {EHOSTUNREACH, "No route to host"},
    {EDQUOT, "Disk quota exceeded"},
};

static const char *
reason_of(int number)
{
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		if (reasons[i].number == number)
			return words_translate(reasons[i].text);
	return strerror(number);
}

int
err_errno(struct err *e, const char *format, ...)
{
	const char *reason = reason_of(errno);
	va_list args;
	size_t len;

	if (e == NULL)
		return -1;
	e->code = ERR_IO;
	e->field[0] = '\0';
	va_start(args, format);
	format_text(e->text, words_translate(format), args);
	va_end(args);
	len = strlen(e->text);
	(void)snprintf(e->text + len, ERR_TEXT_MAX - len,
	    words_translate(": the system says: %s"), reason);
	text_clean(e->text);
	return -1;
}

int
err_wrap(struct err *e, const char *format, ...)
{
	char inner[ERR_TEXT_MAX];
	va_list args;
	size_t len;

	if (e == NULL)
		return -1;
	memcpy(inner, e->text, sizeof(inner));
	va_start(args, format);
	format_text(e->text, words_translate(format), args);
	va_end(args);
	len = strlen(e->text);
	(void)snprintf(e->text + len, ERR_TEXT_MAX - len, ": %s", inner);
	text_clean(e->text);
	return -1;
}

int
err_in_field(struct err *e, const char *field)
{
	if (e != NULL)
		(void)snprintf(e->field, sizeof(e->field), "%s", field);
	return -1;
}

int
err_is_world(const struct err *e)
{
	return e->code == ERR_NOMEM || e->code == ERR_IO ||
	       e->code == ERR_INTEGRITY || e->code == ERR_BUSY;
}

void
err_note_nomem(void)
{
	is_nomem_noted = 1;
}

int
err_is_nomem_noted(void)
{
	return is_nomem_noted;
}

void
err_forget_nomem(void)
{
	is_nomem_noted = 0;
}

const char *
err_code_word(enum err_code code)
{
	static const char *const words[] = {
	    [ERR_NONE] = "ok",
	    [ERR_NOMEM] = "out-of-memory",
	    [ERR_IO] = "io",
	    [ERR_FORMAT] = "format",
	    [ERR_LIMIT] = "limit",
	    [ERR_REFUSED] = "refused",
	    [ERR_NOT_FOUND] = "not-found",
	    [ERR_MOVED] = "moved",
	    [ERR_USAGE] = "usage",
	    [ERR_PEER] = "peer",
	    [ERR_INTEGRITY] = "integrity",
	    [ERR_BUSY] = "busy",
	};

	return words[code];
}
