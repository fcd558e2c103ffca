/*
 * text: bytes of other people made fit to be shown and stored as text.
 *
 *	bytes from a line, a file, a cut buffer --> [text] --> one clean line
 *
 * What another hall says reaches a terminal, a log file and the database.
 * It must neither move a cursor nor end a line, and it must stay UTF-8 when
 * it is cut, or nothing that reads it as JSON can show it again.
 */
#ifndef SANJI_BASE_TEXT_H
#define SANJI_BASE_TEXT_H

#include <stddef.h>

/*
 * Copy len bytes to out, which has room for room bytes (at least 1) with the
 * terminating NUL: whole characters, as many as fit.  A byte that is no
 * UTF-8 becomes "?"; control characters, NUL among them, and those that turn
 * the direction of writing become a space.
 */
void text_copy(char *out, size_t room, const void *bytes, size_t len);

/* The same in place: what a cut left of a text. */
void text_clean(char *text);

#endif
