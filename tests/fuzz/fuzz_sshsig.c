/* Armoured signatures, in every namespace: one way to write one. */
#include <assert.h>
#include <string.h>

#include "crypto/sshsig.h"
#include "schema/base/macros.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const namespaces[] = {
	    SSHSIG_CHANGESET, SSHSIG_RECEIPT, SSHSIG_ENROLMENT};

	for (size_t i = 0; i < COUNT_OF(namespaces); i++) {
		char again[SSHSIG_ARMOUR_MAX];
		struct sign_public key;
		struct signature sig;

		if (sshsig_parse((const char *)bytes, len, namespaces[i], &key,
			&sig) != 0)
			continue;
		assert(sshsig_armour(&key, namespaces[i], &sig, again) == len);
		assert(memcmp(again, bytes, len) == 0);
	}
	return 0;
}
