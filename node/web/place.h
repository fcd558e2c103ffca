/*
 * place: where the console listens, and the names it goes by there.
 *
 *	"10.20.1.7:7422" --> socket address, names a browser may call it by
 */
#ifndef SANJI_WEB_PLACE_H
#define SANJI_WEB_PLACE_H

#include <sys/socket.h>

#include "node/web/request.h"
#include "schema/base/err.h"

struct place {
	struct sockaddr_storage at;
	int len;
	int is_network; /* others than this machine can reach it */
};

/*
 * Take the address apart and add its names; of "all addresses" those this
 * machine has now, and its own name.  also is one more name, with or without
 * port, or "".  -1 with ERR_FORMAT.
 */
int place_read(const char *address, const char *also, struct place *out,
    struct web_names *names, struct err *e) MUST_CHECK;

#endif
