#include "node/address.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PORT_MAX 65535

/* Letters, digits and what stands in names and numbers of hosts. */
static int
is_host(const char *text, size_t len)
{
	return len > 0 && len < HALL_ADDRESS_MAX &&
	       strspn(text, "0123456789abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-_:%") >= len;
}

static int
is_port(const char *text)
{
	size_t len = strlen(text);

	return len >= 1 && len <= 5 && strspn(text, "0123456789") == len &&
	       strtol(text, NULL, 10) <= PORT_MAX;
}

int
address_parse(const char *text, struct address *out, struct err *e)
{
	const char *colon = strrchr(text, ':'), *host = text, *port;
	size_t len;

	/* The colons of [fd00::7] are the host's. */
	if (colon != NULL && strchr(colon, ']') != NULL)
		colon = NULL;
	len = colon == NULL ? strlen(text) : (size_t)(colon - text);
	port = colon == NULL ? HALL_PORT_DEFAULT : colon + 1;
	if (len >= 2 && host[0] == '[' && host[len - 1] == ']') {
		host++;
		len -= 2;
	}
	if (!is_host(host, len) || !is_port(port))
		return err_set(e, ERR_FORMAT,
		    "\"%s\" is no address; it reads host:port", text);
	memcpy(out->host, host, len);
	out->host[len] = '\0';
	(void)snprintf(out->port, sizeof(out->port), "%s", port);
	return 0;
}
