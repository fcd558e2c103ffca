#!/bin/sh
# What must be refused is refused, with the reason and the exit code, and
# nothing is half done.
. tests/process/halls.sh.inc

three_halls
before=$(at village dump | cksum)

refused 1 'not in the catalogue' at village case receive item=NO-SUCH \
    name=王秀英 id_number=11010519491231002X
refused 1 'last character should be X' at village case receive \
    item=330421-YB-001 name=王秀英 id_number=110105194912310021
refused 1 'asks for 18' at village case receive item=330421-YB-001 \
    name=王秀英 id_number=1101051949
refused 1 'no day that exists' at village case receive item=330421-YB-001 \
    name=王秀英 id_number=110105194913310021
refused 1 'needs id_number' at village case receive item=330421-YB-001 \
    name=王秀英
refused 2 'takes no "nonsense"' at village case receive \
    item=330421-YB-001 name=王秀英 nonsense=1
refused 1 'not known here' at village case accept 330421111205-01-1-1-1
refused 2 'no action' at village case explode 1
refused 2 'no verb' at village explode
refused 2 'no option --explode' at village status --explode
[ "$(at village dump | cksum)" = "$before" ] || fail "a refusal left a trace"

# A decision without a power, and a second decision.
number=$(member "$(receive village)" number)
at village sync >/dev/null
refused 1 'no power' at town case decide "$number" outcome=approved
at county power grant grantee=330421111000 items=330421-YB-001 \
    mode=entrusted basis=善政发〔2026〕1号 >/dev/null
until_says 330421-YB-001 at town power list
at town case decide "$number" outcome=approved >/dev/null
refused 1 'since the case is decided' at town case decide "$number" \
    outcome=denied reason=不符
refused 1 'must be one of: approved, approved_short, denied' at town case decide \
    "$number" outcome=perhaps
refused 1 'has changed since' at town case finish "$number" version=0

# Enrolment.
refused 1 'not in the county' at county invite 999999999999 \
    --address 127.0.0.1:$port
refused 2 'has 12 digits' at county invite 12 --address 127.0.0.1:$port
refused 1 'belongs under' at county invite 330421111217 \
    --address 127.0.0.1:$port
refused 1 'is a member already' at county invite 330421111000 \
    --address 127.0.0.1:$port
token=$(member "$(at town invite 330421111217 \
    --address 127.0.0.1:$((port + 1)) --json)" token)
refused 1 'and not for 330421111999' "$sanji" join "$token" \
    "$halls/other" --hall 330421111999
refused 1 'character of it is wrong' "$sanji" join "${token}x" "$halls/other"
[ ! -e "$halls/other" ] || fail "a failed join left a directory"
"$sanji" join "$token" "$halls/dingzha" >/dev/null 2>&1
refused 1 'used already' "$sanji" join "$token" "$halls/other"
[ ! -e "$halls/other" ] || fail "a failed join left a directory"
token=$(member "$(at town invite 330421111216 \
    --address 127.0.0.1:$port --json)" token)
refused 1 'not the hall that made' "$sanji" join "$token" "$halls/other"
grep -q 'used already' "$halls/town.log" || fail "the town noted no refusal"

refused 1 'no address' at town invite 330421111216 --address 'two words:1'
refused 1 'no address' at town hall address 127.0.0.1:99999
refused 2 'whole number' at town invite 330421111216 --hours soon
refused 2 'whole number' at village sync --seconds soon
refused 2 'whole number' at village log --most -5
refused 1 'none above it' at county sync
sed -i '/^listen/d' "$halls/town/hall.conf" 2>/dev/null || :
echo 'listen 0.0.0.0:7421' >>"$halls/town/hall.conf"
refused 2 'give --address' at town invite 330421111216

# A peer that is nobody, and one that talks nonsense.
head -c 4096 /dev/urandom >"$halls/noise"
timeout 5 sh -c "exec 3<>/dev/null; cat '$halls/noise'" |
    timeout 5 bash -c "cat >/dev/tcp/127.0.0.1/$((port + 1))" || :
at village sync >/dev/null || fail "nonsense stopped the town"

# A database that is none, a hall that is not there.
mkdir "$halls/broken"
echo 'not a database, whatever it is called' >"$halls/broken/hall.db"
refused 5 'damaged or is no database' at broken status
refused 1 'does not exist' at nowhere status
refused 1 'exists already' "$sanji" init "$halls/county" \
    --hall 330421000000 --name 嘉善县

# No number is given twice: the last one ends it.
at village case start_numbers from=99999999 >/dev/null
receive village | grep -q -- '-99999999-' || fail "the last number is not given"
refused 1 'numbers of this life of the hall are used up' receive village
