#!/bin/sh
# Somebody sets the console up, signs in and works; what the role does not
# allow, and what another page asks for, is refused.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

found_county
stop "$county_pid"
open_console county $port

# The first administrator, once.
answers 200 '"needs_setup":true' get /api/v1/console
answers 409 'not the setup code' post /api/v1/setup \
    '{"code":"AAAA-AAAA-AAAA","name":"admin","password":"Nanhu-2026"}'
code=$(sed -n 's/.*first administrator: //p' "$halls/county.log" | tail -n 1)
answers 200 admin post /api/v1/setup \
    "{\"code\":\"$code\",\"name\":\"admin\",\"password\":\"Nanhu-2026\"}"
answers 409 'not the setup code' post /api/v1/setup \
    "{\"code\":\"$code\",\"name\":\"other\",\"password\":\"Nanhu-2026\"}"
answers 200 '"needs_setup":false' get /api/v1/console

# An id that was there before signing in is never the one after.
answers 401 'please sign in' get /api/v1/user
planted=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
printf '127.0.0.1\tFALSE\t/\tFALSE\t0\tsanji_session\t%s\n' $planted >"$jar"
said=$(post /api/v1/session '{"name":"admin","password":"Nanhu-2026"}' -i)
printf '%s\n' "$said" | grep -q 'sanji_session=.*HttpOnly; SameSite=Strict' ||
    fail "no cookie as it should be: $said"
printf '%s\n' "$said" | grep -q "sanji_session=$planted" &&
    fail "the planted id was taken"
token=$(member "$said" token)
answers 200 '"roles":"system"' get /api/v1/user

# Writing needs the token of this session; reading never writes.
answers 200 wangfang post /api/v1/user/add '{"name":"wangfang",
    "full_name":"王芳","staff":"330421000000-003","role":"window",
    "password":"Nanhu-2026"}'
kept=$token token=$planted
answers 403 'not of this session' post /api/v1/user/disable \
    '{"name":"wangfang"}'
token=$kept
answers 405 'sent by POST' get '/api/v1/user/disable?name=wangfang'
answers 403 'role does not allow' get /api/v1/case
answers 403 'role does not allow' post /api/v1/case/receive '{}'
answers 404 'no such page' get /api/v1/nonsense/list

# What an administrator set is good for choosing another password only.
sign_in wangfang
answers 200 '"must_change":true' get /api/v1/console
answers 403 'choose one of your own' get /api/v1/case
answers 409 'old password is not right' post /api/v1/user/passwd \
    '{"old":"wrong","password":"Yaozhuang-2026"}'
answers 200 wangfang post /api/v1/user/passwd \
    '{"old":"Nanhu-2026","password":"Yaozhuang-2026"}'
answers 401 'please sign in' get /api/v1/case
sign_in wangfang Yaozhuang-2026
answers 200 '"must_change":false' get /api/v1/console

# The window takes a case in; the record says who did it.
answers 200 '"number":"330421000000-01-' post /api/v1/case/receive \
    '{"item":"330421-YB-001","name":"王秀英",
      "id_number":"11010519491231002X","phone":"13812345678"}'
number=$(member "$said" number)
at county --json case show "$number" | grep -q '"clerk":"330421000000-003"' ||
    fail "the event does not say whose it is"
answers 200 '"name":"王\*\*"' get /api/v1/case
answers 200 '"id_number":"1101\*\*\*\*002X"' get /api/v1/case/list
answers 200 '"phone":"138\*\*\*\*5678"' get "/api/v1/case?phone=13812345678"
answers 200 '"id_number":"11010519491231002X"' \
    get "/api/v1/case/show?case=$number"
at county --json audit list | grep -q '"who":"wangfang"' ||
    fail "nobody noted who opened the case"
answers 400 'takes no .*nonsense' get '/api/v1/case?nonsense=1'
answers 400 '"field":"id_number"' post /api/v1/case/receive \
    '{"item":"330421-YB-001","name":"王秀英","id_number":"110105194912310021"}'
answers 404 'not known here' post /api/v1/case/accept '{"case":"1234-5678"}'
answers 409 'has changed since' post /api/v1/case/accept \
    "{\"case\":\"$number\",\"version\":0}"
answers 403 'role does not allow' post /api/v1/case/decide \
    "{\"case\":\"$number\",\"outcome\":\"approved\"}"
answers 200 '"verb":"receive"' get /api/v1/declarations
printf '%s\n' "$said" | grep -q '"verb":"decide"' &&
    fail "what the role may not do is offered"
answers 200 王 get "/api/v1/case/show?case=$number" -H 'Accept-Language: zh-CN'

# What somebody does elsewhere is told to open pages.
curl -sN -b "$jar" $site/api/v1/events >"$halls/events" &
pids="$pids $!"
until_says hello cat "$halls/events"
receive county 李国强 >/dev/null
until_says changed cat "$halls/events"
answers 200 '"open":2' get /api/v1/hall/counters

# A list goes on after the case the page before ended with.
answers 200 '"number"' get '/api/v1/case?most=1'
newest=$(member "$said" number)
[ "$newest" != "$number" ] || fail "the newest case is not the first: $said"
answers 200 "\"number\":\"$number\"" get "/api/v1/case?most=1&after=$newest"
answers 200 "\"number\":\"$number\"" \
    get "/api/v1/case?most=1&after=$newest&state=accepted"
answers 200 '^\[\]$' get "/api/v1/case?after=$number"
answers 404 '"field":"after"' get '/api/v1/case?after=nowhere'

# Another program asks by a token, for what its roles allow, until it ends.
secret=$(member "$(at county --json token make queue role=window)" token)
program() {
	curl -s -w '\n%{http_code}\n' -H 'Accept-Language: en' \
	    -H "Authorization: Bearer ${secret}" "$@"
}
answers 200 number program "$site/api/v1/case"
answers 200 notice program -H 'Content-Type: application/json' \
    -d "{\"case\":\"$number\",\"kind\":\"promise\"}" \
    "$site/api/v1/notice/issue"
# A scan, piece by piece; each look is noted.
head -c 300000 /dev/urandom >"$halls/scan"
at county case attach "$number" material=户口簿 "$halls/scan" >/dev/null
scan="$site/api/v1/case/scan?case=$number"
for piece in 1 2; do
	curl -s -H "Authorization: Bearer ${secret}" "$scan&piece=$piece"
done >"$halls/got"
cmp "$halls/scan" "$halls/got" || fail "the console hands out another scan"
answers 404 'has 2 pieces' program "$scan&piece=3"
answers 404 'has 2 pieces' program "$scan&piece=0"
answers 404 'has no scan 2' program "$scan&attachment=2"
answers 404 'not known' program "$site/api/v1/case/scan?case=330421-NO"
answers 401 'please sign in' curl -s -w '\n%{http_code}\n' \
    -H 'Accept-Language: en' "$scan"
answers 200 '"pieces":1' program -H 'Content-Type: application/json' \
    -d "{\"case\":\"$number\",\"material\":\"照片\",\"file\":\"a.jpg\",\"bytes\":\"_9j_4A\"}" \
    "$site/api/v1/case/attach_bytes"
answers 400 'base64' program -H 'Content-Type: application/json' \
    -d "{\"case\":\"$number\",\"material\":\"照片\",\"file\":\"a.jpg\",\"bytes\":\"/9j=\"}" \
    "$site/api/v1/case/attach_bytes"
answers 400 'base64' program -H 'Content-Type: application/json' \
    -d "{\"case\":\"$number\",\"material\":\"照片\",\"file\":\"a.jpg\",\"bytes\":5}" \
    "$site/api/v1/case/attach_bytes"
[ "$(curl -s -H "Authorization: Bearer ${secret}" "$scan&attachment=2" |
    od -An -tx1)" = ' ff d8 ff e0' ] || fail "another photo comes back"
at county audit list who=queue | grep -q case.attachments ||
    fail "nobody looked: $(at county audit list)"
answers 403 'role does not allow' program "$site/api/v1/token"
answers 401 'please sign in' program "$site/api/v1/events"
refused 1 'none of an administrator' at county token make other role=audit
at county token revoke queue >/dev/null
answers 401 'please sign in' program "$site/api/v1/case"

# A scan in pieces: each where the one before ended, and of who began it.
head -c 300000 /dev/zero >"$halls/scan.bin"
head -c 262144 "$halls/scan.bin" >"$halls/piece"
piece() {
	get "/api/v1/upload/piece?upload=$name&at=$1" -H "Origin: $site" \
	    -H 'Content-Type: application/octet-stream' \
	    -H "X-Sanji-Token: $token" --data-binary "@$halls/$2"
}
answers 413 'has 1 to' post /api/v1/upload '{"len":300000000}'
answers 200 '"piece":262144' post /api/v1/upload '{"len":300000}'
name=$(member "$said" upload)
answers 400 'begins at byte 0' piece 262144 piece
answers 400 'begins at byte 0' piece 0 scan.bin
answers 200 '"got":262144' piece 0 piece
scan="{\"upload\":\"$name\",\"case\":\"$number\",
    \"material\":\"照片\",\"file\":\"scan.bin\"}"
answers 404 'or not all of it' post /api/v1/case/attach "$scan"
tail -c 37856 "$halls/scan.bin" >"$halls/piece"
answers 200 '"got":300000' piece 262144 piece
answers 200 '"size":300000' post /api/v1/case/attach "$scan"
answers 404 'or not all of it' post /api/v1/case/attach "$scan"

# A draft is its owner's: nobody else sees, changes or drops it, and none of
# it can be read on the disk.
answers 200 '"draft":1' post /api/v1/draft/keep \
    '{"values":{"name":"欧阳娜娜","phone":"13857399999"}}'
grep -qa 欧阳娜娜 "$halls"/county/hall.db* && fail "a draft lies in clear"
add_user county zhaomin window
mv "$jar" "$halls/hers" && hers=$token
sign_in zhaomin
answers 200 '^\[\]$' get /api/v1/draft
answers 404 'no such draft' post /api/v1/draft/keep '{"draft":1,"values":{}}'
answers 200 '{}' post /api/v1/draft/drop '{"draft":1}'
cp "$halls/hers" "$jar" && token=$hers
answers 200 '"name":"欧阳娜娜"' get /api/v1/draft
answers 404 'error' post /api/v1/case/receive \
    '{"item":"330421-NO-001","name":"欧阳娜娜","from_draft":1}'
answers 200 '"name":"欧阳娜娜"' get /api/v1/draft
answers 200 number post /api/v1/case/receive \
    '{"item":"330421-YB-001","name":"欧阳娜娜",
      "id_number":"110101199003077571","from_draft":1}'
answers 200 '^\[\]$' get /api/v1/draft

# One about a decision is another's than one about taking in.
answers 200 draft post /api/v1/draft/keep \
    '{"about":"case/decide 7","values":{"reason":"材料齐全"}}'
answers 200 '^\[\]$' get '/api/v1/draft?about=case/receive'
answers 200 '"reason":"材料齐全"' get '/api/v1/draft?about=case/decide%207'

# Whoever signs out, or gets other rights, is out.  A cookie that was copied is
# as good as the first until then; what hall.db keeps of it is none.
cp "$jar" "$halls/old"
kept=$jar jar=$halls/old
answers 200 number get /api/v1/case
for hash in $(sqlite3 "$halls/county/hall.db" 'SELECT hex(hash) FROM session'); do
	for text in "$hash" "$(perl -MMIME::Base64 -e '
	    print encode_base64(pack("H*", $ARGV[0]), "") =~ tr,+/,-_,r =~ s/=//r' \
	    "$hash")"; do
		printf '127.0.0.1\tFALSE\t/\tFALSE\t0\tsanji_session\t%s\n' \
		    "$text" >"$jar"
		answers 401 'please sign in' get /api/v1/case
	done
done
jar=$kept
cp "$jar" "$halls/old"
curl -sN -b "$jar" $site/api/v1/events >"$halls/watched" &
watching=$!
until_says hello cat "$halls/watched"
answers 200 '{}' post /api/v1/session/end '{}'
wait $watching || fail "an open page was left with half an answer: $?"
cp "$halls/old" "$jar"
answers 401 'please sign in' get /api/v1/case
sign_in wangfang Yaozhuang-2026
answers 200 number get /api/v1/case
at county user role wangfang role=approval >/dev/null
answers 401 'please sign in' get /api/v1/case

# The sixth try is locked, also with the right password and another process.
for _ in 1 2 3 4 5; do
	answers 409 'do not fit' post /api/v1/session \
	    '{"name":"wangfang","password":"wrong"}'
	kill -9 "$console_pid"
	wait "$console_pid" || :
	open_console county $port
done
answers 409 'locked for 15 minutes' post /api/v1/session \
    '{"name":"wangfang","password":"Yaozhuang-2026"}'

# What an administrator asks of the others.
add_user county shen security
sign_in admin
answers 409 'by the security administrator' post /api/v1/user/role \
    '{"name":"wangfang","role":"system"}'
refused 1 'is no address to listen at' at county serve --web here:$web

# How long a session lasts stands in hall.conf, or nothing starts.
stop_whole county
echo 'session_idle 0' >>"$halls/county/hall.conf"
refused 1 'session_idle must be a whole number' at county serve \
    --web 127.0.0.1:$web
