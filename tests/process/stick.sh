#!/bin/sh
# A stick in both directions: twice, out of order, cut off anywhere, for
# somebody else, late.
. tests/process/halls.sh.inc

three_halls
stop "$town_pid"
stop "$county_pid"

# A hall that has just joined knows of no receipts and sends what it has.
at town bundle export "$halls/new" --to 330421000000 >/dev/null
at county --json bundle import "$halls/new" | grep -q '"refused":0' ||
    fail "the county refuses its own change sets"

one=$(member "$(receive village 王秀英)" number)
at village bundle export "$halls/first" >/dev/null
at village --json bundle export "$halls/again" | grep '"changesets":1,' ||
    fail "what earlier sticks carried counts for something"
receive village 李国强 >/dev/null

at village hall outbox | grep -q "$one  *case .*□ 姚庄镇  □ 嘉善县" ||
    fail "the outbox does not say what waits: $(at village hall outbox)"

# Cut off at every 37th byte: nothing is lost, nothing doubled.
at village bundle export "$halls/whole" >/dev/null
size=$(wc -c <"$halls/whole")
cut=0
while [ $cut -lt "$size" ]; do
	head -c $cut "$halls/whole" >"$halls/cut"
	status=0
	at town bundle import "$halls/cut" >"$halls/said" 2>&1 || status=$?
	[ $status -eq 1 ] || fail "cut at $cut: exit $status"
	grep -qE 'cut off or damaged|no stick' "$halls/said" ||
	    fail "cut at $cut: $(cat "$halls/said")"
	cut=$((cut + size / 12))
done
at town --json bundle import "$halls/whole" | grep -q '"whole":true' ||
    fail "the whole stick is not whole"
at town --json bundle import "$halls/whole" | grep -q '"stored":0' ||
    fail "a stick imported twice stored something twice"
at town --json bundle import "$halls/first" | grep -q '"stored":0' ||
    fail "an old stick stored something"
[ "$(at town dump ledger/330421111205)" = \
    "$(at village dump ledger/330421111205)" ] || fail "the ledgers differ"

# Receipts ride back: the town's stamp, and the county's, two hops away.
at town bundle export "$halls/up" --to 330421000000 >/dev/null
at county bundle import "$halls/up" >/dev/null
at county bundle export "$halls/down" --to 330421111000 >/dev/null
at town bundle import "$halls/down" >/dev/null
at town bundle export "$halls/back" --to 330421111205 >/dev/null
at village bundle import "$halls/back" >/dev/null
at village case show "$one" | grep -q '■ 姚庄镇  ■ 嘉善县' ||
    fail "$(at village case show "$one")"

at village --json hall outbox | grep -q '"change_sets":0,' ||
    fail "the outbox is not empty: $(at village hall outbox)"

# For another hall; one byte changed; something else altogether.
refused 1 'only that hall can open' at county bundle import "$halls/whole"
change_byte "$halls/whole" $((size / 2))
refused 1 '' at town bundle import "$halls/whole"
refused 1 'no stick' at town bundle import "$root/README.md"
refused 1 'cannot be read' at town bundle import "$halls/nothing"
ln -s "$halls/first" "$halls/link"
refused 1 'cannot be read' at town bundle import "$halls/link"

# One that starts too late, for a town set back to yesterday's disk, is kept
# until a line has closed the gap.
cp -a "$halls/town" "$halls/yesterday"
receive village 陈建华 >/dev/null
at village bundle export "$halls/seen" >/dev/null
at town bundle import "$halls/seen" >/dev/null
at town bundle export "$halls/signed" --to 330421111205 >/dev/null
at village bundle import "$halls/signed" >/dev/null
rm -rf "${halls:?}/town"
mv "$halls/yesterday" "$halls/town"
receive village 周玉兰 >/dev/null
at village bundle export "$halls/late" >/dev/null
at town --json bundle import "$halls/late" >"$halls/said" || :
grep -q '"kept":true' "$halls/said" || fail "not kept: $(cat "$halls/said")"
at town status --json | grep -q '"waiting_sticks":1' || fail "none waits"
serve town $((port + 1))
at village sync >/dev/null
at town status --json | grep -q '"waiting_sticks":0' ||
    fail "the kept stick still waits: $(at town status --json)"
[ "$(at town dump ledger/330421111205)" = \
    "$(at village dump ledger/330421111205)" ] || fail "the ledgers differ"
at town verify >/dev/null

# As many sticks wait as may: none of them is forgotten, the line is not cut
# because of them, and the one that closes the gap frees them all.
stop "$started"
cp -a "$halls/town" "$halls/yesterday"
receive village 缺失件 >/dev/null
at village bundle export "$halls/missing" >/dev/null
at town bundle import "$halls/missing" >/dev/null
at town bundle export "$halls/signed" --to 330421111205 >/dev/null
at village bundle import "$halls/signed" >/dev/null
rm -rf "${halls:?}/town"
mv "$halls/yesterday" "$halls/town"
i=0
while [ $i -lt 16 ]; do # WAITING_STICKS_MAX
	receive village "后续$i" >/dev/null
	at village bundle export "$halls/late" >/dev/null
	at town bundle import "$halls/late" >/dev/null || :
	i=$((i + 1))
done
at town status --json | grep -q '"waiting_sticks":16' ||
    fail "$(at town status --json)"
receive village 最后 >/dev/null
at village bundle export "$halls/seventeenth" >/dev/null
refused 1 'bring the earlier ones first' at town bundle import \
    "$halls/seventeenth"
at town bundle import "$halls/late" >"$halls/said" 2>&1 || :
grep -q 'kept whole' "$halls/said" || fail "again: $(cat "$halls/said")"
at county power grant grantee=330421111000 items=330421-YB-001 \
    mode=entrusted basis=善政发〔2026〕1号 >/dev/null
at county bundle export "$halls/news" --to 330421111000 >/dev/null
at town bundle import "$halls/news" >/dev/null ||
    fail "kept sticks stop another stick"
at town bundle import "$halls/missing" >/dev/null ||
    fail "the missing stick is refused"
at town status --json | grep -q '"waiting_sticks":0' ||
    fail "they still wait: $(at town status --json)"
at town verify >/dev/null
