#!/bin/sh
# Every page there is, by those who may see it, in every look.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

three_halls
receive village >/dev/null
number=$(member "$(receive village 李国强)" number)
power=$(member "$(at county --json power grant grantee=330421111000 \
    items=330421-YB-001 mode=entrusted basis=善政发〔2026〕1号)" power)
at village sync >/dev/null
until_says "$number" at town case list
stop "$town_pid"
at town case decide "$number" outcome=approved >/dev/null
at town sync >/dev/null
at county case decide "$(member "$(at town --json case list state=accepted)" \
    number)" outcome=denied reason=不符 >/dev/null
stop "$county_pid"
open_console county $port
add_user county chenli window,approval,business,supervision,statistics
add_user county xitong system
add_user county anquan security
add_user county shenji audit
node tests/browser/pages.mjs $site Nanhu-2026 "$number" "$power"
