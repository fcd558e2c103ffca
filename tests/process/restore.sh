#!/bin/sh
# What a restore may bring back: only the database, only the token, both, a
# whole disk, a backup; the village's, the county's.  Nothing a citizen
# brought is lost, and no number is given twice.
. tests/process/halls.sh.inc

three_halls
incarnation() { member "$(at "$1" --json status)" incarnation; }
numbers() { at "$1" --json case list | grep -o '"number":"[^"]*"' | sort; }

# The files of yesterday put where those of today are: the same files, in the
# same place, as when a whole disk is written back.
photograph() { rm -rf "$halls/$1.then"; cp -a "$halls/$1" "$halls/$1.then"; }
write_back() {
	for file in hall.db hall.db-wal hall.life; do
		if [ -e "$halls/$1.then/$file" ]; then
			cat "$halls/$1.then/$file" >"$halls/$1/$file"
		else
			rm -f "$halls/$1/$file"
		fi
	done
	rm -f "$halls/$1/hall.db-shm"
}

all=
work() {
	n=$(member "$(receive "$1" "$2")" number)
	case " $all " in *" $n "*) fail "$n was given twice" ;; esac
	all="$all $n"
}
all_are_at() {
	for n in $all; do
		at "$1" case show "$n" >/dev/null || fail "$n is not at $1"
	done
}
in_step() {
	at village sync >/dev/null
	all_are_at village
	all_are_at town
	[ "$(at town dump ledger/330421111205)" = \
	    "$(at village dump ledger/330421111205)" ] || fail "dumps differ"
}

# A backup, while somebody works; it is no hall until it is restored.
work village 王秀英
at village backup "$halls/backup.db" >/dev/null
refused 1 'exists already' at village backup "$halls/backup.db"
[ "$(stat -c %a "$halls/backup.db")" = 600 ] || fail "others can read it"
work village 李国强
in_step
serve village
refused 1 'stop it first' "$sanji" restore "$halls/backup.db" "$halls/village"
stop "$started"
"$sanji" restore "$halls/backup.db" "$halls/village" >"$halls/said"
grep -q 'incarnation 2' "$halls/said" || fail "$(cat "$halls/said")"
work village 陈建华
in_step

# A backup that is no backup changes nothing.
refused 5 '' "$sanji" restore "$root/README.md" "$halls/village"
[ "$(incarnation village)" = 2 ] || fail "not as before"
in_step

# Only the database, by whoever copies files.
cp "$halls/village/hall.db" "$halls/db.then"
work village 周玉兰
in_step
rm "$halls/village/hall.db"*
cp "$halls/db.then" "$halls/village/hall.db"
work village 徐志明
[ "$(incarnation village)" = 3 ] || fail "the database alone goes unnoticed"
in_step

# Only the token.  The one before fits, so that a crash between two writes
# does no harm; an older one does not.
photograph village
start() {
	: >"$halls/$1.log"
	serve "$1"
	until_says 'is up' cat "$halls/$1.log"
	stop "$started"
}
start village
start village
cp "$halls/village.then/hall.life" "$halls/village/hall.life"
work village 沈美华
[ "$(incarnation village)" = 4 ] || fail "the token alone goes unnoticed"
in_step

# Both, as files: they are new files, and know it.
photograph village
work village 马文斌
in_step
rm -rf "$halls/village"
cp -a "$halls/village.then" "$halls/village"

work village 朱丽娟
[ "$(incarnation village)" -gt 4 ] || fail "a copied directory goes unnoticed"
in_step

# The whole disk of last week: nothing here can tell, so it goes on in its old
# life until the town shows that it knows more.
photograph village
work village 吴国庆
in_step
write_back village
before=$(incarnation village)
at village sync >/dev/null
[ "$(incarnation village)" -gt "$before" ] || fail "the town told it nothing"
work village 孙小芳
in_step

# The same with something written before it knew: a fork, and what a citizen
# brought stands on both branches.
first=${all# }
first=${first%% *}
photograph village
work village 胡建国
in_step
write_back village
at village case withdraw "$first" reason=不办了 >/dev/null
at village sync >/dev/null
work village 林志强
in_step
at town case show "$first" | grep -q "pulled back" ||
    fail "$(at town case show "$first")"

# A witness on another disk tells at once.
echo "witness $halls/witness" >>"$halls/village/hall.conf"
start village
photograph village
start village
write_back village
at village status 2>"$halls/said" >/dev/null
grep -q 'of an earlier day' "$halls/said" || fail "the witness said nothing"
work village 何丽
in_step

# A stick written before the disk burned comes after.
photograph village
work village 郭海燕
at village bundle export "$halls/late" >/dev/null
start village
write_back village
work village 罗建平
at village sync >/dev/null
at town bundle import "$halls/late" >/dev/null
in_step

# One image on two machines.
cp -a "$halls/village" "$halls/clone"
work village 梁秀珍
n=$(member "$(receive clone 宋国华)" number)
all="$all $n"
at clone sync >/dev/null
in_step
at clone sync >/dev/null
all_are_at clone

# The county's: a backup, and then a whole disk, with something published
# before it knew.  Nobody stands above it; it keeps all its branches.
grant() {
	at county power grant grantee=330421111000 items="$1" mode=entrusted \
	    basis=善政发〔2026〕1号 >/dev/null
}
granted() {
	at "$1" power list | grep -q "$2" || fail "$2 is not at the $1"
}
stop "$county_pid"
at county backup "$halls/county.db" >/dev/null
grant 330421-YB-001
serve county $port
at town sync >/dev/null
stop "$started"
"$sanji" restore "$halls/county.db" "$halls/county" >/dev/null
grant 330421-YB-002
serve county $port
at town sync >/dev/null
until_says 330421-YB-001 at county power list
stop "$started"
photograph county
grant 330421-YB-003
serve county $port
at town sync >/dev/null
stop "$started"
write_back county
grant 330421-YB-004
# The town hears of it first, by a stick: a fork nobody has ruled yet.  Who
# reads there waits for nobody who writes.
at county bundle export "$halls/again" --to 330421111000 >/dev/null
at town bundle import "$halls/again" >/dev/null
sqlite3 -cmd '.timeout 10000' "$halls/town/hall.db" 'BEGIN IMMEDIATE' \
    ".shell '$sanji' -C '$halls/town' --json fork list >'$halls/said'"
grep -q '"ruled":false' "$halls/said" || fail "reading waits for a writer"
serve county $port
at town sync >/dev/null
until_says 330421-YB-003 at county power list
until_says '"ruled":true' at county --json fork list
at town sync >/dev/null
for item in 001 002 003 004; do
	granted county 330421-YB-$item
	granted town 330421-YB-$item
done
[ "$(at town dump gazette/330421000000)" = \
    "$(at county dump gazette/330421000000)" ] || fail "the gazettes differ"
all_are_at county
