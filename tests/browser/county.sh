#!/bin/sh
# The county centre looks at its figures, and at what is behind them.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

three_halls
number=$(member "$(receive village \
    "<img src=x onerror=document.title=1>")" number)
receive village 李国强 >/dev/null
at village sync >/dev/null
at town sync >/dev/null
at county power grant grantee=330421111000 items=330421-YB-001 \
    mode=entrusted basis=善政发〔2026〕1号 >/dev/null
at town sync >/dev/null
at town case decide "$number" outcome=approved >/dev/null
at town sync >/dev/null
at county rate give "$number" level=1 channel=phone >/dev/null
stop "$county_pid"
open_console county $port
add_user county chenli business
# The village is cut off, and takes a case in.
at village case receive item=330421-YB-001 name=周小明 \
    id_number=440524188001010014 >/dev/null
serve_when "$halls/restored" village
node tests/browser/county.mjs $site Nanhu-2026 "$halls/restored" "$number"
