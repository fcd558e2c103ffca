#!/bin/sh
# A power on real machines: granted, asked back while the line is down, handed
# back by the town's own node, and nothing it decided is left hanging.
. tests/process/halls.sh.inc

three_halls
id=$(member "$(at county --json power grant grantee=330421111000 \
    items=330421-YB-001 mode=entrusted basis=善政发〔2026〕1号)" power)
until_says "$id" at town power list
n=$(member "$(receive town 王秀英)" number)
at town case decide "$n" outcome=approved >/dev/null
at county power close "$id" reason=调整 >/dev/null
until_says 'taken back' at county power show "$id"
until_says 'taken back' at town power show "$id"
at county case show "$n" | grep -q 'approved' || fail "left hanging"
[ -z "$(at county --json power held | grep '"event"')" ] || fail "held"
refused 1 'handed the power back' at town case decide \
    "$(member "$(receive town 李国强)" number)" outcome=approved power="$id"
