#include "crypto/password.h"

#include <sodium.h>
#include <string.h>

/* Interactive: 64 MiB, two passes; above the OWASP minimum of 19 MiB. */
#define OPS crypto_pwhash_OPSLIMIT_INTERACTIVE
#define MEMORY crypto_pwhash_MEMLIMIT_INTERACTIVE

/* A well-formed text of that cost that no password is known for. */
static const char nobodys[] =
    "$argon2id$v=19$m=65536,t=2,p=1$c2FuamkgbW9ib2R5IGhlcg"
    "$bm8gcGFzc3dvcmQgZ2l2ZXMgdGhlc2UgYnl0ZXMsIG8";

int
password_keep(const char *password, char out[PASSWORD_TEXT_MAX], struct err *e)
{
	size_t len = strlen(password);

	_Static_assert(PASSWORD_TEXT_MAX > crypto_pwhash_STRBYTES - 1,
	    "libsodium's text fits");
	if (len > PASSWORD_LEN_MAX)
		return err_set(e, ERR_LIMIT,
		    "the password is longer than %d bytes; choose a shorter "
		    "one",
		    PASSWORD_LEN_MAX);
	if (crypto_pwhash_str(out, password, len, OPS, MEMORY) != 0)
		return err_nomem(e);
	return 0;
}

int
password_is(const char *password, const char *kept)
{
	size_t len = strlen(password);
	int is_right;

	if (len > PASSWORD_LEN_MAX)
		return 0;
	is_right = crypto_pwhash_str_verify(
		       kept == NULL ? nobodys : kept, password, len) == 0;
	return is_right && kept != NULL;
}
