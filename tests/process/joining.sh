#!/bin/bash
# Joining is cut off, by the line or by hand, and goes on where it was; the
# keys that may have been admitted are never thrown away.
. tests/process/halls.sh.inc

found_county
token_for() {
	member "$(at county invite "$1" --address "127.0.0.1:$2" --json)" token
}

# A line that dies between the hall above's decision and the answer: a relay
# lets so many bytes come back (handshake message 2 is 98 long) and hangs up.
cut_after() {
	rm -f "$halls/back"
	mkfifo "$halls/back"
	perl -MIO::Socket::INET -e '
		my ($at, $to, $max) = @ARGV;
		my $l = IO::Socket::INET->new(LocalAddr => "127.0.0.1:$at",
		    Listen => 1, ReuseAddr => 1) or die $!;
		print "ready\n";
		close STDOUT;
		my $c = $l->accept;
		close $l;
		my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$to");
		if (!fork) {
			while (sysread $c, my $part, 65536) {
				syswrite $s, $part;
			}
			$s->shutdown(1);
			exit;
		}
		while ($max > 0 && sysread $s, my $part, $max) {
			$max -= length $part;
			syswrite $c, $part;
		}
		$c->shutdown(2);
		$s->shutdown(2);' "$1" "$2" "$3" >"$halls/back" &
	pids="$pids $!"
	read -r _ <"$halls/back"
}

relay=$((port + 7))
token=$(token_for 330421111000 $relay)
cut_after $relay $port 100
refused 4 'give the same command again' "$sanji" join "$token" "$halls/town"
until_says 330421111000 at county members
cut_after $relay $port 100000000
refused 1 'used already' "$sanji" join "$token" "$halls/another"
cut_after $relay $port 100000000
"$sanji" join "$token" "$halls/town" >/dev/null 2>&1 ||
    fail "a machine that was admitted cannot go on joining"
[ "$(at county --json members | grep -o '"hall":"330421111000"' | wc -l)" \
    -eq 1 ] || fail "admitted twice"
refused 1 'exists already' "$sanji" join "$token" "$halls/town"

# Nobody there; told to stop; then it works.
token=$(token_for 330421112000 $relay)
refused 4 'give the same command again' "$sanji" join "$token" "$halls/two"
mkfifo "$halls/silent"
perl -MIO::Socket::INET -e '
	my $l = IO::Socket::INET->new(LocalAddr => "127.0.0.1:$ARGV[0]",
	    Listen => 1, ReuseAddr => 1) or die;
	print "ready\n";
	close STDOUT;
	sleep 60 while 1;' $relay >"$halls/silent" &
silent=$!
pids="$pids $silent"
read -r _ <"$halls/silent"
# The job ignores ^C until it has said what it does about it (bit 1 of the
# signals it catches), and is the shell, with what that catches, before it is
# the program.
"$sanji" join "$token" "$halls/two" >/dev/null 2>"$halls/said" &
joining=$!
until_says LISTEN sh -c "grep -qs 'Name:.*sanji' /proc/$joining/status &&
    grep -qs 'SigCgt.*[2367abef]$' /proc/$joining/status && echo LISTEN"
kill -INT $joining
status=0
wait $joining || status=$?
[ $status -eq 4 ] || fail "exit $status when told to stop"
grep -q interrupted "$halls/said" || fail "$(cat "$halls/said")"
stop $silent
cut_after $relay $port 100000000
"$sanji" join "$token" "$halls/two" >/dev/null 2>&1 ||
    fail "joining does not go on after it was told to stop"

# A key that is left of a hall is not thrown away.
mkdir "$halls/left"
cp "$halls/two/hall.key" "$halls/left"
refused 1 'hall.key exists already' "$sanji" init "$halls/left" \
    --hall 330421000000 --name 嘉善县
cmp "$halls/two/hall.key" "$halls/left/hall.key"
refused 1 'hall.key exists already' "$sanji" join \
    "$(token_for 330421102000 "$port")" "$halls/left"
cmp "$halls/two/hall.key" "$halls/left/hall.key"
