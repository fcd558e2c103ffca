#!/bin/sh
# Any hall may carry for any other: what a village says to the county, who has
# no line to it, goes by the machine of another village, which cannot read it,
# and the county's receipt and answer come back the same way.
. tests/process/halls.sh.inc

three_halls
enrol town $((port + 1)) 330421111217 courier
at county power grant grantee=330421111000 items=330421-YB-001 \
    mode=entrusted basis=善政发〔2026〕1号 >/dev/null
at village sync >/dev/null
stop "$town_pid"
stop "$county_pid"
number=$(member "$(receive village 欧阳雪琪)" number)

# On a stick there is nothing to read.  What stock git would carry says what
# was done to which case.
at village bundle export "$halls/up" --to 330421000000 >/dev/null
at village git export "$halls/log.git" >/dev/null
git -C "$halls/log.git" log --all --format=%B | grep -q "$number" ||
    fail "stock git carries no diary"
cp "$halls/up" "$halls/courier/passed-on"
LC_ALL=C grep -qaF -e "$number" -e 330421111205 -e 欧阳雪琪 \
    "$halls/courier/passed-on" && fail "the courier reads who and what"
at courier bundle show "$halls/courier/passed-on" | grep -q 'for 嘉善县' ||
    fail "the courier is not told for whom it is"
for hall in courier town; do
	refused 1 'only that hall can open' at $hall bundle import \
	    "$halls/courier/passed-on"
done
[ "$(at courier --json case list)" = '[]' ] || fail "the courier has a case"

# What a courier changes is no stick any more; what it holds back can be
# brought later, by whoever has a copy.
head -c 900 "$halls/up" >"$halls/changed"
change_byte "$halls/changed" 800
refused 1 '' at county bundle import "$halls/changed"
at county --json bundle import "$halls/up" --dry-run >"$halls/said"
grep -q '"dry_run":true' "$halls/said" && grep -q '"from":"330421111205"' \
    "$halls/said" && ! grep -q '"stored":0' "$halls/said" ||
    fail "$(cat "$halls/said")"
refused 1 'not known here' at county case show "$number"
would=$(member "$(cat "$halls/said")" stored)
[ "$(member "$(at county --json bundle import "$halls/up")" stored)" = \
    "$would" ] || fail "not what the dry run said"

# Back, by the courier's machine again, past the town.
at county bundle export "$halls/down" --to 330421111205 >/dev/null
cp "$halls/down" "$halls/courier/passed-on"
refused 1 'only that hall can open' at courier bundle import \
    "$halls/courier/passed-on"
at village bundle import "$halls/courier/passed-on" >/dev/null
at village case show "$number" | grep -q '□ 姚庄镇  ■ 嘉善县' ||
    fail "$(at village case show "$number")"

# From hall to hall: the town learns of it from the county's stick, decides,
# and the village hears of that from the county, not knowing the town's.
at county bundle export "$halls/to-town" --to 330421111000 >/dev/null
at town bundle import "$halls/to-town" >/dev/null
at town case decide "$number" outcome=approved >/dev/null
at town bundle export "$halls/to-county" --to 330421000000 >/dev/null
at county bundle import "$halls/to-county" >/dev/null
at county bundle export "$halls/to-village" --to 330421111205 >/dev/null
at village bundle import "$halls/to-village" >/dev/null
at village case show "$number" | grep -q '■ 姚庄镇  ■ 嘉善县' ||
    fail "$(at village case show "$number")"
for hall in town county; do
	[ "$(at $hall dump ledger/330421111205)" = \
	    "$(at village dump ledger/330421111205)" ] || fail "$hall differs"
done
for hall in village town county; do at $hall verify >/dev/null; done
