/*
 * openapi: the API as other programs read it.
 *
 *	declarations of actions --> [openapi] --> an OpenAPI 3.0 document
 */
#ifndef SANJI_ACTIONS_OPENAPI_H
#define SANJI_ACTIONS_OPENAPI_H

#include <jansson.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* With texts in the chosen language.  A new object, or NULL. */
json_t *openapi_document(struct err *e) MUST_CHECK;

#endif
