#include "node/web/certificate.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Longest list of names in a certificate. */
#define SUBJECTS_MAX (WEB_NAMES_MAX * (WEB_NAME_MAX + 8))

static int
is_address(const char *host)
{
	unsigned char bytes[16];

	return inet_pton(AF_INET, host, bytes) == 1 ||
	       inet_pton(AF_INET6, host, bytes) == 1;
}

/* "[::1]:7422" to "::1"; a port is not part of who it is. */
static void
host_of(const char *name, char out[WEB_NAME_MAX])
{
	const char *end = strrchr(name, ':');
	size_t len = end == NULL ? strlen(name) : (size_t)(end - name);

	if (name[0] == '[' && len > 2) {
		name++;
		len -= 2;
	}
	memcpy(out, name, len);
	out[len] = '\0';
}

static void
write_subjects(const struct web_names *names, char out[SUBJECTS_MAX])
{
	size_t used = 0;

	for (size_t i = 0; i < names->count; i++) {
		char host[WEB_NAME_MAX];

		host_of(names->names[i], host);
		used += (size_t)snprintf(out + used, SUBJECTS_MAX - used,
		    "%s%s:%s", i == 0 ? "" : ",",
		    is_address(host) ? "IP" : "DNS", host);
	}
}

static int
add_extension(X509 *certificate, int which, const char *value)
{
	X509_EXTENSION *extension =
	    X509V3_EXT_conf_nid(NULL, NULL, which, value);
	int is_done =
	    extension != NULL && X509_add_ext(certificate, extension, -1) == 1;

	X509_EXTENSION_free(extension);
	return is_done ? 0 : -1;
}

static int
fill_in(
    X509 *certificate, EVP_PKEY *key, const struct web_names *names, int days)
{
	X509_NAME *subject = X509_get_subject_name(certificate);
	BIGNUM *serial = BN_new();
	char subjects[SUBJECTS_MAX];
	int is_done;

	write_subjects(names, subjects);
	is_done =
	    serial != NULL && BN_rand(serial, 127, -1, 0) == 1 &&
	    BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(certificate)) !=
		NULL &&
	    X509_set_version(certificate, X509_VERSION_3) == 1 &&
	    X509_gmtime_adj(X509_getm_notBefore(certificate), -86400) != NULL &&
	    X509_time_adj_ex(X509_getm_notAfter(certificate), days, 0, NULL) !=
		NULL &&
	    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
		(const unsigned char *)"sanji", -1, -1, 0) == 1 &&
	    X509_set_issuer_name(certificate, subject) == 1 &&
	    X509_set_pubkey(certificate, key) == 1 &&
	    add_extension(certificate, NID_subject_alt_name, subjects) == 0 &&
	    add_extension(certificate, NID_ext_key_usage, "serverAuth") == 0 &&
	    X509_sign(certificate, key, EVP_sha256()) > 0;
	BN_free(serial);
	return is_done ? 0 : -1;
}

static int
write_file(const char *path, X509 *certificate, EVP_PKEY *key, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	int failed =
	    f == NULL || PEM_write_X509(f, certificate) != 1 ||
	    PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL) != 1 ||
	    fflush(f) != 0 || fsync(fd) != 0;

	if (failed)
		(void)err_errno(e, "%s", path);
	if (f != NULL)
		failed |= fclose(f) != 0;
	else if (fd >= 0)
		(void)close(fd);
	if (failed && fd >= 0)
		(void)unlink(path);
	return failed ? -1 : 0;
}

int
certificate_make(
    const char *path, const struct web_names *names, int days, struct err *e)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *certificate = X509_new();
	int failed = key == NULL || certificate == NULL ||
		     fill_in(certificate, key, names, days) != 0;

	if (failed)
		(void)err_set(e, ERR_IO,
		    "a certificate for the console could not be made");
	else
		failed = write_file(path, certificate, key, e);
	X509_free(certificate);
	EVP_PKEY_free(key);
	return failed ? -1 : 0;
}
