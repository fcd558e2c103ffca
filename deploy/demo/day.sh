#!/bin/sh
# One day in 嘉善县: a county, a town and two of its villages as four real
# processes on loopback.  Every figure shown is read back from the halls.
#
#   LANG=zh_CN.UTF-8 make demo     in Chinese
#   KEEP=1 make demo               leave the halls running at the end, and say
#                                  where their consoles are and who signs in

set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
sanji=${SANJI:-$root/build/sanji}
work=$(mktemp -d "${TMPDIR:-/tmp}/sanji-demo.XXXXXX")
# Not one of those the system gives away by itself.
port=$((30000 + $$ * 16 % 2000))
pids=

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
zh*) zh=1 ;;
*) zh= ;;
esac

# say CHINESE ENGLISH
say() {
	if [ -n "$zh" ]; then printf '\n\033[1m── %s\033[0m\n' "$1"
	else printf '\n\033[1m── %s\033[0m\n' "$2"; fi
}

county() { "$sanji" -C "$work/county" "$@"; }
town() { "$sanji" -C "$work/town" "$@"; }
beihe() { "$sanji" -C "$work/beihe" "$@"; }
dingzha() { "$sanji" -C "$work/dingzha" "$@"; }

# run HALL COMMAND …: show the command, then what it says.
run() {
	hall=$1
	shift
	printf '\n%s $ sanji %s\n' "$hall" "$*"
	"$hall" "$@"
}

# member JSON NAME: the first string or number of that name.
member() {
	printf '%s\n' "$1" | sed -n "s/.*\"$2\":\"\{0,1\}\([^\",}]*\).*/\1/p" |
	    head -n 1
}

# until_says SECONDS PATTERN COMMAND …: wait until the command says so.
until_says() {
	seconds=$1 pattern=$2
	shift 2
	tries=$((seconds * 5))
	while ! "$@" 2>/dev/null | grep -q "$pattern"; do
		tries=$((tries - 1))
		if [ $tries -le 0 ]; then
			echo "demo: \"$*\" did not say \"$pattern\"" >&2
			exit 1
		fi
		sleep 0.2
	done
}

# site HALL: where its console is.
site() {
	case $1 in
	county) echo 127.0.0.1:$((port + 8)) ;;
	town) echo 127.0.0.1:$((port + 9)) ;;
	beihe) echo 127.0.0.1:$((port + 10)) ;;
	dingzha) echo 127.0.0.1:$((port + 11)) ;;
	esac
}

# serve HALL [PORT]: start its process; its number in $started.
serve() {
	"$sanji" -C "$work/$1" serve ${2:+--listen 127.0.0.1:$2} \
	    --web "$(site "$1")" >"$work/$1.out" 2>"$work/$1.log" &
	started=$!
	pids="$pids $started"
	if [ -n "${2:-}" ]; then
		until_says 10 127.0.0.1 cat "$work/$1.log"
	fi
}

# stop PID: the line to that hall is cut, with the hall's own process.
stop() {
	kill "$1"
	wait "$1" 2>/dev/null || :
}

# person HALL NAME FULL-NAME ROLE: somebody may sign in there.
person() {
	printf '\n%s $ sanji user add %s full_name=%s role=%s\n' "$@"
	echo "$password" | "$1" user add "$2" full_name="$3" role="$4"
}

finish() {
	status=$?
	trap - EXIT INT TERM
	if [ $status -ne 0 ] || [ -z "${KEEP:-}" ]; then
		for pid in $pids; do kill "$pid" 2>/dev/null || :; done
		wait
		rm -rf "$work"
	fi
	exit $status
}
trap finish EXIT
trap 'exit 130' INT TERM

say "嘉善县成立,公布全县 184 个大厅、工作日历与事项目录" \
    "The county is founded; it publishes its 184 halls, calendar, catalogue"
printf '\n$ sanji init county --hall 330421000000 --name 嘉善县 --tree …\n'
"$sanji" init "$work/county" --hall 330421000000 --name 嘉善县 \
    --tree "$root/deploy/data/jiashan-halls.csv" | sed '/^    /s/[0-9a-f]/·/g'
printf '\ncounty $ sanji calendar import deploy/data/calendar.csv\n'
county calendar import "$root/deploy/data/calendar.csv" \
    --basis 国务院办公厅通知 | tail -n 1
printf '\ncounty $ sanji item import deploy/data/catalogue-demo.csv\n'
county item import "$root/deploy/data/catalogue-demo.csv"
run county item list 330421-MZ
run county item show 330421-MZ-014
serve county $port

say "姚庄镇、北鹤村、丁栅村凭一次性邀请码加入" \
    "A town and two villages join, each with a token that works once"
county hall address 127.0.0.1:$port >/dev/null
token=$(county invite 330421111000 --json)
printf '\ncounty $ sanji invite 330421111000\n%.60s…\n' \
    "$(member "$token" token)"
"$sanji" join "$(member "$token" token)" "$work/town"
serve town $((port + 1))
town hall address 127.0.0.1:$((port + 1)) >/dev/null
token=$(town invite 330421111205 --json)
"$sanji" join "$(member "$token" token)" "$work/beihe"
token=$(town invite 330421111217 --json)
"$sanji" join "$(member "$token" token)" "$work/dingzha"
serve beihe
beihe_pid=$started
serve dingzha
until_says 20 330421111217 county members
run county members

say "北鹤村断网。窗口照常收件,打印回执" \
    "北鹤村 is cut off.  The window goes on receiving, and prints receipts"
stop "$beihe_pid"
run beihe case receive item=330421-YB-001 name=王秀英 \
    id_number=11010519491231002X phone=13857300001
run beihe case receive item=330421-MZ-014 name=李国强 \
    id_number=440524188001010014 note=大病支出
run beihe case receive item=330421-ZJ-003 name=陈建华 \
    id_number=11010519491231002X
cases=$(beihe case list --json)
nth() {
	printf '%s\n' "$cases" | tr '{' '\n' | grep "\"item\":\"$1\"" |
	    sed 's/.*"number":"\([^"]*\)".*/\1/'
}
medical=$(nth 330421-YB-001)
relief=$(nth 330421-MZ-014)
house=$(nth 330421-ZJ-003)
run beihe case show "$medical"

say "同时,县里把两个事项下放给姚庄镇" \
    "Meanwhile the county grants 姚庄镇 the power to decide two items"
run county power grant grantee=330421111000 \
    items=330421-YB-001,330421-MZ-014 mode=entrusted basis=善政发〔2026〕1号
until_says 20 330421-YB-001 town power list

say "线路恢复:三枚印章依次亮起" \
    "The line returns: the three stamps appear, one after the other"
serve beihe
beihe_pid=$started
until_says 20 '■ 嘉善县' beihe case show "$medical"
until_says 20 '■ 嘉善县' beihe case show "$house"
beihe case show "$medical" | grep ■

say "镇里依据下放权限作出决定;没有下放的事项,镇里决定不了" \
    "The town decides under the power; what was not granted it cannot decide"
run town case list
run town case decide "$medical" outcome=approved
run town case decide "$relief" outcome=approved
if run town case decide "$house" outcome=approved; then
	echo "demo: the town decided without a power" >&2
	exit 1
fi
run county case decide "$house" outcome=denied reason=不符合村庄规划

say "结果与回执回到村里;村里打印决定书、办结、送达,群众评价" \
    "Results and receipts flow back; the village prints, finishes; citizens rate"
until_says 20 decided beihe --json case show "$medical"
until_says 20 decided beihe --json case show "$relief"
until_says 20 decided beihe --json case show "$house"
run beihe notice issue "$medical" kind=decision
paper=330421111205-01-JD-00001
run beihe notice print $paper --out "$work/decision.pdf"
run beihe notice print $paper --out "$work/decision.html" --copy 2
run beihe notice list "$medical"
for number in "$medical" "$relief"; do
	beihe case finish "$number" >/dev/null
	beihe case deliver "$number" >/dev/null
done
beihe case finish "$house" >/dev/null
run beihe rate give "$medical" level=1 channel=tablet
run beihe rate give "$relief" level=2 channel=qr
run beihe rate give "$house" level=4 channel=phone
run dingzha case receive item=330421-YB-001 name=周小明 \
    id_number=440524188001010014
run beihe case show "$medical"

say "北鹤村又断网:同一申请在村里和镇里各收了一次(两头受理)" \
    "北鹤村 is cut off again: one application is received at village and town"
stop "$beihe_pid"
twice=$(member "$(beihe case receive item=330421-YB-001 name=赵丽华 \
    id_number=330421198106142020 --json)" number)
sleep 1 # who received first keeps the number
again=$(member "$(town case receive item=330421-YB-001 name=赵丽华 \
    id_number=330421198106142020 --json)" number)
printf '\n%s\n%s\n' "$twice" "$again"
serve beihe
beihe_pid=$started
until_says 20 "\"alias_of\":\"$twice\"" town --json case show "$again"
run town case show "$again"
printf '\ntown $ sanji conflicts\n'
town conflicts || [ $? -eq 3 ]
run town case link "$again" other="$twice" role=alias reason=同一申请
until_says 20 '^\[\]$' county conflicts --json

say "缺材料:一次告知,补齐后重新计时" \
    "Materials are missing: told once; the clock starts when all is there"
run beihe case propose item=330421-MZ-014 missing=急难情形证明材料
short=$(member "$(beihe case receive item=330421-MZ-014 name=沈建国 \
    id_number=330421197509233010 missing=急难情形证明材料 --json)" number)
run beihe case ask "$short" pieces=急难情形证明材料
until_says 20 supplementing town --json case show "$short"
if run beihe case complete "$short"; then
	echo "demo: complete without what was asked for" >&2
	exit 1
fi
run town case take "$short" piece=急难情形证明材料 form=original
until_says 20 material_received beihe --json case show "$short"
run beihe case complete "$short"
run beihe case accept "$short"
run beihe case show "$short"

say "退回与复核:改判后按原收件时间办理" \
    "A return and its review: overturned, the first reception counts"
until_says 20 '"state":"accepted"' county --json case show "$short"
run county case return "$short" reason=不符合救助条件
until_says 20 '"state":"returned"' beihe --json case show "$short"
run beihe case review "$short" reason=家庭人均收入低于标准
until_says 20 review_requested county --json case show "$short"
run county case overturn "$short" reason=经核对符合条件
until_says 20 '"state":"received"' beihe --json case show "$short"
run beihe case accept "$short"
run beihe case show "$short"

say "绿色通道:五千万元起,窗口逐一签署,材料可后补,领导可补签" \
    "The green channel: from 50,000,000 yuan; signed window by window, papers and signatures may follow"
project=$(member "$(county case receive item=330421-ZJ-201 \
    name=嘉善新材料有限公司 document=credit_code \
    document_number=91330421MA2B8XXH2A \
    deferred=资金安排承诺书 --json)" number)
if run county case open_green "$project" scope=construction \
    amount=49999999 currency=CNY; then
	echo "demo: the green channel below its threshold" >&2
	exit 1
fi
run county case open_green "$project" scope=construction amount=50000000 \
    currency=CNY
run county case sign_green "$project" window=发展和改革局 signer=李明
run county case sign_green "$project" window=住房和城乡建设局 signer=周红
run county case decide "$project" outcome=approved_short \
    missing=资金安排承诺书
run county case owe "$project" debt=signature what=分管领导签字
run county case show "$project"
run county case settle "$project" debt=material what=资金安排承诺书
run county case settle "$project" debt=signature what=分管领导签字
run county case show "$project"

say "移交:办件随人迁到丁栅村,群众手里的编号照用" \
    "Handover: a case moves to 丁栅村; the number the citizen holds still works"
run town handover case "$twice" to=丁栅村 reason=申请人已迁居
until_says 20 "$twice" dingzha case list
run dingzha case show "$twice"
run beihe case show "$twice"

say "县里看到的数字,连同完整性" \
    "What the county sees, with how complete it is"
until_says 20 '"ratings":3' county stats --json
until_says 20 '"accepted":7' county stats --json
run county stats

say "每个副本逐字节一致" \
    "Every replica is the same, byte for byte"
agree() {
	sum=$(beihe dump ledger/330421111205 | cksum)
	[ "$(town dump ledger/330421111205 | cksum)" = "$sum" ] &&
	    [ "$(county dump ledger/330421111205 | cksum)" = "$sum" ] &&
	    echo yes
}
until_says 20 yes agree
for hall in county town beihe; do
	printf '%-8s ledger/330421111205  %s\n' $hall \
	    "$($hall dump ledger/330421111205 | cksum)"
done
run county verify

say "用原装 git 查看导出的日志:每一条签名都是 Good" \
    "Stock git reads the exported log: every signature is Good"
run county git export "$work/log.git"
log() { git -C "$work/log.git" log --all "$@"; }
printf '\n$ git log --graph --show-signature\n'
log --graph --show-signature --format='%h %an  %s' \
    --glob='refs/heads/ledger/*' | sed 's/ with ED25519.*//' | head -n 40
commits=$(log --format=%h | wc -l)
good=$(log --format=%G? | grep -c '^G$')
if [ "$commits" -ne "$good" ]; then
	echo "demo: $good of $commits signatures are good" >&2
	exit 1
fi
say "共 $commits 个变更集,$good 个签名全部有效。" \
    "$commits change sets, $good good signatures."

if [ -n "${KEEP:-}" ]; then
	say "每个大厅的控制台:谁可以登录" \
	    "The console of each hall: who may sign in"
	password=Demo-$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')
	person county wulei 吴磊 system
	person county sunli 孙莉 security
	person county qianshen 钱审 audit
	person county chenli 陈丽 business
	person town zhouhong 周红 approval
	person beihe wangfang 王芳 village
	person dingzha liming 李明 village

	say "四个大厅仍在运行($work)。用浏览器打开:" \
	    "The four halls are still running ($work).  Open in a browser:"
	for hall in county town beihe dingzha; do
		printf '\n    http://%s/\n' "$(site $hall)"
		"$hall" user list --json | tr '{' '\n' | sed -n \
		    "s/.*\"full_name\":\"\([^\"]*\)\".*\"name\":\"\([^\"]*\)\".*\"roles\":\"\([^\"]*\)\".*/        \2  $password  \1 (\3)/p"
	done
	say "或在命令行:" "Or at the command line:"
	echo "    $sanji -C $work/county status"
	echo "    $sanji -C $work/beihe case receive item=330421-YB-001 …"
	echo "    kill$pids"
fi
