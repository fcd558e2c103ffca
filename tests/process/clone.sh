#!/bin/sh
# Who audits a hall clones its log over HTTP with stock git, fetches what came
# since, and checks every signature with no software of ours; nobody else does,
# nothing can be written, and nobody is named in it.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

found_county
stop "$county_pid"
number=$(member "$(receive county 欧阳雪琪)" number)
open_console county $port
add_user county qianshen audit
add_user county wangfang window
clone="git -c http.cookieFile=$jar clone -q --mirror"

# Not signed in, and not for a window.
GIT_TERMINAL_PROMPT=0 $clone "$site/log.git" "$halls/none.git" 2>/dev/null &&
    fail "a stranger clones"
answers 401 'please sign in' get /log.git/info/refs
sign_in wangfang
answers 403 'role does not allow' get /log.git/info/refs
sign_in qianshen
answers 404 'no such page' get /log.git/config
answers 404 'no such page' get /log.git/objects/00/00000000000000000000000000000000000000
answers 404 'no such page' post /log.git/git-receive-pack '{}'

$clone "$site/log.git" "$halls/log.git" || fail "it cannot be cloned"
# git has the empty tree built in, so it fetches none, and its fsck misses it.
git -C "$halls/log.git" hash-object -t tree -w /dev/null >/dev/null
git -C "$halls/log.git" fsck --strict 2>&1 | grep -v '^notice' |
    grep . && fail "git finds something wrong"
git -C "$halls/log.git" log --all --format=%B >"$halls/diary"
grep -q "$number" "$halls/diary" || fail "the case is not in it"
LC_ALL=C grep -aq -e 欧阳雪琪 -e 11010519491231002X "$halls/diary" &&
    fail "somebody is named"

# What came since; the same as what an export says, signatures and all.
other=$(member "$(receive county 李国强)" number)
git -C "$halls/log.git" -c http.cookieFile="$jar" fetch -q --all ||
    fail "it cannot be fetched"
git -C "$halls/log.git" log --all --format=%B | grep -q "$other" ||
    fail "what came since is not in it"
at county git export "$halls/export.git" >/dev/null
[ "$(git -C "$halls/log.git" for-each-ref)" = \
    "$(git -C "$halls/export.git" for-each-ref)" ] || fail "other refs"
git -C "$halls/log.git" rev-list --all | while read -r commit; do
	git -C "$halls/log.git" -c gpg.format=ssh \
	    -c gpg.ssh.allowedSignersFile="$halls/export.git/allowed-signers" \
	    verify-commit "$commit" 2>/dev/null ||
	    fail "$commit is not believed"
done

# Longer than one stored block, too.
[ "$(git -C "$halls/log.git" cat-file --batch-all-objects \
    --batch-check="%(objectsize)" | sort -n | tail -n 1)" -gt 65535 ] ||
    fail "no commit is longer than a block"

# Another program, for those who supervise.
secret=$(member "$(at county --json token make mirror role=supervision)" token)
git -c http.extraHeader="Authorization: Bearer $secret" clone -q --mirror \
    "$site/log.git" "$halls/mirror.git" || fail "a program cannot clone"
