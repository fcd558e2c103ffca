#!/bin/sh
# The county's administrators look after the halls, the log and the machine.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

three_halls
number=$(member "$(receive village)" number)
at village sync >/dev/null
at town sync >/dev/null
stop "$county_pid"
open_console county $port
add_user county wulei system
add_user county sunli security
add_user county qianshen audit
at county case show "$number" why=inspection >/dev/null
# The village is cut off; what the county writes has not reached it.
at county power grant grantee=330421111000 items=330421-YB-001 \
    mode=entrusted basis=善政发〔2026〕1号 >/dev/null
number=$(member "$(receive village 周小明)" number)
serve_when "$halls/restored" village
node tests/browser/admin.mjs $site Nanhu-2026 "$number" "$halls/restored" \
    127.0.0.1:$port "$sanji" "$halls/weitang"
