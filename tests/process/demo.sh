#!/bin/sh
# The day in the county is true at every step, in both languages; halls that
# are left running can be worked at by whom it names.
set -eu

told=$(mktemp "${TMPDIR:-/tmp}/demo.XXXXXX")
finish() {
	status=$?
	trap - EXIT INT TERM
	pids=$(sed -n 's/^    kill //p' "$told")
	for pid in $pids; do kill "$pid" 2>/dev/null || :; done
	work=$(sed -n 's/.*(\(\/[^)]*\)).*/\1/p' "$told" | tail -n 1)
	rm -rf ${work:+"$work"} "$told"
	exit $status
}
trap finish EXIT
trap 'exit 130' INT TERM

SANJI=$PWD/${B:-build}/sanji
export SANJI
LANG=C.UTF-8 LC_ALL= timeout "${TEST_SECONDS_MAX:-540}" deploy/demo/day.sh
KEEP=1 LANG=zh_CN.UTF-8 LC_ALL= timeout "${TEST_SECONDS_MAX:-540}" deploy/demo/day.sh >"$told"
cat "$told"

# The sign-ins stand below the address of each console.
site= count=0
while read -r name password who; do
	case $name in
	http://*) site=${name%/} ;;
	*)
		curl -sf -H "Origin: $site" -H 'Content-Type: application/json' \
		    -d "{\"name\":\"$name\",\"password\":\"$password\"}" \
		    "$site/api/v1/session" | grep -q '"token"' || {
			echo "FAILED: $who cannot sign in at $site" >&2
			exit 1
		}
		count=$((count + 1))
		;;
	esac
done <<END
$(grep -E '^    http://|^ {8}[a-z]+  Demo-' "$told")
END
[ $count -eq 7 ] || {
	echo "FAILED: $count may sign in, and not 7" >&2
	exit 1
}
