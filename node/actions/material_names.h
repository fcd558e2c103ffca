/*
 * material_names: the materials of an item, as somebody names several.
 *
 *	"户口簿、照片" and what the item asks for --> ["户口簿", "照片"]
 *
 * Names stand one after the other with commas between them, of either width,
 * or 、.  A material whose own name has one in it is recognised as a whole.
 * A program gives a list of texts.
 */
#ifndef SANJI_ACTIONS_MATERIAL_NAMES_H
#define SANJI_ACTIONS_MATERIAL_NAMES_H

#include <jansson.h>

#include "schema/base/err.h"

/* The names in `given` (NULL: none), a new array; NULL with ERR_FORMAT if it
 * is neither a text nor a list of texts, or a name is not among the rows of
 * `materials` (of an item), or ERR_NOMEM. */
json_t *material_names(
    const json_t *given, const json_t *materials, struct err *e) MUST_CHECK;

/*
 * The same in place: the member `field` of a request about a case of an item
 * with those materials.  Nothing is done if it is not there, or the item names
 * no materials.
 */
int material_names_put(json_t *request, const char *field,
    const json_t *materials, struct err *e) MUST_CHECK;

/* Whether the name is in the list. */
int material_names_have(const json_t *names, const char *name);

#endif
