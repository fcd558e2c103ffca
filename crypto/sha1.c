#include "crypto/sha1.h"

#include <openssl/evp.h>

int
sha1_of_two(const void *first, size_t first_len, const void *second,
    size_t second_len, uint8_t out[SHA1_LEN], struct err *e)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	int is_done = c != NULL && EVP_DigestInit(c, EVP_sha1()) == 1 &&
		      EVP_DigestUpdate(c, first, first_len) == 1 &&
		      EVP_DigestUpdate(c, second, second_len) == 1 &&
		      EVP_DigestFinal(c, out, NULL) == 1;

	EVP_MD_CTX_free(c);
	return is_done ? 0
		       : err_set(e, ERR_IO,
			     "OpenSSL does not compute SHA-1 here, which git "
			     "names commits by; see its openssl.cnf");
}
