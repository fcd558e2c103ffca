#!/bin/sh
# Whatever a stranger sends to the console, it is refused, and the others and
# the lines of the halls go on.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

three_halls
stop "$town_pid"
open_console town $((port + 1))
town_pid=$console_pid
add_user town wangfang window
sign_in wangfang

# A name that is not ours; an origin that is not ours; no origin.
answers 421 'no request for here' get / -H 'Host: evil.example'
answers 421 'no request for here' get / -H "Host: 127.0.0.1:$((web + 1))"
answers 403 'no request for here' get /api/v1/case -H 'Origin: http://evil.example'
origin=http://evil.example
answers 403 'no request for here' post /api/v1/case/receive '{}'
unset origin
answers 400 'no request for here' post /api/v1/case/receive '{}' \
    -H 'Origin: http://evil.example'
answers 403 'no request for here' get /api/v1/case/receive \
    -H 'Content-Type: application/json' -d '{}'
answers 415 'no request for here' get /api/v1/case/receive \
    -H "Origin: $site" -H 'Content-Type: text/plain' -d '{}'
answers 415 'no request for here' get /api/v1/case/receive \
    -H "Origin: $site" -H 'Content-Type: application/octet-stream' -d '{}'
answers 400 'no JSON object' post /api/v1/case/receive '[]'
answers 400 error post /api/v1/case/receive '{"item":'
# What is no text where one is typed.
for value in null 1.5 '[]' '["x"]' '{"a":[]}'; do
	answers 400 '"error"' post /api/v1/case/accept "{\"case\":$value}"
	answers 400 '"error"' post /api/v1/booking/cancel "{\"booking\":$value}"
	[ "$value" = null ] ||
	    answers 400 'must be a text' post /api/v1/person/list \
		"{\"text\":$value}"
done
answers 404 'no such page' get '/../hall.key' --path-as-is
answers 404 'no such page' get '/%2e%2e/hall.key' --path-as-is

# Bytes that two programs would read in two ways.
host="Host: 127.0.0.1:$web"
for request in \
    "POST / HTTP/1.1
$host
Content-Length: 5
Transfer-Encoding: chunked

0

" \
    "GET / HTTP/1.1
$host
Host: evil.example

" \
    "GET / HTTP/1.1

" \
    "GET http://evil.example/ HTTP/1.1
$host

" \
    "POST / HTTP/1.1
$host
Content-Length: 1
Content-Length: 2

x"; do
	raw "$request" | head -n 1 | grep -q ' 4[0-9][0-9] ' ||
	    fail "not refused: $request"
done
raw "GET /?x=%0d%0aSet-Cookie:a=b HTTP/1.1
$host
X-Evil: reflected

" | grep -qi 'a=b\|reflected' && fail "something is said back"

# Too much.
head -c 1200000 /dev/zero | tr '\0' ' ' >"$halls/much"
answers 413 '' post /api/v1/case/receive "@$halls/much" -o /dev/null
answers 400 '' get / -H "X-Long: $(head -c 20000 /dev/zero | tr '\0' x)" \
    -o /dev/null

# 200 who begin and never end, and 20 who ask and never read.
perl -MIO::Socket::INET -e '
	my @held;
	for my $n (1 .. 220) {
		my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0]) or next;
		$s->print("GET / HTTP/1.1\r\nHost: $ARGV[0]\r\n",
		    $n > 200 ? "\r\n" : "");
		$s->flush;
		push @held, $s;
	}
	$| = 1;
	print "held\n";
	sleep 600;' 127.0.0.1:$web >"$halls/held" &
pids="$pids $!"
until_says held cat "$halls/held"
answers 200 '"version"' get /api/v1/console
answers 200 number post /api/v1/case/receive \
    '{"item":"330421-YB-001","name":"王秀英",
      "id_number":"11010519491231002X"}'
number=$(member "$said" number)
until_says "$number" at county --json case list

# What comes by the line is told to open pages, meanwhile.
sign_in wangfang
curl -sN -b "$jar" $site/api/v1/events >"$halls/events" &
pids="$pids $!"
until_says hello cat "$halls/events"
receive village 李国强 >/dev/null
at village sync >/dev/null
until_says changed cat "$halls/events"

# Whoever was told and hung up leaves nothing behind.
for _ in 1 2 3; do
	curl -sN -b "$jar" -o /dev/null -m 1 $site/api/v1/events || :
done
stop_whole town
