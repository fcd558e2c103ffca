#!/bin/sh
# A line so slow that a piece of a scan takes longer than silence may: what is
# taken bit by bit is no silence, and the scan arrives.
. tests/process/halls.sh.inc

three_halls
one=$(member "$(receive village 王秀英)" number)
at village sync >/dev/null
head -c 600000 /dev/urandom >"$halls/scan"

# 80 KB a second upward, from a buffer that holds next to nothing.
slow=$((port + 3))
mkfifo "$halls/ready"
perl -MIO::Socket::INET -MSocket -e '
	my $l = IO::Socket::INET->new(LocalAddr => "127.0.0.1:$ARGV[0]",
	    Listen => 1, ReuseAddr => 1) or die;
	setsockopt($l, SOL_SOCKET, SO_RCVBUF, 8192);
	print "ready\n";
	close STDOUT;
	my $c = $l->accept;
	my $s = IO::Socket::INET->new("127.0.0.1:$ARGV[1]") or die;
	my $b;
	if (fork == 0) {
		syswrite $c, $b while sysread $s, $b, 4096;
		exit;
	}
	while (sysread $c, $b, 8192) {
		syswrite $s, $b;
		select undef, undef, undef, 0.1;
	}' $slow $((port + 1)) >"$halls/ready" &
pids="$pids $!"
read -r _ <"$halls/ready"
call_through village $slow

at village case attach "$one" material=户口簿 "$halls/scan" >/dev/null
at village sync --seconds 2 | grep -q '3 pieces of scans out' ||
    fail "the scan did not arrive"
at town case attachment "$one" --out "$halls/got" >/dev/null
cmp "$halls/scan" "$halls/got" || fail "the town reads another scan"
