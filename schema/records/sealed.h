/*
 * sealed: what a sealed value looks like to somebody without its key.
 */
#ifndef SANJI_RECORDS_SEALED_H
#define SANJI_RECORDS_SEALED_H

#include <stddef.h>

/*
 * Whether the text could be a sealed value: padded base64 in its one canonical
 * spelling, FIELD_SEALED_MIN to FIELD_SEALED_MAX bytes.
 */
int sealed_is_well_formed(const char *text, size_t len);

#endif
