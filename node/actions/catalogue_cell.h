/*
 * catalogue_cell: one field of an item as the text of a table's cell.
 *
 *	value <--cell_read, cell_write--> text
 *
 * How it is written stands in catalogue.h.
 */
#ifndef SANJI_ACTIONS_CATALOGUE_CELL_H
#define SANJI_ACTIONS_CATALOGUE_CELL_H

#include <jansson.h>

#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/records/record_type.h"

/*
 * The value a cell says, a new reference; its form is checked.  Choices may
 * stand in Chinese.  NULL with ERR_FORMAT or ERR_NOMEM.
 */
json_t *cell_read(
    const struct field_type *f, const char *text, struct err *e) MUST_CHECK;

/*
 * Append the cell that says value, choices in the operator's language;
 * nothing if value is NULL.
 */
int cell_write(const struct field_type *f, const json_t *value, struct buf *out,
    struct err *e) MUST_CHECK;

#endif
