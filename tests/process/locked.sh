#!/bin/sh
# A hall whose key is locked: with the passphrase all works, from wherever it
# is kept; a thief with the disk and without it reads nothing of anybody,
# signs nothing and is let in nowhere.
. tests/process/halls.sh.inc

name=欧阳雪琪 id_number=11010519491231002X phone=13857399881
umask 077
printf 'vier words that match\n' >"$halls/one"
printf 'quite another four words\n' >"$halls/two"
printf 'short\n' >"$halls/short"
unset SANJI_PASSPHRASE SANJI_PASSPHRASE_FILE CREDENTIALS_DIRECTORY

found_county
enrol county $port 330421111000 town
serve town $((port + 1))

# Nobody to ask, and one that is guessed: nothing is made, and not unlocked.
token=$(member "$(at town invite 330421111205 \
    --address 127.0.0.1:$((port + 1)) --json)" token)
refused 2 'nobody to ask' "$sanji" join "$token" "$halls/village" \
    --passphrase </dev/null
refused 1 'is guessed' env SANJI_PASSPHRASE_FILE="$halls/short" \
    "$sanji" join "$token" "$halls/village" --passphrase
[ ! -e "$halls/village" ] || fail "something was made"
SANJI_PASSPHRASE_FILE=$halls/one "$sanji" join "$token" "$halls/village" \
    --passphrase >/dev/null 2>&1

# The passphrase from a file, from the environment, as a credential.
number=$(SANJI_PASSPHRASE_FILE=$halls/one member "$(
    SANJI_PASSPHRASE_FILE=$halls/one at village --json case receive \
	item=330421-YB-001 name="$name" id_number=$id_number phone=$phone)" \
    number)
SANJI_PASSPHRASE=$(cat "$halls/one") at village case show "$number" |
    grep -q "$name" || fail "the passphrase does not open the key"
mkdir "$halls/credentials"
cp "$halls/one" "$halls/credentials/passphrase"
CREDENTIALS_DIRECTORY=$halls/credentials at village sync >/dev/null
until_says "$name" at town case show "$number"
refused 1 'passphrase file' env SANJI_PASSPHRASE_FILE="$halls/none" \
    "$sanji" -C "$halls/village" sync

# A service starts with the credential alone, and not without.
refused 1 'key is locked' at village serve </dev/null
CREDENTIALS_DIRECTORY=$halls/credentials serve village
SANJI_PASSPHRASE_FILE=$halls/one at village case amend "$number" \
    address=善江公路南侧八十一号 >/dev/null
until_says 善江公路南侧八十一号 at town case show "$number"
stop "$started"

# Started without, it says so to whoever opens the console, and is in touch
# with nobody.
web=127.0.0.1:$((port + 9))
"$sanji" -C "$halls/village" serve --web $web --listen 127.0.0.1:$((port + 8)) \
    2>"$halls/locked.log" </dev/null &
locked=$!
pids="$pids $locked"
until_says 'key is locked' curl -s -H 'Accept-Language: en' "http://$web/"
curl -s -o "$halls/said" -w '%{http_code}' "http://$web/api/v1/console" |
    grep -q 503 || fail "not 503"
grep -q '"error":"locked"' "$halls/said" || fail "$(cat "$halls/said")"
curl -s "http://$web/kiosk" | grep -q 密钥已 ||
    fail "not in Chinese"
grep -q 'key is locked' "$halls/locked.log" || fail "the log does not say so"
grep -q 'listening at' "$halls/locked.log" && fail "it listens for halls"
stop $locked
at village doctor >"$halls/said" </dev/null || :
grep -q '^!  passphrase: the key is locked' "$halls/said" ||
    fail "$(cat "$halls/said")"

# The thief: the directory, and no passphrase.
cp -a "$halls/village" "$halls/thief"
rm -rf "$halls/credentials"
at thief case show "$number" </dev/null >"$halls/said" ||
    fail "a locked hall shows nothing"
grep -q "$number" "$halls/said" || fail "a locked hall does not show its cases"
LC_ALL=C grep -rqaF -e "$name" -e $id_number -e $phone "$halls/thief" \
    "$halls/said" && fail "the thief reads who it is"
at thief case show "$number" --json </dev/null |
    grep -q '"personal_state":"sealed"' || fail "not sealed"
refused 1 'locked' at thief case list id_number=$id_number </dev/null
refused 1 'locked' at thief track "$number" 123456 </dev/null
refused 1 'locked' at thief case withdraw "$number" </dev/null
refused 1 'locked' at thief sync </dev/null
refused 1 'locked' at thief bundle export "$halls/stick" </dev/null
refused 1 'locked' at thief passphrase --remove </dev/null
refused 1 '' env SANJI_PASSPHRASE_FILE="$halls/two" \
    "$sanji" -C "$halls/thief" case show "$number"
# What says nothing of anybody is there all the same.
at thief verify </dev/null >/dev/null
at thief dump </dev/null >/dev/null
at thief stats </dev/null >/dev/null

# Another passphrase, and none: the same keys.
export SANJI_PASSPHRASE_FILE="$halls/one"
refused 1 'is guessed' at village passphrase --file "$halls/short"
at village passphrase --file "$halls/two" >/dev/null
refused 1 '' at village case show "$number"
SANJI_PASSPHRASE_FILE=$halls/two
at village case show "$number" | grep -q "$name" || fail "two does not open it"
[ "$(stat -c %a "$halls/village/hall.key")" = 600 ] || fail "the key is open"
[ "$(find "$halls/village" -name 'hall.key*' | wc -l)" -eq 1 ] ||
    fail "a copy of the key is left"
at village passphrase --remove >/dev/null
unset SANJI_PASSPHRASE_FILE
at village case show "$number" | grep -q "$name" || fail "it is still locked"
at village sync >/dev/null
