#!/bin/sh
# Scans in real halls: added from a file, carried up past killed processes,
# read again two halls above.
. tests/process/halls.sh.inc

three_halls
one=$(member "$(receive village 王秀英)" number)

# The file, whatever it is, and what is no scan.
head -c 20971520 /dev/urandom >"$halls/scan"
head -c 300000 /dev/urandom >"$halls/page.pdf"
: >"$halls/empty"
attach() {
	at village case attach "$one" material=户口簿 "$1"
}
refused 1 'is empty' attach "$halls/empty"
refused 1 'folder' attach "$halls"
refused 1 'cannot be read' attach "$halls/nothing"
printf x >>"$halls/scan"
refused 1 'at most 20971520' attach "$halls/scan"
truncate -s 20971520 "$halls/scan"
refused 2 'usage' at village case attach "$one" "$halls/scan"
refused 1 'not known here' at village case attach 330421-NO material=户口簿 \
    "$halls/scan"
attach "$halls/scan" | grep -q '80 pieces' || fail "not 80 pieces"
attach "$halls/page.pdf" >/dev/null
at village case show "$one" | grep -q '2. 户口簿  page.pdf  300000 bytes$' ||
    fail "$(at village case show "$one")"

# Who adds it dies: all of the scan is there, or nothing of it.
for wait in 0.1 0.2; do
	"$sanji" -C "$halls/village" case attach "$one" material=照片 \
	    "$halls/scan" >/dev/null 2>&1 &
	pid=$!
	sleep $wait
	kill -9 $pid 2>/dev/null || :
	wait $pid 2>/dev/null || :
done
at village verify >/dev/null
more=$(at village case attachment "$one" --json | grep -o 照片 | wc -l)
all=$((82 + 80 * more))
[ "$(member "$(at village status --json)" pieces)" -eq $all ] ||
    fail "$(at village status --json) for $more scans more"

# The daemons above die while it is carried; the next sync goes on where the
# last one was, and says what is still to come.
tries=0
until [ "$(member "$(at town status --json)" missing_pieces)" = 0 ] &&
    [ "$(member "$(at town status --json)" pieces)" -eq $all ]; do
	tries=$((tries + 1))
	[ $tries -le 20 ] || fail "the scan never arrives"
	at village sync >"$halls/said" 2>&1 &
	pid=$!
	if [ $tries -le 2 ]; then
		before=$(member "$(at town status --json)" pieces)
		while [ "$(member "$(at town status --json)" pieces)" -lt \
		    $((before + 5)) ] && kill -0 $pid 2>/dev/null; do :; done
		kill -9 "$town_pid"
		wait "$town_pid" 2>/dev/null || :
		serve town $((port + 1))
		town_pid=$started
	fi
	wait $pid 2>/dev/null || :
done
grep -q 'pieces of scans out, 0 in' "$halls/said" || fail "$(cat "$halls/said")"
until_says '"missing_pieces":0' at county status --json
at county case attachment "$one" 1 --out "$halls/got" >/dev/null
cmp "$halls/scan" "$halls/got" || fail "the county reads another scan"
refused 1 'exists' at county case attachment "$one" 2 --out "$halls/got"
at county case attachment "$one" 2 --out "$halls/got" --replace >/dev/null
cmp "$halls/page.pdf" "$halls/got" || fail "the county reads another page"
[ "$(at town dump ledger/330421111205)" = \
    "$(at village dump ledger/330421111205)" ] || fail "the ledgers differ"

# By stick: left out, then carried, then answered and not carried again.  A
# piece whose arrival nobody acknowledged, since the town died, is on it too.
attach "$halls/page.pdf" >/dev/null
at village bundle export "$halls/light" --without-scans |
    grep -q '[0-9] pieces of scans are left out' || fail "not left out"
[ "$(wc -c <"$halls/light")" -lt 100000 ] || fail "the light stick is heavy"
at village --json bundle export "$halls/up" | grep -q '"pieces":[1-9]' ||
    fail "no pieces on the stick"
at town bundle import "$halls/up" | grep -q '2 pieces of scans are new' ||
    fail "no pieces from the stick"
at town bundle export "$halls/down" --to 330421111205 >/dev/null
at village bundle import "$halls/down" >/dev/null
at village --json bundle export "$halls/up" | grep -q '"pieces":0' ||
    fail "pieces are carried again"
until_says '"missing_pieces":0,"missing_scans":0' at county status --json
at county case attachment "$one" | tail -n 1 | grep -q 'page.pdf  300000 bytes$' ||
    fail "$(at county case attachment "$one")"

# A rebuild does not touch them.
at town rebuild >/dev/null
at town case attachment "$one" 1 --out "$halls/again" >/dev/null
cmp "$halls/scan" "$halls/again" || fail "a rebuild lost a scan"
for hall in village town county; do at $hall verify >/dev/null; done
