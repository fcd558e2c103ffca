#!/bin/sh
# What stands in the log can be looked at, and why: filtered, drawn, one change
# set, one case, what came by which way. None of it names a citizen.
. tests/process/halls.sh.inc

three_halls
# Of a line that stays it is known before it ends that the peer is there.
town_as_seen() {
	at county --json hall tree | tr '{' '\n' | grep '"code":"330421111000"'
}
until_says '"skew":' town_as_seen
number=$(member "$(receive village 欧阳雪琪)" number)
at village bundle export "$halls/first" >/dev/null
stop "$town_pid"
at town bundle import "$halls/first" >/dev/null
# Two that do not know of each other.
at village case withdraw "$number" >/dev/null
at town case amend "$number" phone=13857300002 >/dev/null
at village bundle export "$halls/up" >/dev/null
at town bundle import "$halls/up" >/dev/null
other=$(member "$(receive town 李国强)" number)
id=$(member "$(at village log list kind=case.received --json)" id)

# Filters: by kind, hall, case, day, status; and what there is none of.
at village log --kind case.pulled_back | grep -q "case.pulled_back $number" ||
    fail "$(at village log)"
[ "$(at village log --kind case.received --json | grep -o '"id"' |
    wc -l)" -eq 1 ] || fail "more than one was received"
at town log --case "$number" --json | grep -q "$other" &&
    fail "the filter by case lets others through"
at town log --hall 330421111205 --json | grep -q '"hall":"330421111000"' &&
    fail "the filter by hall lets others through"
today=$(TZ=Asia/Shanghai date +%F)
at village log --day "$today" | grep -q "$number" || fail "not of today"
at village log --until 2020-01-01 | grep -q 'no change sets' ||
    fail "something is older than the county"
at village log --status conflict | grep -q 'no change sets' ||
    fail "there is a conflict"
refused 1 'must be a day' at village log --day yesterday
refused 1 'no status' at village log --status lost
refused 1 'does not hold' at town log --space ledger/330421112000

# Drawn: what the town wrote and what it had seen by then.
at town log --graph --space ledger/330421111205 >"$halls/graph"
grep -q '^| \*\|^\* |' "$halls/graph" || fail "$(cat "$halls/graph")"
grep -q '^o \*\|^\* o' "$halls/graph" || fail "$(cat "$halls/graph")"

# One in full; by its beginning; with its signature; who holds it.
at village show "$(printf %.10s "$id")" >"$halls/shown"
grep -q "^$id" "$halls/shown" || fail "$(cat "$halls/shown")"
grep -q 'signature: valid' "$halls/shown" || fail "$(cat "$halls/shown")"
grep -q '■ 北鹤村委会  □ 姚庄镇  □ 嘉善县' "$halls/shown" ||
    fail "$(cat "$halls/shown")"
grep -q 'written here' "$halls/shown" || fail "$(cat "$halls/shown")"
grep -q 'name: sealed' "$halls/shown" || fail "$(cat "$halls/shown")"
at town show "$id" | grep -q 'came on a stick from 北鹤村' ||
    fail "$(at town show "$id")"
refused 1 'at least 4 digits' at town show xyz
refused 1 'not known here' at town show 0000000000

# Explained: how each came, by which rule; and what is not here.
at town explain "$number" >"$halls/why"
grep -q 'it stands in the ledger of 北鹤村' "$halls/why" ||
    fail "$(cat "$halls/why")"
grep -q 'came on a stick from 北鹤村' "$halls/why" || fail "$(cat "$halls/why")"
grep -q 'it was possible in what its author knew' "$halls/why" ||
    fail "$(cat "$halls/why")"
grep -q 'not knowing of:' "$halls/why" || fail "$(cat "$halls/why")"
at village explain "$other" | grep -q 'whose ledger is held there and at' ||
    fail "$(at village explain "$other")"
at county explain "$number" | grep -q 'may be on its way' ||
    fail "$(at county explain "$number")"
refused 1 'mistyped' at village explain "${number%?}x"

# What came by which way, and what was refused.
at town sessions | grep -q stick || fail "$(at town sessions)"
at town sessions --carrier stick --json | grep -q '"peer":"330421111205"' ||
    fail "$(at town sessions --json)"
at town quarantine list | grep -q 'nothing was refused' ||
    fail "$(at town quarantine list)"
refused 1 'is in quarantine' at town quarantine show 1

# All of it, or one space.
at village verify ledger/330421111205 | grep -q '^[1-9]' ||
    fail "$(at village verify ledger/330421111205)"
refused 1 'does not hold' at village verify ledger/330421112000

# Nobody is named in any of it.
LC_ALL=C grep -aF -e 欧阳雪琪 -e 11010519491231002X "$halls/shown" \
    "$halls/why" "$halls/graph" && fail "somebody is named"
exit 0
