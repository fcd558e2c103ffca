#!/bin/sh
# The county's key is stolen, its machine lost: the recovery key, and nothing
# else, names another.
. tests/process/halls.sh.inc

first_day=$(TZ=Asia/Shanghai date +%F)
founded=$("$sanji" init "$halls/county" --json --hall 330421000000 \
    --name 嘉善县 --tree "$root/deploy/data/jiashan-halls.csv")
recovery=$(member "$founded" recovery_key)
at county calendar import "$root/deploy/data/calendar.csv" >/dev/null
at county item import "$root/deploy/data/catalogue-demo.csv" >/dev/null
grep -rqs "$(printf %s "$recovery" | cut -c1-19)" "$halls" &&
    fail "the recovery key is on the disk"
serve county $port
county_pid=$started
enrol county $port 330421111000 town
serve town $((port + 1))
town_pid=$started
enrol town $((port + 1)) 330421111205 village
first=$(member "$(receive village 王秀英)" number)
at village sync >/dev/null
at town sync >/dev/null
grant() {
	at "$1" power grant grantee=330421111000 items="$2" mode=entrusted \
	    basis=善政发〔2026〕1号 >/dev/null
}
recover() {
	echo "$recovery" | "$sanji" recover "$@" >"$halls/said" 2>&1 ||
	    fail "$(cat "$halls/said")"
}
called() { at county sync --hall 330421111000 --address 127.0.0.1:$((port + 1)) >/dev/null; }

# Somebody has a copy of the county's disk.
stop "$county_pid"
cp -a "$halls/county" "$halls/thief"
wrong=$(printf %s "$recovery" | sed 's/^./Z/')
echo "$wrong" | "$sanji" recover "$halls/thief" >"$halls/said" 2>&1 &&
    fail "a mistyped key recovers"
grep -q 'line 1' "$halls/said" || fail "$(cat "$halls/said")"
other=$("$sanji" init "$halls/other" --json --hall 330421000000 --name 嘉善县)
echo "$(member "$other" recovery_key)" |
    "$sanji" recover "$halls/thief" >"$halls/said" 2>&1 &&
    fail "another county's key recovers"
grep -q 'not the recovery key' "$halls/said" || fail "$(cat "$halls/said")"

# --since: from that day on nothing the old key wrote is in force; before it,
# everything is.
day_after=$(TZ=Asia/Shanghai date -d tomorrow +%F)
cp -a "$halls/county" "$halls/since"
echo "$recovery" | "$sanji" recover "$halls/since" --since 2026-13-01 \
    >"$halls/said" 2>&1 && fail "a day that is none"
grep -q 'YYYY-MM-DD' "$halls/said" || fail "$(cat "$halls/said")"
rm -rf "$halls/since"
cp -a "$halls/county" "$halls/since"
recover "$halls/since" --since "$day_after"
at since item list | grep -q 330421-YB-001 || fail "what came before fell"
at since conflicts list | grep -q held && fail "what came before waits"
rm -rf "$halls/since"
cp -a "$halls/county" "$halls/since"
recover "$halls/since" --since "$first_day"
at since item list | grep -q 330421-YB-001 && fail "the thief's items count"
at since conflicts list | grep -q held || fail "nothing is left to rule on"
at since verify >/dev/null || fail "the log is broken"

rm -rf "$halls/thief"
cp -a "$halls/county" "$halls/thief"
recover "$halls/county"
at county case show "$first" | grep -q 王秀英 || fail "sealed for ever"
grant county 330421-YB-001
called
at town power list | grep -q 330421-YB-001 || fail "the town hears nothing"
at town case show "$first" | grep -q 王秀英 || fail "what was good fell"
serve county $port
county_pid=$started
at town sync >/dev/null || fail "the town does not know the new key"

# The thief's grant comes after all: it is stored, and in force nowhere.
grant thief 330421-YB-003
at thief bundle export "$halls/stick" --to 330421111000 >/dev/null
at town bundle import "$halls/stick" >/dev/null || :
at town log | grep -q power.granted || fail "the thief's word is not kept"
at town power list | grep -q 330421-YB-003 && fail "the thief grants powers"
at town sync >/dev/null
at county power list | grep -q 330421-YB-003 && fail "the thief grants powers"
at village sync >/dev/null

# Everything is lost: a town has it all.
stop "$county_pid"
rm -rf "$halls/county"
token=$(member "$(at town --json invite 330421000000 \
    --address 127.0.0.1:$((port + 1)))" token)
recover "$halls/county" --from "$token"
at county case show "$first" | grep -q 王秀英 || fail "$first did not come back"
at county power list | grep -q 330421-YB-001 || fail "the power is gone"
grant county 330421-YB-002
called
at town power list | grep -q 330421-YB-002 || fail "the town hears nothing"
[ "$(at county dump ledger/330421111205)" = \
    "$(at town dump ledger/330421111205)" ] || fail "dumps differ"
[ "$(at county dump gazette/330421000000)" = \
    "$(at town dump gazette/330421000000)" ] || fail "gazettes differ"
at county verify >/dev/null
at town verify >/dev/null

# The database is there, the key file is not: keys of cases come from a town,
# once it knows the new key.
rm "$halls/county/hall.key"
recover "$halls/county"
at county power list | grep -q 330421-YB-002 || fail "without hall.key the power is gone"
called
called
at county case show "$first" | grep -q 王秀英 || fail "no town gave the key back"
[ "$(at county dump gazette/330421000000)" = \
    "$(at town dump gazette/330421000000)" ] || fail "gazettes differ"

# Two machines are recovered that do not know of each other: one counts, the
# same at both, and its word is the town's.
cp -a "$halls/county" "$halls/twin"
recover "$halls/county"
recover "$halls/twin"
at twin bundle export "$halls/stick" --to 330421111000 >/dev/null
called
at town bundle import "$halls/stick" >/dev/null || :
at town verify >/dev/null || fail "the town's log is broken"
usable=$(at town --json members show 330421000000 |
    tr '{' '\n' | grep fingerprint | grep -c '"revoked": *false')
[ "$usable" = 1 ] || fail "$usable keys of the county count"
