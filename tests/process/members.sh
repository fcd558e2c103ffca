#!/bin/sh
# A hall gets other keys, loses its machine, has it stolen: what it did stays,
# what a thief does waits.
. tests/process/halls.sh.inc

three_halls
token() { member "$(at town --json "$@" --address 127.0.0.1:$((port + 1)))" token; }
same() {
	[ "$(at town dump ledger/330421111205)" = \
	    "$(at village dump ledger/330421111205)" ] || fail "dumps differ"
}

first=$(member "$(receive village 王秀英)" number)
at village case show "$first" | grep -q 王秀英 || fail "not even before"

# Other keys.  What the old ones signed stays, and what is sealed is read.
old=$(member "$(at town --json members show 330421111205)" fingerprint)
refused 1 'member already' at town invite 330421111205 --address 127.0.0.1:1
refused 1 'no keys to replace' at town invite 330421111217 --renew \
    --address 127.0.0.1:1
renew=$(token invite 330421111205 --renew)
serve village
until_says 'is up' cat "$halls/village.log"
refused 1 'stop it first' at village members rotate "$renew"
stop "$started"
at village members rotate "$renew" | grep -q Fingerprint || fail "no new keys"
refused 1 'used already' at village members rotate "$renew"
rm -f "$halls/village/hall.key.next"
second=$(member "$(receive village 李国强)" number)
at village sync >/dev/null
at village case show "$first" | grep -q 王秀英 || fail "sealed for ever"
at town case show "$second" | grep -q 李国强 || fail "not at the town"
at town members show 330421111205 | grep -q "$old" || fail "$old is forgotten"
same
at town verify >/dev/null
at village verify >/dev/null

# Everything of the machine is lost, and nobody has it.
rm -rf "$halls/village"
again=$(token members replace 330421111205 --burned)
"$sanji" join "$again" "$halls/village" >"$halls/said" 2>&1 || fail "$(cat "$halls/said")"
at village case show "$first" | grep -q 王秀英 || fail "$first did not come back"
third=$(member "$(receive village 陈建华)" number)
case $third in *-02-*) ;; *) fail "$third is numbered as before" ;; esac
at village sync >/dev/null
same

# It is stolen.  As long as nobody knows, the thief works as the village does;
# when the town ended its keys, what the thief does is held or refused, and
# never in force; the line is closed to it.
cp -a "$halls/village" "$halls/thief"
unnoticed=$(member "$(receive thief 无人)" number)
at thief sync >/dev/null 2>&1
at town case show "$unnoticed" | grep -q 无人 || fail "the thief is not let in"
at village sync >/dev/null
at village case list >/dev/null
next=$(token members replace 330421111205)
rm -rf "$halls/village"
"$sanji" join "$next" "$halls/village" >/dev/null 2>&1 || fail "$(cat "$halls/said")"
fourth=$(member "$(receive village 周玉兰)" number)
at village sync >/dev/null
stolen=$(member "$(receive thief 无人)" number)
at thief bundle export "$halls/stick" --to 330421111000 >/dev/null
refused 1 'has revoked' at thief sync --seconds 5
at town bundle import "$halls/stick" >/dev/null || :
at town case show "$first" | grep -q 王秀英 || fail "what was good fell"
at town --json conflicts list | grep -q '"held"' || fail "nothing waits"
at town case show "$fourth" | grep -q 周玉兰 || fail "the new machine is not heard"
at village sync >/dev/null
same
[ "$stolen" != "$fourth" ] || fail "$stolen was given twice"
# The county's own: nobody stands above it, and the towns still reach it.
stop "$county_pid"
at county members rotate >/dev/null
serve county $port
county_pid=$started
at county calendar list >/dev/null
at county power grant grantee=330421111000 items=330421-YB-001 \
    mode=entrusted basis=善政发〔2026〕1号 >/dev/null
at town sync >/dev/null
at town power list | grep -q 330421-YB-001 ||
    fail "$(at town power list; at town sync; at county members)"
at town verify >/dev/null

refused 1 'is not below' at village members revoke 330421111000 reason=x
