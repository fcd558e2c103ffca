/*
 * address: where a hall can be called, as people write it.
 *
 *	"10.20.1.7:7421", "hall.example", "[fd00::7]:7421" --> host, port
 */
#ifndef SANJI_NODE_ADDRESS_H
#define SANJI_NODE_ADDRESS_H

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Longest address, with the terminating NUL. */
#define HALL_ADDRESS_MAX 128

/* The port a hall listens on unless it says otherwise. */
#define HALL_PORT_DEFAULT "7421"

struct address {
	char host[HALL_ADDRESS_MAX];
	char port[8];
};

/*
 * Take an address apart; without a port it is the default one.  -1 with
 * ERR_FORMAT unless host and port are of a form that could be called.
 */
int
address_parse(const char *text, struct address *out, struct err *e) MUST_CHECK;

#endif
