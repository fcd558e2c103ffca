/*
 * asset: the files of the console, within the program.
 *
 *	node/console --esbuild, gzip, deploy/build/assets--> table in C
 */
#ifndef SANJI_WEB_ASSET_H
#define SANJI_WEB_ASSET_H

#include <stddef.h>

struct asset {
	const char *path; /* "/app.js" */
	const char *type;
	const char *etag; /* quoted, of the bytes */
	const unsigned char *plain, *plain_end;
	const unsigned char *gzip, *gzip_end;
};

/* Ends with path NULL.  Made by the build. */
extern const struct asset assets[];

#endif
