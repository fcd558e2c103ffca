#!/bin/sh
# At an address others can reach, the console speaks TLS or nothing; the
# certificate is made once, and its fingerprint is shown.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

"$sanji" init "$halls/county" --hall 330421000000 --name 嘉善县 \
    --tree "$root/deploy/data/jiashan-halls.csv" >/dev/null
echo 'web_name hall.example' >>"$halls/county/hall.conf"

serve_all() {
	"$sanji" -C "$halls/county" serve --web 0.0.0.0:$web \
	    2>>"$halls/county.log" &
	console_pid=$!
	pids="$pids $console_pid"
	until_says '"version"' hidden /api/v1/console
}

# hidden PATH [options]: with the certificate checked.
hidden() {
	path=$1
	shift
	curl -s --cacert "$halls/county/web.pem" "$@" "https://127.0.0.1:$web$path"
}

serve_all
[ "$(stat -c %a "$halls/county/web.pem")" = 600 ] ||
    fail "others can read the key"
fingerprint=$(openssl x509 -in "$halls/county/web.pem" -noout -sha256 \
    -fingerprint | cut -d = -f 2)
grep -q "fingerprint $fingerprint" "$halls/county.log" ||
    fail "the fingerprint is not shown"
curl -s "http://127.0.0.1:$web/" && fail "it answers to what is not hidden"
hidden / --tls-max 1.1 >/dev/null && fail "it speaks old TLS"
hidden / -H 'Host: evil.example' -w '%{http_code}' | grep -q 421 ||
    fail "it answers to any name"
curl -s --cacert "$halls/county/web.pem" -o /dev/null -w '%{http_code}' \
    --resolve "hall.example:$web:127.0.0.1" "https://hall.example:$web/" |
    grep -q 200 || fail "it does not know its name"

# 200 who connect and never finish the handshake keep nobody out.
perl -MIO::Socket::INET -e '
	my @held = map { IO::Socket::INET->new(PeerAddr => $ARGV[0]) } 1 .. 200;
	$| = 1;
	print "held\n";
	sleep 600;' 127.0.0.1:$web >"$halls/held" &
pids="$pids $!"
until_says held cat "$halls/held"
until_says '"version"' hidden /api/v1/console

# Cookies are for hidden connections only; the certificate stays.
add_user county wangfang window
site=https://127.0.0.1:$web
post /api/v1/session '{"name":"wangfang","password":"Nanhu-2026"}' \
    -i --cacert "$halls/county/web.pem" |
    grep -q 'sanji_session=.*; Secure' || fail "a cookie that is not Secure"
stop_whole county
serve_all
[ "$(grep -c "fingerprint $fingerprint" "$halls/county.log")" -eq 2 ] ||
    fail "another certificate after a restart"
stop "$console_pid"
echo nonsense >"$halls/county/web.pem"
refused 1 'no certificate with its key' at county serve --web 0.0.0.0:$web
