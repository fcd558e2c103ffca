#!/bin/sh
# Somebody opens the console for the first time, in a browser.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

"$sanji" init "$halls/county" --hall 330421000000 --name 嘉善县 \
    --tree "$root/deploy/data/jiashan-halls.csv" >/dev/null
at county calendar import "$root/deploy/data/calendar.csv" >/dev/null
at county item import "$root/deploy/data/catalogue-demo.csv" >/dev/null
open_console county $port
code=$(sed -n 's/.*first administrator: //p' "$halls/county.log")
node tests/browser/first_run.mjs $site "$code" \
    "$sanji" -C "$halls/county" case receive item=330421-YB-001 \
    name=王秀英 id_number=11010519491231002X

# A page of a slow line is there soon: 120 KiB at first, compressed.
size=$(cat "${B:-build}"/asset_table.*.gz | wc -c)
[ "$size" -le 122880 ] || fail "the console is $size bytes compressed"
