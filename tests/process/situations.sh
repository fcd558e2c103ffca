#!/bin/sh
# docs/CONFLICTS.md tells each situation once, by tests that there are, and
# every one that the register can name; its Chinese tells the same.
set -eu
cd "$(dirname "$0")/../.."

doc=docs/CONFLICTS.md
status=0
complain() {
	echo "$doc: $*" >&2
	status=1
}

# The number and the tests of each row.
told() {
	sed -n 's/^| \(K[0-9]*\) .*| \([^|]*\) |$/\1 \2/p' "$1" | tr -d '`,'
}

for n in $(seq 1 30); do
	[ "$(grep -c "^| K$n |" "$doc")" -eq 1 ] || complain "K$n: one row each"
done
for name in $(told "$doc" | cut -d ' ' -f 2-); do
	grep -rqE "^$name\(" tests/scenario || complain "no test $name"
done
for k in $(grep -rhoE '"K[0-9]+"' schema/records node/actions |
    tr -d '"' | sort -u); do
	grep -q "^| $k |" "$doc" || complain "$k is not told"
done
[ "$(told "$doc")" = "$(told docs/CONFLICTS.zh-CN.md)" ] ||
    complain "the Chinese names other tests"
exit $status
