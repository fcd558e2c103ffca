#include "node/web/tls.h"

#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "node/web/certificate.h"

struct tls {
	SSL_CTX *context;
	char fingerprint[TLS_FINGERPRINT_MAX];
};

static void
write_fingerprint(const X509 *certificate, char out[TLS_FINGERPRINT_MAX])
{
	unsigned char hash[EVP_MAX_MD_SIZE];
	unsigned len = 0;
	size_t used = 0;

	out[0] = '\0';
	(void)X509_digest(certificate, EVP_sha256(), hash, &len);
	for (unsigned i = 0; i < len && used + 4 <= TLS_FINGERPRINT_MAX; i++)
		used += (size_t)snprintf(out + used, TLS_FINGERPRINT_MAX - used,
		    "%s%02X", i == 0 ? "" : ":", hash[i]);
}

/* Nothing older than TLS 1.2, and no second handshake on a connection. */
static int
set_up(struct tls *t, const char *path, struct err *e)
{
	t->context = SSL_CTX_new(TLS_server_method());
	if (t->context == NULL)
		return err_nomem(e);
	(void)SSL_CTX_set_min_proto_version(t->context, TLS1_2_VERSION);
	(void)SSL_CTX_set_options(t->context,
	    SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET);
	if (SSL_CTX_use_certificate_chain_file(t->context, path) != 1 ||
	    SSL_CTX_use_PrivateKey_file(t->context, path, SSL_FILETYPE_PEM) !=
		1 ||
	    SSL_CTX_check_private_key(t->context) != 1) {
		ERR_clear_error();
		return err_set(e, ERR_FORMAT,
		    "%s holds no certificate with its key, both in PEM; "
		    "remove it and another is made",
		    path);
	}
	write_fingerprint(SSL_CTX_get0_certificate(t->context), t->fingerprint);
	return 0;
}

int
tls_open(const char *path, const struct web_names *names, struct tls **out,
    struct err *e)
{
	struct tls *t;

	if (access(path, F_OK) != 0 &&
	    certificate_make(path, names, TLS_DAYS, e) != 0)
		return -1;
	t = calloc(1, sizeof(*t));
	if (t == NULL)
		return err_nomem(e);
	if (set_up(t, path, e) != 0) {
		tls_close(t);
		return -1;
	}
	*out = t;
	return 0;
}

void
tls_close(struct tls *t)
{
	if (t == NULL)
		return;
	SSL_CTX_free(t->context);
	free(t);
}

const char *
tls_fingerprint(const struct tls *t)
{
	return t->fingerprint;
}

struct bufferevent *
tls_socket(struct tls *t, struct event_base *base)
{
	SSL *ssl = SSL_new(t->context);
	struct bufferevent *socket;

	if (ssl == NULL)
		return NULL;
	socket = bufferevent_openssl_socket_new(
	    base, -1, ssl, BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE);
	/* Browsers hang up without saying good-bye. */
	if (socket != NULL)
		bufferevent_openssl_set_allow_dirty_shutdown(socket, 1);
	return socket;
}
