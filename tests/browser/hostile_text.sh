#!/bin/sh
# What another hall wrote is shown as text, whatever it says.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

three_halls
evil='<img src=x onerror=window.taken=1><script>window.taken=1</script>'
turned=$(printf '\342\200\256\360\237\230\210" onload="window.taken=1')
long=$(printf 'long%080d' 0)
at county power grant grantee=330421111000 items=330421-YB-001 \
    mode=entrusted basis="$evil" >/dev/null
number=$(member "$(at village --json case receive item=330421-YB-001 \
    name="$evil" address="$evil$long$long" \
    id_number=11010519491231002X)" number)
at village case amend "$number" address="$turned" >/dev/null
at village sync >/dev/null
stop "$town_pid"
open_console town $((port + 1))
add_user town zhangwei approval
until_says 330421-YB-001 at town power list
until_says "$number" at town case list
node tests/browser/hostile_text.mjs $site Nanhu-2026 "$number"
