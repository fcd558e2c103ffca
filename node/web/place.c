#include "node/web/place.h"

#include <event2/util.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "node/address.h"

static void
add_name(struct web_names *names, const char *host, const char *port)
{
	if (names->count < WEB_NAMES_MAX)
		(void)snprintf(names->names[names->count++], WEB_NAME_MAX,
		    strchr(host, ':') != NULL ? "[%.128s]:%s" : "%.128s:%s",
		    host, port);
}

/* A name people chose; a port in front of which something stands differs. */
static void
add_also(struct web_names *names, const char *also, const char *port)
{
	if (also[0] == '\0')
		return;
	if (strchr(also, ':') == NULL)
		add_name(names, also, port);
	else if (names->count < WEB_NAMES_MAX)
		(void)snprintf(
		    names->names[names->count++], WEB_NAME_MAX, "%s", also);
}

static void
add_interface(
    struct web_names *names, const struct sockaddr *a, const char *port)
{
	char host[NI_MAXHOST];
	socklen_t len = a->sa_family == AF_INET ? sizeof(struct sockaddr_in)
						: sizeof(struct sockaddr_in6);

	/* One with a scope is no name a browser uses. */
	if (getnameinfo(a, len, host, sizeof(host), NULL, 0, NI_NUMERICHOST) ==
		0 &&
	    strchr(host, '%') == NULL)
		add_name(names, host, port);
}

static void
add_own_names(struct web_names *names, const char *port)
{
	struct ifaddrs *all = NULL;
	char name[HALL_ADDRESS_MAX];

	if (gethostname(name, sizeof(name)) == 0) {
		name[sizeof(name) - 1] = '\0';
		add_name(names, name, port);
	}
	if (getifaddrs(&all) != 0)
		return;
	for (const struct ifaddrs *i = all; i != NULL; i = i->ifa_next)
		if (i->ifa_addr != NULL &&
		    (i->ifa_addr->sa_family == AF_INET ||
			i->ifa_addr->sa_family == AF_INET6))
			add_interface(names, i->ifa_addr, port);
	freeifaddrs(all);
}

static int
is_loopback(const char *host)
{
	return strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0;
}

static int
is_every_address(const char *host)
{
	return strcmp(host, "0.0.0.0") == 0 || strcmp(host, "::") == 0;
}

int
place_read(const char *address, const char *also, struct place *out,
    struct web_names *names, struct err *e)
{
	char text[HALL_ADDRESS_MAX + 16];
	struct address here;

	if (address_parse(address, &here, e) != 0)
		return -1;
	(void)snprintf(text, sizeof(text),
	    strchr(here.host, ':') != NULL ? "[%s]:%s" : "%s:%s", here.host,
	    here.port);
	out->len = sizeof(out->at);
	if (evutil_parse_sockaddr_port(
		text, (struct sockaddr *)&out->at, &out->len) != 0)
		return err_set(e, ERR_FORMAT,
		    "\"%s\" is no address to listen at; it reads "
		    "127.0.0.1:7422",
		    address);
	out->is_network = !is_loopback(here.host);
	add_also(names, also, here.port);
	add_name(names, "localhost", here.port);
	if (is_every_address(here.host))
		add_own_names(names, here.port);
	else
		add_name(names, here.host, here.port);
	return 0;
}
