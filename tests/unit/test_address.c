/*
 * Addresses as people write them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "node/address.h"
#include "schema/base/macros.h"

static void
expect(const char *text, const char *host, const char *port)
{
	struct address a;

	assert_int_equal(address_parse(text, &a, NULL), 0);
	assert_string_equal(a.host, host);
	assert_string_equal(a.port, port);
}

static void
a_host_with_or_without_a_port_is_an_address(void **state)
{
	(void)state;
	expect("10.20.1.7:7000", "10.20.1.7", "7000");
	expect("10.20.1.7", "10.20.1.7", HALL_PORT_DEFAULT);
	expect("town.jiashan.example:65535", "town.jiashan.example", "65535");
	expect("[fd00::7]:7000", "fd00::7", "7000");
	expect("[fd00::7]", "fd00::7", HALL_PORT_DEFAULT);
	expect("0.0.0.0:0", "0.0.0.0", "0");
}

static void
anything_else_is_none(void **state)
{
	static const char *const bad[] = {"", ":7421", "host:", "host:seven",
	    "host:65536", "host:-1", "host:074210", "two words:7421",
	    "host:7421 ", "[]:7421", "镇:7421", "a\nb:7421"};
	char longest[2 * HALL_ADDRESS_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct address a;
		struct err e = ERR_INIT;

		assert_int_equal(address_parse(bad[i], &a, &e), -1);
		assert_int_equal(e.code, ERR_FORMAT);
	}
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(
	    address_parse(longest, &(struct address){"", ""}, NULL), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_host_with_or_without_a_port_is_an_address),
	    cmocka_unit_test(anything_else_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
