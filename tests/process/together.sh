#!/bin/sh
# The command line and the daemon work on one hall at the same time; lines
# are killed in the middle; nothing is lost, nothing doubled.
. tests/process/halls.sh.inc

three_halls
serve village
village_pid=$started

# Many windows at once, while the line is up.
i=0
while [ $i -lt 24 ]; do
	receive village "申请人$i" >"$halls/number.$i" &
	writers="${writers:-} $!"
	i=$((i + 1))
done
for writer in $writers; do wait "$writer" || fail "a window failed"; done
numbers=$(cat "$halls"/number.* |
    sed 's/.*"number":"\([^"]*\)".*/\1/' | sort -u | wc -l)
[ "$numbers" -eq 24 ] || fail "$numbers numbers for 24 cases"
until_says '"cases":24' at county --json status

# Everybody is killed without warning, again and again.
for round in 1 2 3; do
	for n in 1 2 3 4 5; do receive village "第${round}轮$n" >/dev/null; done
	kill -9 "$village_pid" "$town_pid"
	wait "$village_pid" "$town_pid" 2>/dev/null || :
	: >"$halls/town.log"
	serve town $((port + 1))
	town_pid=$started
	serve village
	village_pid=$started
done
until_says '"cases":39' at county --json status
until_says '■ 姚庄镇  ■ 嘉善县' at village case show \
    "$(member "$(at village --json case list most=1)" number)"
for hall in county town village; do
	at $hall verify >/dev/null || fail "$hall is not what was signed"
	at $hall dump ledger/330421111205 >"$halls/dump.$hall"
done
cmp "$halls/dump.county" "$halls/dump.village"
cmp "$halls/dump.town" "$halls/dump.village"
at village rebuild | grep -q 'byte for byte' || fail "rebuild differs"
