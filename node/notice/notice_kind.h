/*
 * notice_kind: what the kinds of notices differ in, as data.
 */
#ifndef SANJI_NOTICE_NOTICE_KIND_H
#define SANJI_NOTICE_NOTICE_KIND_H

#include <jansson.h>
#include <stddef.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Most lists below, with the NULL at the end. */
#define NOTICE_NEEDS_MAX 3
#define NOTICE_KEEPERS_MAX 5

/* Flags of a kind. */
#define NOTICE_FINAL 1U /* not printed of what is held or disputed */
#define NOTICE_FOR_DEPARTMENT                                             \
	2U		       /* an act on the application itself, so it \
				  is done in the name of who may decide */
#define NOTICE_TO_APPLICANT 4U /* opens with the applicant's name */
#define NOTICE_TO_WINDOW 8U    /* opens with the window's */

/*
 * The texts may have a %s, the item's name.  The code is the first letters of
 * what the kind is called in Chinese.  unlisted is the body without a
 * list of materials, denied the body of a denial, deferred of an approval
 * while materials are to follow; objection is what one may
 * do against it.
 */
struct notice_kind {
	const char *name;      /* in JSON */
	const char *code;      /* in the number of a notice */
	const char *title;     /* English; Chinese in the catalogue */
	const char *body;      /* English; Chinese in the catalogue */
	const char *unlisted;  /* English; Chinese in the catalogue */
	const char *denied;    /* English; Chinese in the catalogue */
	const char *deferred;  /* English; Chinese in the catalogue */
	const char *objection; /* English; Chinese in the catalogue */
	unsigned flags;
	const char *needs[NOTICE_NEEDS_MAX];	 /* members; ends with NULL */
	const char *keepers[NOTICE_KEEPERS_MAX]; /* looked up; ends with NULL */
};

/* The kind of that name, or NULL. */
const struct notice_kind *notice_kind_named(const char *name);

/*
 * What a citizen holds as final must be final: 0 if a paper of the kind may
 * be printed of what has that standing (in_force, held or disputed; NULL is
 * in_force); else -1 with ERR_REFUSED.
 */
int notice_kind_check_standing(const struct notice_kind *kind,
    const char *standing, struct err *e) MUST_CHECK;

/* How many copies there are of a notice whose members have their form. */
size_t notice_kind_copies(const struct notice_kind *kind, const json_t *notice);

/*
 * 0 and the kind if the notice is one: its members have the form declared
 * (notice.h), those its kind needs are there, and what it says may be
 * printed.  -1 with ERR_FORMAT, ERR_LIMIT or ERR_REFUSED.
 */
int notice_kind_check(const json_t *notice, const struct notice_kind **kind_out,
    struct err *e) MUST_CHECK;

#endif
