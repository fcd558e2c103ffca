/*
 * err: why something could not be done, in words an operator can act on.
 *
 *	failing call --code, text--> caller's struct err --> screen, exit code
 *
 * A function that can fail because the world failed, or because a rule
 * says no, returns -1 and fills the caller's struct err.  The text says
 * what was wrong, where, and what to do; it is in the operator's language
 * (words.h).  On the way up a caller may put its own context in front.
 */
#ifndef SANJI_BASE_ERR_H
#define SANJI_BASE_ERR_H

#include "schema/base/macros.h"

/*
 * Longest text, with the terminating NUL; what is longer is cut.  It is one
 * line of UTF-8 without control characters, whatever it quotes (text.h).
 */
#define ERR_TEXT_MAX 640

enum err_code {
	ERR_NONE = 0,
	ERR_NOMEM,     /* no memory */
	ERR_IO,	       /* disk, file, system call */
	ERR_FORMAT,    /* bytes that do not parse, a value of the wrong form */
	ERR_LIMIT,     /* larger or more than a named _MAX */
	ERR_REFUSED,   /* understood, and a rule says no */
	ERR_NOT_FOUND, /* no such hall, record, file */
	ERR_MOVED,     /* the record changed since the operator saw it */
	ERR_USAGE,     /* the command line cannot be understood */
	ERR_PEER,      /* no other hall could be reached, or it hung up */
	ERR_INTEGRITY, /* what is stored is not what was signed */
	ERR_BUSY,      /* another process is writing for too long */
};

/* Longest name of a field an err is about, with the NUL. */
#define ERR_FIELD_MAX 40

struct err {
	enum err_code code;
	char text[ERR_TEXT_MAX];
	char field[ERR_FIELD_MAX]; /* "", or what it is about: err_in_field */
};

/* An err that says nothing yet; every struct err starts as this. */
#define ERR_INIT                 \
	{                        \
		ERR_NONE, "", "" \
	}

/*
 * Fill e with code and the formatted text.  The format is looked up in the
 * catalogue first, so it must be a literal that stands there (words.h).
 * e may be NULL: then nobody wants to know.  Always returns -1, so that a
 * failing function can end in `return err_set(...)`.
 */
int err_set(struct err *e, enum err_code code, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* As err_set with ERR_IO, the text followed by what errno says, in the
 * operator's language as far as it is common. */
int err_errno(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);

/* Put the formatted text and ": " before what e already says; returns -1. */
int err_wrap(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);

/*
 * Say that e is about that field of a request, for who shows a form, in
 * place of a field said before.  Returns -1.
 */
int err_in_field(struct err *e, const char *field);

/* ERR_NOMEM in the catalogue's words; returns -1. */
int err_nomem(struct err *e);

/* Whether the world failed, and not what was asked for or came from elsewhere.
 */
int err_is_world(const struct err *e);

/*
 * A library ran out of memory and says something else, or nothing.  From now
 * on whatever is set in this thread is ERR_NOMEM, and nothing is committed:
 * until what was asked for has failed and the next thing is begun.
 */
void err_note_nomem(void);
int err_is_nomem_noted(void);
void err_forget_nomem(void);

/* The word for a code in machine-readable output, e.g. "refused". */
const char *err_code_word(enum err_code code);

#endif
