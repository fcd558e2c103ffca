#include "crypto/sha1.h"

#include <openssl/err.h>
#include <openssl/evp.h>

/* Looked up once: later than that only memory can be lacking. */
static EVP_MD *method;

/* Why it could not be looked up, of which memory is one reason. */
static int
cannot_find(struct err *e)
{
	int is_unknown = 0;
	unsigned long code;

	while ((code = ERR_get_error()) != 0)
		is_unknown |=
		    ERR_GET_REASON(code) == EVP_R_UNSUPPORTED_ALGORITHM ||
		    ERR_GET_REASON(code) == ERR_R_UNSUPPORTED;
	if (!is_unknown)
		return err_nomem(e);
	return err_set(e, ERR_IO,
	    "OpenSSL does not compute SHA-1 here, which git "
	    "names commits by; see its openssl.cnf");
}

int
sha1_of_two(const void *first, size_t first_len, const void *second,
    size_t second_len, uint8_t out[SHA1_LEN], struct err *e)
{
	EVP_MD_CTX *c;
	int is_done;

	if (method == NULL)
		method = EVP_MD_fetch(NULL, "SHA1", NULL);
	if (method == NULL)
		return cannot_find(e);
	c = EVP_MD_CTX_new();
	is_done = c != NULL && EVP_DigestInit_ex(c, method, NULL) == 1 &&
		  EVP_DigestUpdate(c, first, first_len) == 1 &&
		  EVP_DigestUpdate(c, second, second_len) == 1 &&
		  EVP_DigestFinal_ex(c, out, NULL) == 1;
	EVP_MD_CTX_free(c);
	return is_done ? 0 : err_nomem(e);
}
