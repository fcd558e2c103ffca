/*
 * What clang's analyzer cannot see, said so that it can: err_set and its kin
 * return -1, and nothing follows a cmocka assertion that fails.  Included
 * before every file it looks at (tests/lint/tidy).
 */
#ifndef SANJI_LINT_ANALYZER_H
#define SANJI_LINT_ANALYZER_H

#include "schema/base/err.h"

#define err_set(...) ((err_set)(__VA_ARGS__), -1)
#define err_errno(...) ((err_errno)(__VA_ARGS__), -1)
#define err_wrap(...) ((err_wrap)(__VA_ARGS__), -1)
#define err_nomem(e) ((err_nomem)(e), -1)

#ifdef ANALYZER_TESTS
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* NOLINTBEGIN(bugprone-reserved-identifier): cmocka's names */
#define _assert_true(is_true, ...) ((is_true) ? (void)0 : abort())
#define _assert_int_equal(a, b, ...) ((a) == (b) ? (void)0 : abort())
#define _fail(...) abort()
/* NOLINTEND(bugprone-reserved-identifier) */
#endif

#endif
