/*
 * certificate: a certificate this console signs itself, made once.
 *
 *	names --> new key, certificate --> web.pem, read by its owner only
 */
#ifndef SANJI_WEB_CERTIFICATE_H
#define SANJI_WEB_CERTIFICATE_H

#include "node/web/request.h"
#include "schema/base/err.h"

/* Write a new file; -1 with ERR_IO (it is there already, no room). */
int certificate_make(const char *path, const struct web_names *names, int days,
    struct err *e) MUST_CHECK;

#endif
