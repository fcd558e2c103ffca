/*
 * media: what kind of file a scan is, by how it begins.
 */
#ifndef SANJI_ACTIONS_MEDIA_H
#define SANJI_ACTIONS_MEDIA_H

#include <stddef.h>

/*
 * The media type of a file that begins with those bytes; by the end of its
 * name, too, where several kinds begin alike.  A constant.
 */
const char *media_type_of(const void *bytes, size_t len, const char *name);

#endif
