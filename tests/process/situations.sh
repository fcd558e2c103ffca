#!/bin/sh
# docs/CONFLICTS.md tells each situation once, by tests that there are, and
# every one that the register can name.
set -eu
cd "$(dirname "$0")/../.."

doc=docs/CONFLICTS.md
status=0
complain() {
	echo "$doc: $*" >&2
	status=1
}

for n in $(seq 1 30); do
	[ "$(grep -c "^| K$n |" "$doc")" -eq 1 ] || complain "K$n: one row each"
done
# The last column of each row.
for name in $(sed -n 's/^| K[0-9]* .*| \([^|]*\) |$/\1/p' "$doc" |
    tr -d '`,'); do
	grep -rqE "^$name\(" tests/scenario || complain "no test $name"
done
for k in $(grep -rhoE '"K[0-9]+"' schema/records node/actions |
    tr -d '"' | sort -u); do
	grep -q "^| $k |" "$doc" || complain "$k is not told"
done
exit $status
