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
# One of each kind, so that no list is empty; of people more than a page.
day=$(date -d '+5 days' +%F)
slot=$(member "$(at county --json slot publish date="$day" from=09:00 \
    to=09:30 capacity=4 window=社保窗口)" slot)
cat >"$halls/batch" <<EOF
{"do":"booking.make","slot":"$slot","name":"王秀英","phone":"13857312345"}
{"do":"complaint.register","form":"phone","against":"330421000000","content":"无人值守"}
{"do":"payment.charge","case":"$number","standard":"工本费","amount":"1000","payer":"王秀英"}
{"do":"score.record","category":"discipline","window":"综合窗口","points":"-10","date":"2026-11-23","reason":"脱岗"}
{"do":"staff.appoint","staff":"330421000000-003","name":"李明","card":"A1093","window":"综合窗口"}
{"do":"swipe.record","card":"A1093","slot":"morning"}
{"do":"agency.add","agency":"91330421MA28A00001","name":"嘉善安评","service":"安全评价"}
{"do":"item.draft","code":"330421-YB-001","name":"参保登记","department":"医疗保障局"}
EOF
seq 10 61 | sed 's/.*/{"do":"person.register","name":"李国强","phone":"138573000&"}/' \
    >>"$halls/batch"
at county batch "$halls/batch" >"$halls/said" || fail "$(cat "$halls/said")"
open_console county $port
add_user county chenli window,approval,business,supervision,statistics
add_user county xitong system
add_user county anquan security
add_user county shenji audit
node tests/browser/pages.mjs $site Nanhu-2026 "$number" "$power"
