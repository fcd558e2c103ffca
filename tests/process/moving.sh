#!/bin/sh
# A village under another town: it looks for that town where that has said it
# is, and not at the address that stood in the token of the town it left.
. tests/process/halls.sh.inc

three_halls
at county hall address 127.0.0.1:$port >/dev/null
enrol county $port 330421103000 other
serve other $((port + 2))
at other hall address 127.0.0.1:$((port + 2)) >/dev/null
grep -q "^above 127.0.0.1:$((port + 1)) 330421111000\$" \
    "$halls/village/hall.conf" || fail "$(cat "$halls/village/hall.conf")"

number=$(member "$(receive village)" number)
serve village
village_pid=$started
until_says '■ 姚庄镇  ■ 嘉善县' at village case show "$number"
at county hall move 北鹤村 to=330421103000 >/dev/null
until_says '■ 西塘镇  ■ 嘉善县' at village case show "$number"

# The town it left is gone, and nobody misses it.
stop "$town_pid"
stop "$village_pid"
number=$(member "$(receive village 李国强)" number)
serve village
until_says '■ 西塘镇  ■ 嘉善县' at village case show "$number"
until_says accepted at other --json case show "$number"
at village sync >"$halls/said" 2>&1 || fail "$(cat "$halls/said")"
