/*
 * macros: what the compiler checks for us, and nothing else.
 */
#ifndef SANJI_BASE_MACROS_H
#define SANJI_BASE_MACROS_H

/* The caller may not ignore the result. */
#define MUST_CHECK __attribute__((warn_unused_result))

/* Argument f is a printf format, its arguments begin at a. */
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

/* The format in argument f is returned, perhaps in another language. */
#define FORMAT_ARG(f) __attribute__((format_arg(f)))

/* Number of elements of an array (not of a pointer). */
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
