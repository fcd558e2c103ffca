#!/bin/sh
# Each decision page has a number of its own, says it, and is in the index.
set -eu
cd "$(dirname "$0")/../../docs/decisions"

status=0
for page in *.md; do
	number=${page%%-*}
	set -- "$number"-*
	[ $# -eq 1 ] || {
		echo "$page: another page has that number" >&2
		status=1
	}
	head -1 "$page" | grep -q "^# $number: " || {
		echo "$page: its title says another number" >&2
		status=1
	}
	[ "$page" = 0001-record.md ] ||
	    grep -q "^| \[$number\]($page) |" 0001-record.md || {
		echo "$page: not in the index, 0001-record.md" >&2
		status=1
	}
done
exit $status
