#!/bin/sh
# Citizens at the second screen and the stand of a hall, without signing in.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

found_county
stop "$county_pid"
number=$(member "$(receive county)" number)
code=$(member "$(at county --json case show "$number")" query_code)
at county case decide "$number" outcome=approved >/dev/null
open_console county $port
add_user county wangfang window
node tests/browser/kiosk.mjs $site Nanhu-2026 "$number" "$code"
at county dump ledger/330421000000 | grep -q rating.given ||
    fail "no rating was kept"

# What nobody signed in may not: another page, a guess, too much at once.
answers 401 'please sign in' get /api/v1/case
answers 409 'no case with this number' post /api/v1/kiosk/track \
    "{\"number\":\"$number\",\"code\":\"000000\"}"
answers 409 'no case with this number' post /api/v1/kiosk/rate \
    "{\"number\":\"$number\",\"code\":\"000000\",\"level\":1}"
origin=http://evil.example answers 403 '' post /api/v1/kiosk/rate '{}'
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	post /api/v1/kiosk/track '{"number":"1","code":"1"}' >>"$halls/many"
done
grep -q '"error":"busy"' "$halls/many" || fail "nobody was told to wait"
stop_whole county
echo 'kiosk guide queue' >>"$halls/county/hall.conf"
open_console county $port
answers 200 '"shown":\["guide","queue"\]' get /api/v1/kiosk
answers 404 'does not show this page' post /api/v1/kiosk/rate '{}'
echo 'kiosk everything' >>"$halls/county/hall.conf"
stop_whole county
refused 1 'kiosk takes none' at county serve --web 127.0.0.1:$web
