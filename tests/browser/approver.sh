#!/bin/sh
# The approver of a town works a day, with a village and the county beside.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

three_halls
power=$(member "$(at county --json power grant grantee=330421111000 \
    items=330421-YB-001 mode=entrusted basis=善政发〔2026〕1号)" power)
until_says "$power" at town power list
stop "$town_pid"
add_user town zhangwei approval
add_user town liuyang approval
add_user village wangfang village

village_site=http://127.0.0.1:$((port + 9))
site=$village_site web=$((port + 9))
open_console village $((port + 2))
site=http://127.0.0.1:$((port + 8)) web=$((port + 8))
open_console town $((port + 1))
first=$(member "$(receive village)" number)
second=$(member "$(receive village 李国强)" number)
until_says "$second" at town case list

node tests/browser/approver.mjs $site Nanhu-2026 $village_site "$first" "$second"
